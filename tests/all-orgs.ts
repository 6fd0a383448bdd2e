import { connections, queriesOver } from "../adapters/postgres/database.ts";
import { serializable } from "../adapters/postgres/serializable.ts";
import type { Reader, Store, Writer } from "../src/store/store.ts";
import { abovePolicies } from "./postgres.ts";

/** What tests may and the product cannot: look at all orgs at once, and write without saying for which. */
export type OpenStore = Omit<Store, "write"> & {
  read: Reader;
  write<T>(work: (writer: Writer) => Promise<T>, org?: string): Promise<T>;
};

/** An org with nothing in it, for the sweeps to come by. */
export async function addOrg(store: Store, org: string): Promise<void> {
  const row = { org, name: org, language: "de", demo: 0, zone: "Europe/Berlin", pilot: 0 } as const;
  await store.write((writer) => writer.insertInto("org").values(row).execute(), org);
}

/** The store with that. `database`: of a PostgreSQL store, on which it takes somebody above the policies. */
export function openStore(store: Store, database?: string): OpenStore {
  // In the embedded store, nothing is held back anyway.
  if (database === undefined)
    return { ...store, read: store.readOf(""), write: (work, org = "") => store.write(work, org) };
  const pool = connections(abovePolicies(database), "write", 2);
  const queries = queriesOver(pool);
  return {
    ...store,
    read: queries(""),
    write: (work, org) =>
      org === undefined ? serializable(queries).write(work, "") : store.write(work, org),
    async close() {
      await Promise.all([store.close(), pool.end()]);
    },
  };
}
