import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { postgresKeyVault } from "../adapters/postgres/key-vault.ts";
import { sqliteKeyVault } from "../adapters/sqlite/key-vault.ts";
import type { KeyVault } from "../src/store/key-vault.ts";
import { temporaryFolder } from "./house.ts";
import { postgresServer, temporaryDatabase } from "./postgres.ts";

/** A place for a vault, gone when it is removed. */
export type VaultPlace = {
  open(): Promise<KeyVault>;
  /** All that stands in it, wherever: what a thief of its files or a backup of it would have. */
  dump(): Promise<string>;
  remove(): Promise<void>;
};

const embedded = {
  name: "SQLite",
  async place(): Promise<VaultPlace> {
    const folder = temporaryFolder();
    return {
      open: async () => sqliteKeyVault(join(folder.path, "keys.sqlite")),
      dump: async () =>
        readdirSync(folder.path)
          .map((file) => readFileSync(join(folder.path, file)).toString("latin1"))
          .join(),
      remove: async () => folder.remove(),
    };
  },
};

const postgres = {
  name: "PostgreSQL",
  async place(): Promise<VaultPlace> {
    const { url, remove } = await temporaryDatabase();
    return { open: () => postgresKeyVault(url), dump: () => rowsOf(url), remove };
  },
};

/** Every row of every table, as a backup of the database has it. */
async function rowsOf(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
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

/** Every engine of the vault that is on this machine: the contract runs on each. */
export const vaults = postgresServer === null ? [embedded] : [embedded, postgres];
