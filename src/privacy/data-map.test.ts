import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqliteKeyVault } from "../../adapters/sqlite/key-vault.ts";
import { sqliteStore } from "../../adapters/sqlite/sqlite-store.ts";
import { temporaryFolder } from "../../tests/house.ts";
import { dataMap, elsewhere, exportRule, keyVault, tables } from "./data-map.ts";
import { dataMapPage } from "./data-map-page.ts";
import { apart } from "./joined-apart.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
/** SQLite's and the migrations' own. */
const BOOKKEEPING = ["migration"];

type Tables = Record<string, string[]>;

describe("the data map", () => {
  const folder = temporaryFolder();

  beforeAll(async () => {
    await sqliteStore(join(folder.path, "lotse.sqlite")).close();
    await sqliteKeyVault(join(folder.path, "keys.sqlite")).close();
  });
  afterAll(() => folder.remove());

  /** What a database file really has. */
  function tablesIn(file: string): Tables {
    const database = new DatabaseSync(join(folder.path, file), { readOnly: true });
    const names = database
      .prepare(
        "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name",
      )
      .all()
      .map(({ name }) => String(name));
    const found = names
      .filter((name) => !BOOKKEEPING.includes(name))
      .map((name) => {
        const columns = database.prepare(`pragma table_info(${name})`).all();
        return [name, columns.map((column) => String(column.name)).sort()] as const;
      });
    database.close();
    return Object.fromEntries(found);
  }
  const mapped = (map: Record<string, { columns: object }>): Tables =>
    Object.fromEntries(Object.entries(map).map(([name, { columns }]) => [name, Object.keys(columns).sort()]));

  it("has every table and column of the store, and none that is gone (P13)", () => {
    expect(mapped(dataMap)).toEqual(tablesIn("lotse.sqlite"));
  });

  it("has every table and column of the key vault, and none that is gone (P13)", () => {
    expect(mapped(keyVault)).toEqual(tablesIn("keys.sqlite"));
  });

  it("has every place where the pages keep something in the browser", () => {
    const files = ["adapters/web/page", "adapters/web/desk"].flatMap((folder) =>
      readdirSync(join(ROOT, folder))
        .filter((name) => name.endsWith(".ts"))
        .map((name) => `${folder}/${name}`),
    );
    const keeping = files.filter((file) =>
      /\b(sessionStorage|localStorage|indexedDB|document\.cookie|caches\.)/.test(
        readFileSync(join(ROOT, file), "utf8"),
      ),
    );
    const named = elsewhere.flatMap(({ place }) => /^browser: .*\((.*)\)$/.exec(place)?.[1] ?? []);
    expect(named.sort()).toEqual(keeping.sort());
  });

  it("gives everything about a person a purpose, a basis, an end and a way out", () => {
    for (const table of tables) {
      const { whose, purpose, basis, kept, limits, erase, columns } = dataMap[table];
      expect(purpose, table).not.toBe("");
      expect(kept !== "" || limits.length > 0, table).toBe(true);
      if (whose === "nobody") {
        expect(Object.keys(columns), table).not.toContain("learner");
        continue;
      }
      expect(basis, table).not.toContain("none");
      if (whose !== "asker") expect(erase, table).not.toBe("stays");
    }
  });

  it("says of everything about a person what becomes of it when two learners are joined", () => {
    for (const table of tables.filter((table) => dataMap[table].whose !== "nobody")) {
      const columns = Object.keys(dataMap[table].columns);
      const { join } = dataMap[table];
      expect(Object.hasOwn(apart, table), table).toBe(join === "apart");
      if (join === "moves" || join === "ends") expect(columns, table).toContain("learner");
      if (join === "follows")
        expect(
          columns.filter((column) => /learner|_of$/.test(column)),
          table,
        ).toEqual([]);
    }
  });

  it("opens whatever is sealed about a person for that person's export (P11)", () => {
    for (const table of tables.filter((table) => dataMap[table].whose !== "nobody")) {
      const sealed = Object.keys(dataMap[table].columns).filter((column) => column.startsWith("sealed_"));
      expect(sealed.length, table).toBeLessThanOrEqual(1);
      for (const column of Object.keys(dataMap[table].columns))
        expect(typeof exportRule(table, column) === "object", `${table}.${column}`).toBe(
          column.startsWith("sealed_"),
        );
    }
  });

  it("knows no score, rank, sentiment, inferred skill or quiz result of a person (P17)", () => {
    const judging =
      /score|rank|rating|grade|level|sentiment|mood|emotion|skill|competen|abilit|quiz|result|correct|points|streak|percentile|perform|risk|predict/i;
    const offences = tables
      .filter((table) => dataMap[table].whose !== "nobody")
      .flatMap((table) => [
        table,
        ...Object.keys(dataMap[table].columns).map((column) => `${table}.${column}`),
      ])
      .filter((name) => judging.test(name));
    expect(offences).toEqual([]);
  });

  it("is written down in docs/data-map.md as it is here: `npm run data-map` (P22)", () => {
    expect(readFileSync(join(ROOT, "docs/data-map.md"), "utf8")).toBe(dataMapPage());
  });
});
