import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { postgresKeyVault } from "../adapters/postgres/key-vault.ts";
import { sqliteKeyVault } from "../adapters/sqlite/key-vault.ts";
import type { KeyVault } from "../src/store/key-vault.ts";
import { temporaryFolder } from "./house.ts";
import { postgresServer, rowsOf, temporaryDatabase } from "./postgres.ts";

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

/** Every engine of the vault that is on this machine: the contract runs on each. */
export const vaults = postgresServer === null ? [embedded] : [embedded, postgres];
