import { join } from "node:path";
import { sqliteStore } from "../adapters/sqlite/sqlite-store.ts";
import type { Store } from "../src/store/store.ts";
import { temporaryFolder } from "./house.ts";

/** A store to test against, emptied of everything when it is closed. */
export type Bench = { store: Store; close(): Promise<void> };

/** Every engine of the store: the contracts run on each. */
export const engines: { name: string; open(): Promise<Bench> }[] = [
  {
    name: "SQLite",
    async open() {
      const folder = temporaryFolder();
      const store = sqliteStore(join(folder.path, "lotse.sqlite"));
      return {
        store,
        async close() {
          await store.close();
          folder.remove();
        },
      };
    },
  },
];
