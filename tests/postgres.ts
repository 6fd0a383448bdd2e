import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { asNumbers } from "../adapters/postgres/database.ts";

const server = process.env.LOTSE_TEST_POSTGRES || null;
if (server === null) {
  if (process.env.LOTSE_SUITES === "all")
    throw new Error("LOTSE_SUITES=all, but LOTSE_TEST_POSTGRES is missing. Set it to the URL of a server.");
  console.info("skipped: everything on PostgreSQL (LOTSE_TEST_POSTGRES names a server, as in postgres://…)");
}

/** The PostgreSQL server of the tests, or null: what needs it is skipped. With LOTSE_SUITES=all nothing may be skipped. */
export const postgresServer: string | null = server;

/** A user and a schema of its own on the server of the tests, gone after the test. */
export async function temporaryDatabase(): Promise<{ url: string; remove(): Promise<void> }> {
  const schema = `test_${randomBytes(6).toString("hex")}`;
  // As an installation has it: a user that owns its tables and nothing else.
  await onServer(`create role ${schema} login password '${schema}'`);
  await onServer(`create schema ${schema} authorization ${schema}`);
  return {
    url: urlOf(schema),
    async remove() {
      await onServer(`drop schema ${schema} cascade`);
      await onServer(`drop role ${schema}`);
    },
  };
}

function urlOf(schema: string): string {
  const url = new URL(named());
  url.username = schema;
  url.password = schema;
  url.searchParams.set("options", `-c search_path=${schema}`);
  return url.href;
}

/** The same place as the server's own user, for whom row-level security does not hold. */
export function abovePolicies(url: string): string {
  const above = new URL(url);
  above.username = new URL(named()).username;
  above.password = new URL(named()).password;
  return above.href;
}

function named(): string {
  if (postgresServer === null) throw new Error("There is no PostgreSQL server to test on.");
  return postgresServer;
}

/** Runs it as the server's own user, where `url` says or in no schema of the tests. Big numbers come as numbers, as in the product. */
export async function onServer(statement: string, url = named()): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url, types: asNumbers });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

/** Every row of every table of a temporary database, as a backup has it: by a user above row-level security. */
export async function rowsOf(url: string): Promise<string> {
  const server = new URL(named());
  server.searchParams.set("options", new URL(url).searchParams.get("options") ?? "");
  const client = new Client({ connectionString: server.href });
  await client.connect();
  try {
    const tables = await client.query(
      "select table_name from information_schema.tables where table_schema = current_schema()",
    );
    const rows: unknown[] = [];
    for (const { table_name } of tables.rows)
      rows.push((await client.query(`select * from ${table_name}`)).rows);
    return JSON.stringify(rows);
  } finally {
    await client.end();
  }
}
