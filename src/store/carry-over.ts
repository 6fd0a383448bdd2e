import { createHash } from "node:crypto";
import { type Kysely, sql } from "kysely";
import { Failure } from "../errors.ts";
import type { Row } from "./any-rows.ts";
import { NO_ORG } from "./each-org.ts";
import { KEYS } from "./schema.ts";
import type { Reader, Store } from "./store.ts";

/** A table to be carried over: the columns that name a row, and what others become on the way. */
export type Cargo = { table: string; key: readonly string[]; become: Row };

/** Whoever held a lease is gone. Fences stay: what they still wanted to write is refused. */
const WITHOUT_LEASE: Record<string, Row> = { conversation: { lease_until: 0 }, outbox: { lease_until: 0 } };

/** All of the store. */
export const storeCargo: readonly Cargo[] = Object.entries(KEYS).map(([table, key]) => {
  return { table, key, become: WITHOUT_LEASE[table] ?? {} };
});

/** How many rows there are, and a hash of all that is in them. */
type Digest = { rows: number; hash: string };
export type Carried = { table: string } & Digest;

type AnyTable = Record<string, Row>;
type To = Pick<Store, "orgs" | "readOf" | "write">;

/** Rows read or written at once: their columns stay far below the number of variables an engine takes. */
const ROWS_AT_ONCE = 500;

/**
 * Carries every row over, table by table and org by org. Cut off and begun again, it goes on behind the last row that arrived; a part
 * in which both sides do not agree afterwards, because there was something else before, is carried once more from its beginning.
 * Throws Failure `misconfigured` when they still do not agree.
 */
export async function carryOver(
  from: Reader,
  to: To,
  cargoes: readonly Cargo[],
  done: (carried: Carried) => void,
): Promise<void> {
  for (const cargo of cargoes) {
    const parts: Digest[] = [];
    for (const org of await orgsIn(from, to, cargo)) parts.push(await carryPart(from, to, cargo, org));
    done({ table: cargo.table, ...sumOf(parts) });
  }
}

/** Whether what is here is there too, and equal: for a move that was cut off as it came to its end. */
export async function isCarried(from: Reader, to: To, cargoes: readonly Cargo[]): Promise<boolean> {
  for (const cargo of cargoes) {
    for (const org of await orgsIn(from, to, cargo)) {
      const [here, there] = [await digestOf(from, cargo, org), await digestOf(to.readOf(org), cargo, org)];
      if (here.hash !== there.hash) return false;
    }
  }
  return true;
}

async function carryPart(from: Reader, to: To, cargo: Cargo, org: string): Promise<Digest> {
  const here = await digestOf(from, cargo, org);
  for (const afresh of [false, true]) {
    if (afresh) await clear(to, cargo, org);
    await addMissing(from, to, cargo, org);
    const there = await digestOf(to.readOf(org), cargo, org);
    if (here.rows === there.rows && here.hash === there.hash) return here;
  }
  throw new Failure(
    "misconfigured",
    `What arrived in ${cargo.table} is not what was sent. Is somebody else writing to the target? End that, and run the move again.`,
  );
}

async function addMissing(from: Reader, to: To, cargo: Cargo, org: string): Promise<void> {
  let last = await lastRow(to.readOf(org), cargo, org);
  for (;;) {
    const rows = await rowsAfter(from, cargo, org, last);
    last = rows.at(-1) ?? null;
    if (last === null) return;
    refuseNul(cargo, rows);
    await to.write(
      (writer) => (writer as unknown as Kysely<AnyTable>).insertInto(cargo.table).values(rows).execute(),
      org,
    );
  }
}

async function clear(to: To, cargo: Cargo, org: string): Promise<void> {
  await to.write(
    (writer) =>
      (writer as unknown as Kysely<AnyTable>).deleteFrom(cargo.table).where(partOf(cargo, org)).execute(),
    org,
  );
}

/** A character that SQLite keeps and PostgreSQL does not. */
function refuseNul({ table, key }: Cargo, rows: readonly Row[]): void {
  const row = rows.find((row) => Object.values(row).some((value) => String(value).includes("\0")));
  if (!row) return;
  const name = key.map((column) => String(row[column])).join(" / ");
  throw new Failure(
    "misconfigured",
    `The row ${JSON.stringify(name)} of ${table} has a NUL character in it, which PostgreSQL cannot keep. Remove it where it came from, bring that in again, and run the move again.`,
  );
}

/** On both sides: what is no longer here has to go there as well. A table without orgs is one part. */
async function orgsIn(from: Reader, to: To, { table, key }: Cargo): Promise<string[]> {
  if (key[0] !== "org") return [NO_ORG];
  const here = await any(from).selectFrom(table).select("org").distinct().execute();
  return [...new Set([NO_ORG, ...(await to.orgs()), ...here.map(({ org }) => String(org))])].sort();
}

async function digestOf(read: Reader, cargo: Cargo, org: string): Promise<Digest> {
  const hash = createHash("sha256");
  let rows = 0;
  for (let last: Row | null = null; ; ) {
    const some = await rowsAfter(read, cargo, org, last);
    last = some.at(-1) ?? null;
    if (last === null) return { rows, hash: hash.digest("hex") };
    rows += some.length;
    for (const row of some) hash.update(JSON.stringify(Object.entries(row).sort(byName)));
  }
}

/** The next rows in the order of their key, as they are to arrive. */
async function rowsAfter(read: Reader, cargo: Cargo, org: string, last: Row | null): Promise<Row[]> {
  const { table, key, become } = cargo;
  let query = any(read).selectFrom(table).selectAll().where(partOf(cargo, org)).limit(ROWS_AT_ONCE);
  if (last !== null) {
    const values = key.map((column) => sql`${last[column]}`);
    query = query.where(
      sql<boolean>`(${sql.join(key.map((name) => sql.ref(name)))}) > (${sql.join(values)})`,
    );
  }
  for (const column of key) query = query.orderBy(column);
  return (await query.execute()).map((row) => ({ ...row, ...become }));
}

async function lastRow(read: Reader, cargo: Cargo, org: string): Promise<Row | null> {
  let query = any(read).selectFrom(cargo.table).selectAll().where(partOf(cargo, org)).limit(1);
  for (const column of cargo.key) query = query.orderBy(column, "desc");
  return (await query.executeTakeFirst()) ?? null;
}

function partOf({ key }: Cargo, org: string) {
  return key[0] === "org" ? sql<boolean>`org = ${org}` : sql<boolean>`1 = 1`;
}

function sumOf(parts: readonly Digest[]): Digest {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part.hash);
  return { rows: parts.reduce((sum, { rows }) => sum + rows, 0), hash: hash.digest("hex") };
}

/** Here, tables and columns are names. */
function any(read: Reader): Kysely<AnyTable> {
  return read as unknown as Kysely<AnyTable>;
}

function byName([one]: [string, unknown], [other]: [string, unknown]): number {
  return one < other ? -1 : 1;
}
