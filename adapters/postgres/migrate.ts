import type { ClientBase } from "pg";
import { Failure } from "../../src/errors.ts";
import type { Migration, WhenOlder } from "../../src/store/migrations/list.ts";
import { placeIn } from "./problems.ts";
import { IS_ABOVE_POLICIES, LIFT_POLICIES, SECURE_ROWS } from "./row-security.ts";

/**
 * Brings the database to the newest shape, one process at a time: each step in a transaction of its own. Throws Failure
 * `misconfigured` for a database that a newer Lotse has written, or an older one where that is refused, and for the key vault's. Returns
 * the names of the steps that were run.
 */
export async function migrate(
  client: ClientBase,
  url: string,
  migrations: readonly Migration[],
  whenOlder: WhenOlder = "update",
): Promise<string[]> {
  await refuseAbovePolicies(client, url);
  await refuseVault(client, url);
  const lock = "hashtext('lotse migrations'), hashtext(current_schema())";
  await client.query(`select pg_advisory_lock(${lock})`);
  try {
    await client.query("create table if not exists migration (name text not null primary key)");
    const { rows } = await client.query<{ name: string }>("select name from migration order by name");
    const done = new Set(rows.map(({ name }) => name));
    const known = new Set(migrations.map(({ name }) => name));
    const newer = [...done].filter((name) => !known.has(name));
    if (newer.length > 0) {
      const { server, database } = placeIn(url);
      throw new Failure(
        "misconfigured",
        `The database ${database} at ${server} was written by a newer version of Lotse (it knows ${newer.join(", ")}). Start that version, or name another database in DATABASE_URL.`,
      );
    }
    const pending = migrations.filter(({ name }) => !done.has(name));
    if (pending.length > 0 && whenOlder === "refuse") {
      const { server, database } = placeIn(url);
      throw new Failure(
        "misconfigured",
        `The database ${database} at ${server} is of an earlier version of Lotse. Start this version on it once, which brings it up to date, or use the commands of the version that runs.`,
      );
    }
    for (const migration of pending) await run(client, migration);
    return pending.map(({ name }) => name);
  } finally {
    // Without a connection, the lock is gone by itself.
    await client.query(`select pg_advisory_unlock(${lock})`).catch(() => {});
  }
}

/** For a superuser, a forgotten condition would show the rows of every org. */
async function refuseAbovePolicies(client: ClientBase, url: string): Promise<void> {
  const { rows } = await client.query<{ above: boolean }>(IS_ABOVE_POLICIES);
  if (!rows[0]?.above) return;
  const { server, user, database } = placeIn(url);
  throw new Failure(
    "misconfigured",
    `The user ${user} at ${server} is above row-level security (superuser or bypassrls), which keeps companies apart. Make another with: create role lotse login password '…'; alter database ${database} owner to lotse. Then name it in DATABASE_URL.`,
  );
}

/** With the store's tables in it, it would not be taken for a vault any more. */
async function refuseVault(client: ClientBase, url: string): Promise<void> {
  const { rows } = await client.query<{ vault: string | null }>("select to_regclass('house_key') as vault");
  if (rows[0]?.vault === null) return;
  const { server, database } = placeIn(url);
  throw new Failure(
    "misconfigured",
    `The database ${database} at ${server} is the key vault's. Name it in KEYS_URL, and the store's own in DATABASE_URL.`,
  );
}

async function run(client: ClientBase, migration: Migration): Promise<void> {
  await client.query("begin");
  try {
    await client.query(LIFT_POLICIES);
    for (const statement of migration.statements) {
      await client.query(inPostgres(statement));
    }
    await client.query(SECURE_ROWS);
    await client.query("insert into migration (name) values ($1)", [migration.name]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  }
}

export function inPostgres(statement: string): string {
  return (
    statement
      .replaceAll("{int}", "bigint")
      .replaceAll("{strict}", "")
      // Sorted by code points as in SQLite, whatever language the database was made for.
      .replaceAll(TEXT_COLUMN, ' text collate "C"')
  );
}

/** The type of a column; one may be called text, too. */
const TEXT_COLUMN = / text(?= not null| primary key| default|,|\)|$)/gm;
