import type { Kysely } from "kysely";
import type { settledEvent } from "./conditions.ts";
import { KEYS, type Schema } from "./schema.ts";
import type { Reader, Writer } from "./store.ts";

type Table = keyof Schema;
export type Row = Record<string, unknown>;
export type Condition = typeof settledEvent;
type Where = {
  equal: Row;
  in?: [column: string, values: readonly unknown[]];
  /** Where this column is not null. */
  filled?: string;
};

// For rules that are data, tables and columns are names: the data map has checked that they belong together.
type AnyTable = Record<string, Row>;

/** Rows of a table that is named in data, in the order of their key. */
export async function findRows(read: Reader, table: Table, where: Where): Promise<Row[]> {
  if (where.in?.[1].length === 0) return [];
  let query = (read as unknown as Kysely<AnyTable>).selectFrom(table).selectAll();
  for (const [column, value] of Object.entries(where.equal)) query = query.where(column, "=", value);
  if (where.in) query = query.where(where.in[0], "in", where.in[1]);
  if (where.filled !== undefined) query = query.where(where.filled, "is not", null);
  for (const key of KEYS[table]) query = query.orderBy(key);
  return query.execute();
}

/** The row that has this row's key. */
export async function removeRow(writer: Writer, table: Table, row: Row): Promise<void> {
  let removal = (writer as unknown as Kysely<AnyTable>).deleteFrom(table);
  for (const key of KEYS[table]) removal = removal.where(key, "=", row[key]);
  await removal.execute();
}

/** Where a row of this key is there already, it stays as it is. */
export async function addRow(writer: Writer, table: Table, row: Row): Promise<void> {
  await (writer as unknown as Kysely<AnyTable>)
    .insertInto(table)
    .values(row)
    .onConflict((on) => on.doNothing())
    .execute();
}

/** What is older than `before`, in the column's own unit. */
export async function removeOlder(
  writer: Writer,
  org: string,
  { table, column, only }: { table: Table; column: string; only: Condition | null },
  before: number,
): Promise<void> {
  const removal = (writer as unknown as Kysely<AnyTable>)
    .deleteFrom(table)
    .where("org", "=", org)
    .where(column, "<", before);
  await (only === null ? removal : removal.where(only)).execute();
}
