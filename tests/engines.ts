import { join } from "node:path";
import { postgresStore } from "../adapters/postgres/postgres-store.ts";
import { sqliteStore } from "../adapters/sqlite/sqlite-store.ts";
import { type OpenStore, openStore } from "./all-orgs.ts";
import { temporaryFolder } from "./house.ts";
import { postgresServer, temporaryDatabase } from "./postgres.ts";

/** A store to test against, emptied of everything when it is closed. */
export type Bench = { store: OpenStore; close(): Promise<void> };
type Engine = { name: string; open(): Promise<Bench> };

const embedded: Engine = {
  name: "SQLite",
  async open() {
    const folder = temporaryFolder();
    const store = openStore(sqliteStore(join(folder.path, "lotse.sqlite")));
    return {
      store,
      async close() {
        await store.close();
        folder.remove();
      },
    };
  },
};

const postgres: Engine = {
  name: "PostgreSQL",
  async open() {
    const database = await temporaryDatabase();
    const store = openStore(await postgresStore(database.url, { connections: 5 }), database.url);
    return {
      store,
      async close() {
        await store.close();
        await database.remove();
      },
    };
  },
};

/** Every engine of the store that is on this machine: the contracts run on each. */
export const engines: Engine[] = postgresServer === null ? [embedded] : [embedded, postgres];
