import { type Kysely, sql } from "kysely";
import { Failure } from "../errors.ts";
import { KEYS, type Schema } from "./schema.ts";
import type { Writer } from "./store.ts";

type Table = keyof Schema;
type KeyOf<T extends Table> = Pick<Schema[T], (typeof KEYS)[T][number] & keyof Schema[T]>;
type Versioned = { [T in Table]: Schema[T] extends { version: number } ? T : never }[Table];

/**
 * A change as plain data, decided by a dialog and made by the worker in its one transaction.
 * - `add`: a new row; a conflict if the key is taken.
 * - `put`: the row as given, whether or not it was there.
 * - `set`: columns of a row that was read at `version`; a conflict if it has another by now.
 * - `remove`: the row, if it is there.
 */
export type Change =
  | { [T in Table]: { change: "add" | "put"; table: T; row: Schema[T] } }[Table]
  | {
      [T in Versioned]: { change: "set"; table: T; key: KeyOf<T>; version: number; row: Partial<Schema[T]> };
    }[Versioned]
  | { [T in Table]: { change: "remove"; table: T; key: KeyOf<T> } }[Table];

/** Makes the changes in order. Throws Failure `conflict`, and an Error for a row of another org. */
export async function applyChanges(writer: Writer, org: string, changes: readonly Change[]): Promise<void> {
  for (const change of changes) await applyChange(writer as unknown as Kysely<AnyTable>, org, change);
}

// Inside, tables and columns are names: the union above has checked that they belong together.
type AnyTable = Record<string, Record<string, unknown>>;

async function applyChange(writer: Kysely<AnyTable>, org: string, change: Change): Promise<void> {
  const named: Record<string, unknown> = "key" in change ? change.key : change.row;
  if (named.org !== org) throw new Error(`A change to ${change.table} names another org.`);
  const keys: readonly string[] = KEYS[change.table];

  switch (change.change) {
    case "add": {
      const added = await writer
        .insertInto(change.table)
        .values(change.row)
        .onConflict((on) => on.doNothing())
        .executeTakeFirst();
      if (Number(added.numInsertedOrUpdatedRows) !== 1) throw conflict(change.table);
      return;
    }
    case "put": {
      const rest = Object.keys(change.row).filter((column) => !keys.includes(column));
      const excluded = Object.fromEntries(rest.map((column) => [column, sql.ref(`excluded.${column}`)]));
      await writer
        .insertInto(change.table)
        .values(change.row)
        .onConflict((on) =>
          rest.length === 0 ? on.columns([...keys]).doNothing() : on.columns([...keys]).doUpdateSet(excluded),
        )
        .execute();
      return;
    }
    case "set": {
      let update = writer.updateTable(change.table).set({ ...change.row, version: change.version + 1 });
      for (const key of keys) update = update.where(key, "=", named[key]);
      const updated = await update.where("version", "=", change.version).executeTakeFirst();
      if (Number(updated.numUpdatedRows) !== 1) throw conflict(change.table);
      return;
    }
    case "remove": {
      let removal = writer.deleteFrom(change.table);
      for (const key of keys) removal = removal.where(key, "=", named[key]);
      await removal.execute();
    }
  }
}

function conflict(table: string): Failure {
  return new Failure("conflict", `${table} was changed by somebody else.`);
}
