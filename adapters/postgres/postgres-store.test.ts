import { Client } from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Migration } from "../../src/store/migrations/list.ts";
import { migrations } from "../../src/store/migrations/list.ts";
import { KEYS } from "../../src/store/schema.ts";
import type { Reader, Store, Writer } from "../../src/store/store.ts";
import { type OpenStore, openStore } from "../../tests/all-orgs.ts";
import { cuttable } from "../../tests/cuttable.ts";
import { onServer, postgresServer, temporaryDatabase } from "../../tests/postgres.ts";
import { postgresStore } from "./postgres-store.ts";
import { ALL_NAMES } from "./row-security.ts";

describe.skipIf(postgresServer === null)("the store on a PostgreSQL server", () => {
  let database: Awaited<ReturnType<typeof temporaryDatabase>>;
  const stores: Store[] = [];
  beforeEach(async () => {
    database = await temporaryDatabase();
  });
  afterEach(async () => {
    for (const store of stores.splice(0)) await store.close();
    await database.remove();
  });

  async function open(url = database.url, known: readonly Migration[] = migrations): Promise<Store> {
    const store = await postgresStore(url, { connections: 4, migrations: known });
    stores.push(store);
    return store;
  }
  const add = (writer: Writer, org: string) =>
    writer
      .insertInto("org")
      .values({ org, name: org, language: "de", demo: 0, zone: "Europe/Berlin", pilot: 0 })
      .execute();
  const put = (store: Store, org: string) => store.write((writer) => add(writer, org), org);
  const orgs = (store: Store) => store.orgs();
  const addUnit = (writer: Writer, org: string, unit: string) =>
    writer.insertInto("unit").values({ org, unit, division: "d", name: org }).execute();
  const units = async (store: Store, org: string) =>
    (await store.readOf(org).selectFrom("unit").select("unit").orderBy("unit").execute()).map(
      ({ unit }) => unit,
    );
  async function ask(statement: string, values: unknown[] = []) {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    try {
      return (await client.query(statement, values)).rows;
    } finally {
      await client.end();
    }
  }
  const refused = (words: string) => ({
    kind: "misconfigured",
    message: expect.stringContaining(words),
  });
  const unavailable = { kind: "unavailable" };

  it("keeps what was written over a restart", async () => {
    await put(await open(), "a");
    await stores.splice(0)[0]?.close();
    expect(await orgs(await open())).toEqual(["a"]);
  });

  it("remembers companies that it was asked for, but not all that anybody makes up (S14)", async () => {
    const store = await open();
    const first = store.readOf("made-up");
    expect(store.readOf("made-up")).toBe(first);
    for (let number = 0; number < 1000; number++) store.readOf(`made-up-${number}`);
    expect(store.readOf("made-up")).not.toBe(first);
    await put(store, "a");
    expect(await store.readOf("a").selectFrom("org").select("org").execute()).toEqual([{ org: "a" }]);
  });

  it("reads on connections that cannot write", async () => {
    const store = await open();
    const asWriter = store.readOf("a") as unknown as Writer;
    await expect(asWriter.deleteFrom("org").execute()).rejects.toMatchObject({
      kind: "unavailable",
      message: expect.stringContaining("code 25006"),
    });
  });

  it("gives counts, sums and the highest of a column as numbers", async () => {
    const store = await open();
    await put(store, "a");
    const row = await store
      .readOf("a")
      .selectFrom("org")
      .select(({ fn }) => [
        fn.countAll().as("count"),
        fn.sum("demo").as("sum"),
        fn.max("demo").as("highest"),
        fn.max("seeded_at").as("none"),
      ])
      .executeTakeFirst();
    expect(row).toEqual({ count: 1, sum: 0, highest: 0, none: null });
  });

  it("sorts text by code points, whatever the database was made for", async () => {
    const store = await open();
    for (const org of ["ä", "b", "Z", "a", "B", "-a"]) await put(store, org);
    expect(await orgs(store)).toEqual(["-a", "B", "Z", "a", "b", "ä"]);
    const others = await ask(
      "select table_name, column_name from information_schema.columns where table_schema = current_schema() and data_type = 'text' and table_name <> 'migration' and collation_name is distinct from 'C'",
    );
    expect(others).toEqual([]);
  });

  it("has the keys that changes are made by, org first (S4)", async () => {
    await open();
    const rows = await ask(
      `select conrelid::regclass::text as table,
         array(select attname::text from unnest(conkey) with ordinality as key (number, at)
           join pg_attribute on attrelid = conrelid and attnum = key.number order by at) as columns
       from pg_constraint where contype = 'p' and connamespace = current_schema()::regnamespace`,
    );
    const keys = rows.map(({ table, columns }) => [table, columns]);
    expect(Object.fromEntries(keys.filter(([table]) => table !== "migration"))).toEqual(KEYS);
  });

  it("does the work again that somebody else came before, and keeps both", async () => {
    const [one, other] = [await open(), await open()];
    await put(one, "a");
    const name = (store: Store, more: string) =>
      store.write(async (writer) => {
        const row = await writer.selectFrom("org").select("name").executeTakeFirstOrThrow();
        await new Promise((resolve) => setTimeout(resolve, 20));
        await writer
          .updateTable("org")
          .set({ name: row.name + more })
          .execute();
      }, "a");
    await Promise.all([name(one, "1"), name(other, "2"), name(one, "3"), name(other, "4")]);
    const row = await one.readOf("a").selectFrom("org").select("name").executeTakeFirstOrThrow();
    expect([...row.name].sort().join("")).toBe("1234a");
  });

  it("lets no two decide on what the other is just changing", async () => {
    const [one, other] = [await open(), await open()];
    // Each adds a row only while there is none: as one after another, one of them finds the other's.
    const first = (store: Store, unit: string) =>
      store.write(async (writer) => {
        const rows = await writer.selectFrom("unit").select("unit").execute();
        await new Promise((resolve) => setTimeout(resolve, 20));
        if (rows.length === 0) await addUnit(writer, "a", unit);
      }, "a");
    await Promise.all([first(one, "u"), first(other, "v")]);
    expect(await units(one, "a")).toHaveLength(1);
  });

  it("does not take work for done whose statement failed, even if the work itself overlooks it", async () => {
    const store = await open();
    await put(store, "a");
    const overlooking = store.write(async (writer) => {
      await addUnit(writer, "a", "u");
      await add(writer, "a").catch(() => {});
    }, "a");
    await expect(overlooking).rejects.toThrow();
    expect(await units(store, "a")).toEqual([]);
  });

  it("goes on when another version has changed a table under statements it had prepared", async () => {
    const store = await open();
    await put(store, "a");
    const whole = () => store.readOf("a").selectFrom("org").selectAll().execute();
    const written = () => store.write((writer) => writer.selectFrom("org").selectAll().execute(), "a");
    for (const read of [whole, written]) expect(await read()).toHaveLength(1);
    await ask("alter table org add column motto text");
    expect(await written()).toHaveLength(1);
    expect(await whole()).toHaveLength(1);
  });

  it("ends the writes under way before it closes, and takes none afterwards", async () => {
    const store = await open();
    const writes = Promise.all(Array.from({ length: 20 }, (_, n) => put(store, `${n}`)));
    await store.close();
    await writes;
    await expect(put(store, "late")).rejects.toMatchObject(unavailable);
    stores.splice(0);
    expect(await orgs(await open())).toHaveLength(20);
  });

  describe("keeps companies apart, whatever a query forgets to say (S4):", () => {
    const unit = (org: string) => ({ org, unit: "u", division: "d", name: org });
    const names = async (read: Reader) =>
      (await read.selectFrom("unit").select("name").orderBy("name").execute()).map(({ name }) => name);
    let store: OpenStore;
    beforeEach(async () => {
      store = openStore(await open(), database.url);
      stores[0] = store;
      for (const org of ["a", "b"]) {
        await put(store, org);
        await store.write((writer) => addUnit(writer, org, "u"), org);
      }
    });

    it("who reads for one sees the rows of that one", async () => {
      expect(await names(store.readOf("a"))).toEqual(["a"]);
      expect(await names(store.readOf("c"))).toEqual([]);
      expect(await names(store.read)).toEqual(["a", "b"]);
      // Over the same few connections, in any order.
      const seen = await Promise.all(
        Array.from({ length: 40 }, (_, n) =>
          n % 3 === 0 ? store.orgs() : names(store.readOf(n % 2 ? "a" : "b")),
        ),
      );
      seen.forEach((row, n) => {
        expect(row).toEqual(n % 3 === 0 ? ["a", "b"] : [n % 2 ? "a" : "b"]);
      });
    });

    it("who asks which there are is told that, and sees nothing else of any", async () => {
      expect(await store.orgs()).toEqual(["a", "b"]);
      const all = store.readOf(ALL_NAMES);
      for (const table of Object.keys(KEYS) as (keyof typeof KEYS)[]) {
        const rows = await all.selectFrom(table).select("org").execute();
        expect(rows, table).toHaveLength(table === "org" ? 2 : 0);
      }
      const change = store.write(
        (writer) => writer.updateTable("org").set({ name: "x" }).execute(),
        ALL_NAMES,
      );
      await change;
      const more = store.write((writer) => addUnit(writer, "a", "v"), ALL_NAMES);
      await expect(more).rejects.toThrow("row-level security");
      expect(await store.read.selectFrom("org").select("name").orderBy("org").execute()).toEqual([
        { name: "a" },
        { name: "b" },
      ]);
    });

    it("who writes for one changes and removes the rows of that one", async () => {
      await store.write((writer) => writer.updateTable("unit").set({ name: "mine" }).execute(), "a");
      expect(await names(store.read)).toEqual(["b", "mine"]);
      await store.write((writer) => writer.deleteFrom("unit").execute(), "a");
      expect(await names(store.read)).toEqual(["b"]);
    });

    it("who writes for one adds no row to another", async () => {
      const foreign = store.write((writer) => writer.insertInto("unit").values(unit("c")).execute(), "a");
      await expect(foreign).rejects.toThrow("row-level security");
      const moved = store.write((writer) => writer.updateTable("unit").set({ org: "c" }).execute(), "a");
      await expect(moved).rejects.toThrow("row-level security");
      expect(await names(store.read)).toEqual(["a", "b"]);
    });

    it("every table has the policy, and whoever says nothing sees nothing, the owner too", async () => {
      expect(await ask("select * from unit")).toEqual([]);
      const open = await ask(
        "select relname from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'r' and relname <> 'migration' and not (relrowsecurity and relforcerowsecurity)",
      );
      expect(open).toEqual([]);
    });

    it("a user above the policies is refused, with what to do", async () => {
      const url = new URL(database.url);
      url.username = new URL(postgresServer ?? "").username;
      url.password = new URL(postgresServer ?? "").password;
      await expect(postgresStore(url.href)).rejects.toMatchObject(refused("above row-level security"));
    });
  });

  describe("when the server goes (F5)", () => {
    let way: Awaited<ReturnType<typeof cuttable>>;
    let store: Store;
    beforeEach(async () => {
      way = await cuttable(database.url);
      store = await open(way.url);
      await put(store, "a");
    });
    afterEach(() => way.close());

    it("refuses reads and writes as unavailable, and goes on by itself when it is back", async () => {
      way.cut();
      await expect(put(store, "b")).rejects.toMatchObject(unavailable);
      await expect(orgs(store)).rejects.toMatchObject(unavailable);
      way.mend();
      await put(store, "c");
      expect(await orgs(store)).toEqual(["a", "c"]);
    });

    it("keeps nothing half-done of what was under way", async () => {
      const work = store.write(async (writer) => {
        await addUnit(writer, "a", "u");
        way.cut();
        await addUnit(writer, "a", "v");
      }, "a");
      await expect(work).rejects.toMatchObject(unavailable);
      way.mend();
      await put(store, "d");
      expect(await orgs(store)).toEqual(["a", "d"]);
      expect(await units(store, "a")).toEqual([]);
    });

    it("keeps nothing of a transaction whose connection an operator ended", async () => {
      const work = store.write(async (writer) => {
        await addUnit(writer, "a", "u");
        await ask(
          "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'lotse (write)' and state = 'idle in transaction' and query like '%insert into \"unit\"%' and pid <> pg_backend_pid()",
        );
        await addUnit(writer, "a", "v");
      }, "a");
      await expect(work).rejects.toMatchObject(unavailable);
      expect(await units(store, "a")).toEqual([]);
      await put(store, "d");
      expect(await orgs(store)).toEqual(["a", "d"]);
    });
  });

  describe("brought to the newest shape", () => {
    const broken = [
      ...migrations,
      { name: "999-broken", statements: ["delete from org", "select * from missing"] },
    ];
    const newer = [...migrations, { name: "999-future", statements: ["create table future (org text)"] }];

    it("by many at once, is brought there once", async () => {
      await Promise.all(Array.from({ length: 5 }, () => open()));
      expect(await ask("select name from migration order by name")).toEqual(
        migrations.map(({ name }) => ({ name })),
      );
    });

    it("by a step that changes rows, has them changed in every org, and the orgs kept apart again (S4)", async () => {
      const store = await open();
      for (const org of ["a", "b"]) {
        await put(store, org);
        await store.write((writer) => addUnit(writer, org, "u"), org);
      }
      // As an earlier version left it, which let sweeps see all.
      await ask("create policy of_org on unit using (true)");
      const renaming = { name: "999-renaming", statements: ["update unit set name = 'new' || org"] };
      const after = await open(database.url, [...migrations, renaming]);
      for (const org of ["a", "b"]) {
        const rows = await after.readOf(org).selectFrom("unit").select("name").execute();
        expect(rows).toEqual([{ name: `new${org}` }]);
      }
    });

    it("by a step that fails, stays as it was", async () => {
      await put(await open(), "a");
      await expect(open(database.url, broken)).rejects.toMatchObject(refused('"missing" does not exist'));
      expect(await orgs(await open())).toEqual(["a"]);
    });

    it("by a newer Lotse, is refused, naming what that knows", async () => {
      await open(database.url, newer);
      await expect(open()).rejects.toMatchObject(
        refused("newer version of Lotse (it knows 999-future). Start that version"),
      );
    });
  });

  describe("is refused with what to do about it", () => {
    const changed = (change: (url: URL) => void) => {
      const url = new URL(database.url);
      change(url);
      return url.href;
    };

    it("when no server answers", async () => {
      const url = changed((url) => {
        url.port = "1";
        url.password = "s3cret";
      });
      const refusal = await postgresStore(url).catch((error: unknown) => error);
      expect(refusal).toMatchObject(refused("cannot be reached at 127.0.0.1:1. Start it, or mend"));
      expect(String(refusal)).not.toContain("s3cret");
    });

    it("when there is no such database", async () => {
      const url = changed((url) => {
        url.pathname = "/not-there";
      });
      await expect(postgresStore(url)).rejects.toMatchObject(refused("has no database not-there. Make it"));
    });

    it("when there is no such user", async () => {
      const url = changed((url) => {
        url.username = "nobody-here";
        url.password = "s3cret";
      });
      await expect(postgresStore(url)).rejects.toMatchObject(refused("does not let nobody-here in"));
    });

    it("when the user may not make tables", async () => {
      const user = `guest_${Math.random().toString(36).slice(2)}`;
      await onServer(`create role ${user} login`);
      try {
        const url = changed((url) => {
          url.username = user;
        });
        await expect(postgresStore(url)).rejects.toMatchObject(refused("may not make or change tables"));
      } finally {
        await onServer(`drop role ${user}`);
      }
    });
  });
});
