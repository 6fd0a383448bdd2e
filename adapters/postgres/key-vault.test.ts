import { Client } from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keyVault } from "../../src/privacy/data-map.ts";
import type { KeyVault } from "../../src/store/key-vault.ts";
import { cuttable } from "../../tests/cuttable.ts";
import { onServer, postgresServer, temporaryDatabase } from "../../tests/postgres.ts";
import { postgresKeyVault } from "./key-vault.ts";
import { postgresStore } from "./postgres-store.ts";

describe.skipIf(postgresServer === null)("the key vault on a PostgreSQL server", () => {
  let database: Awaited<ReturnType<typeof temporaryDatabase>>;
  const open: KeyVault[] = [];

  beforeEach(async () => {
    database = await temporaryDatabase();
  });
  afterEach(async () => {
    for (const vault of open.splice(0)) await vault.close();
    await database.remove();
  });

  const at = async (url = database.url) => {
    const vault = await postgresKeyVault(url);
    open.push(vault);
    return vault;
  };
  const refused = (words: string) => ({ kind: "misconfigured", message: expect.stringContaining(words) });

  it("makes its tables once, however many replicas start at once, and the data map has them all (P13)", async () => {
    const vaults = await Promise.all(Array.from({ length: 5 }, () => at()));
    expect(await Promise.all(vaults.map((vault) => vault.changes()))).toEqual([0, 0, 0, 0, 0]);
    const client = new Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query<{ table: string; columns: string[] }>(
      `select table_name as table, array_agg(column_name::text order by column_name) as columns
       from information_schema.columns where table_schema = current_schema() group by 1`,
    );
    await client.end();
    expect(Object.fromEntries(rows.map(({ table, columns }) => [table, columns]))).toEqual(
      Object.fromEntries(
        Object.entries(keyVault).map(([table, { columns }]) => [table, Object.keys(columns).sort()]),
      ),
    );
  });

  it("refuses the database of the store", async () => {
    await (await postgresStore(database.url)).close();
    await expect(at()).rejects.toMatchObject(refused("is the store's. Keys need one of their own"));
  });

  it("is refused by the store, which stays out of it: named the right way round, both go on", async () => {
    const vault = await at();
    await vault.putLearnerKey({ org: "a", learner: "ida", since: 1, wrapped: "w" });
    await expect(postgresStore(database.url)).rejects.toMatchObject(
      refused("is the key vault's. Name it in KEYS_URL, and the store's own in DATABASE_URL"),
    );
    expect(await (await at()).learnerKey("a", "ida")).toMatchObject({ wrapped: "w" });
  });

  it.each([
    ["a server that is not there", { port: "1" }, "mend host and port in KEYS_URL"],
    ["a database that is not there", { pathname: "/nowhere" }, "Or mend its name in KEYS_URL"],
  ])("refuses %s, naming its setting", async (_, change, words) => {
    await expect(at(Object.assign(new URL(database.url), change).href)).rejects.toMatchObject(refused(words));
  });

  it("refuses a user who may not make tables", async () => {
    const name = new URL(database.url).username;
    await onServer(`alter schema ${name} owner to current_user`);
    await onServer(`grant usage on schema ${name} to ${name}`);
    await expect(at()).rejects.toMatchObject(refused("may not make or change tables"));
  });

  it("is unavailable while the server is gone, and works again by itself", async () => {
    const way = await cuttable(database.url);
    const vault = await at(way.url);
    await vault.putLearnerKey({ org: "a", learner: "ida", since: 1, wrapped: "w" });
    way.cut();
    const unavailable = { kind: "unavailable" };
    await expect(vault.learnerKey("a", "ida")).rejects.toMatchObject(unavailable);
    await expect(vault.logErasure({ person: "p", at: 1 })).rejects.toMatchObject(unavailable);
    await expect(vault.forgetLearnerKey("a", "ida", 1)).rejects.toMatchObject(unavailable);
    const nothing = { houseKeys: [], learnerKeys: [], erasures: [], changes: 1 };
    await expect(vault.fill(nothing)).rejects.toMatchObject(unavailable);
    way.mend();
    expect(await vault.learnerKey("a", "ida")).toMatchObject({ wrapped: "w" });
    expect(await vault.erasures()).toEqual([]);
    await way.close();
  });

  it("frees the space of a key at once when it is forgotten, for the server to write over it (P12)", async () => {
    const vault = await at();
    const learners = Array.from({ length: 20 }, (_, n) => `p${n}`);
    for (const learner of learners)
      await vault.putLearnerKey({ org: "a", learner, since: 1, wrapped: "w".repeat(2000) });
    for (const learner of learners) await vault.forgetLearnerKey("a", learner, 1);
    const client = new Client({ connectionString: database.url });
    await client.connect();
    // A table without any row that is still there in some form has no page.
    const { rows } = await client.query("select pg_relation_size('learner_key')::int as bytes");
    await client.end();
    expect(rows).toEqual([{ bytes: 0 }]);
  });
});
