import { readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Migration, migrations } from "../../src/store/migrations/list.ts";
import { KEYS } from "../../src/store/schema.ts";
import { temporaryFolder } from "../../tests/house.ts";
import { openDatabase } from "./database.ts";
import { forgetBackups, migrate } from "./migrate.ts";

const first: Migration = {
  name: "001-a",
  statements: ["create table a (org text not null primary key, n {int}) {strict}"],
};
const second: Migration = {
  name: "002-b",
  statements: ["alter table a add column more text", "update a set more = 'x'"],
};
const third: Migration = { name: "003-c", statements: ["create table c (org text primary key) {strict}"] };
const failing: Migration = {
  name: "002-b",
  statements: ["update a set n = 99", "alter table missing add column x"],
};

let place: ReturnType<typeof temporaryFolder>;
let file: string;
let database: DatabaseSync;
beforeEach(() => {
  place = temporaryFolder();
  file = join(place.path, "lotse.sqlite");
  database = openDatabase(file, "write");
});
afterEach(() => {
  database.close();
  place.remove();
});

const rows = (of: DatabaseSync, table: string) =>
  of
    .prepare(`select * from ${table}`)
    .all()
    .map((row) => ({ ...row }));
const backups = () => readdirSync(place.path).filter((name) => name.startsWith("backup"));
function inBackup<T>(name: string, look: (backup: DatabaseSync) => T): T {
  const backup = new DatabaseSync(join(place.path, name), { readOnly: true });
  try {
    return look(backup);
  } finally {
    backup.close();
  }
}

describe("bringing a file to the newest shape", () => {
  it("runs every step once, in order", () => {
    expect(migrate(database, file, [first, second])).toEqual(["001-a", "002-b"]);
    expect(migrate(database, file, [first, second])).toEqual([]);
    expect(migrate(database, file, [first, second, third])).toEqual(["003-c"]);
    expect(rows(database, "migration")).toEqual([{ name: "001-a" }, { name: "002-b" }, { name: "003-c" }]);
  });

  it("makes no backup of a file that has only just been made", () => {
    migrate(database, file, [first, second]);
    expect(backups()).toEqual([]);
  });

  it("forgets backups that are old enough, and no other file (P13)", () => {
    migrate(database, file, [first]);
    migrate(database, file, [first, second, third]);
    const own = join(place.path, "backup-before-holidays.sqlite");
    const killed = join(place.path, "backup-before-003-c.sqlite.part");
    for (const one of [own, killed]) writeFileSync(one, "");
    const age = (name: string, at: number) => utimesSync(join(place.path, name), at, at);
    for (const name of backups()) age(name, 1000);
    age("backup-before-003-c.sqlite", 2000);
    forgetBackups(file, [first, second, third], 1_000_001);
    expect(backups()).toEqual(["backup-before-003-c.sqlite", "backup-before-holidays.sqlite"]);
    expect(readdirSync(place.path)).toContain("lotse.sqlite");
    expect(rows(database, "migration")).toHaveLength(3);
  });

  it("makes a backup before each later step, which opens and holds what was there", () => {
    migrate(database, file, [first]);
    database.exec("insert into a values ('werft', 1)");
    migrate(database, file, [first, second, third]);
    expect(backups()).toEqual(["backup-before-002-b.sqlite", "backup-before-003-c.sqlite"]);
    inBackup("backup-before-002-b.sqlite", (backup) => {
      expect(rows(backup, "a")).toEqual([{ org: "werft", n: 1 }]);
      expect(rows(backup, "migration")).toEqual([{ name: "001-a" }]);
      expect(rows(backup, "pragma_integrity_check")).toEqual([{ integrity_check: "ok" }]);
    });
    inBackup("backup-before-003-c.sqlite", (backup) => {
      expect(rows(backup, "a")).toEqual([{ org: "werft", n: 1, more: "x" }]);
    });
    expect(rows(database, "a")).toEqual([{ org: "werft", n: 1, more: "x" }]);
  });

  it("can go back to a backup and forward again", () => {
    migrate(database, file, [first]);
    database.exec("insert into a values ('werft', 1)");
    migrate(database, file, [first, second]);
    const restored = join(place.path, "restored.sqlite");
    writeFileSync(restored, readFileSync(join(place.path, "backup-before-002-b.sqlite")));
    const again = openDatabase(restored, "write");
    expect(migrate(again, restored, [first, second])).toEqual(["002-b"]);
    expect(rows(again, "a")).toEqual([{ org: "werft", n: 1, more: "x" }]);
    again.close();
  });
});

describe("a step that fails", () => {
  beforeEach(() => {
    migrate(database, file, [first]);
    database.exec("insert into a values ('werft', 1)");
  });

  it("leaves the state before it, says why, and can be tried again", () => {
    expect(() => migrate(database, file, [first, failing])).toThrow("no such table: missing");
    expect(database.isTransaction).toBe(false);
    expect(rows(database, "a")).toEqual([{ org: "werft", n: 1 }]);
    expect(rows(database, "migration")).toEqual([{ name: "001-a" }]);
    expect(migrate(database, file, [first, second])).toEqual(["002-b"]);
  });

  it("keeps the steps before it", () => {
    expect(() => migrate(database, file, [first, third, { ...failing, name: "004-d" }])).toThrow();
    expect(rows(database, "migration")).toEqual([{ name: "001-a" }, { name: "003-c" }]);
  });

  it("does not leave its backup to pass for the one of a later try", () => {
    expect(() => migrate(database, file, [first, failing])).toThrow();
    database.exec("insert into a values ('werft2', 2)");
    migrate(database, file, [first, second]);
    inBackup("backup-before-002-b.sqlite", (backup) => expect(rows(backup, "a")).toHaveLength(2));
  });

  it("does not happen at all when there is no backup to go back to", () => {
    const elsewhere = join(place.path, "missing", "lotse.sqlite");
    expect(() => migrate(database, elsewhere, [first, second])).toThrow();
    expect(rows(database, "migration")).toEqual([{ name: "001-a" }]);
  });
});

it("half a backup, from a process that was ended while it wrote it, is not taken for a whole one", () => {
  migrate(database, file, [first]);
  for (const name of ["backup-before-002-b.sqlite.part", "backup-before-002-b.sqlite"]) {
    writeFileSync(join(place.path, name), "SQLite format 3\0, and then the power went");
  }
  migrate(database, file, [first, second]);
  expect(backups()).toEqual(["backup-before-002-b.sqlite"]);
  inBackup("backup-before-002-b.sqlite", (backup) => expect(rows(backup, "migration")).toHaveLength(1));
});

it("a file that a newer Lotse has written is refused untouched, naming what it knows", () => {
  migrate(database, file, [first, second, third]);
  expect(() => migrate(database, file, [first])).toThrow(
    expect.objectContaining({
      kind: "misconfigured",
      message: expect.stringMatching(/newer version of Lotse \(it knows 002-b, 003-c\).*Start that version/),
    }),
  );
  expect(rows(database, "migration")).toHaveLength(3);
});

describe("the shape of the house", () => {
  type Column = { name: string; pk: number };
  let tables: { name: string; strict: number }[];
  const columns = (table: string): Column[] =>
    database
      .prepare("select name, pk from pragma_table_info(?)")
      .all(table)
      .map((row) => ({ name: String(row.name), pk: Number(row.pk) }));
  const primaryKey = (table: string) =>
    columns(table)
      .filter((column) => column.pk > 0)
      .sort((a, b) => a.pk - b.pk)
      .map((column) => column.name);

  beforeEach(() => {
    migrate(database, file, migrations);
    tables = database
      .prepare(
        "select name, strict from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite_%'",
      )
      .all()
      .map((row) => ({ name: String(row.name), strict: Number(row.strict) }));
  });

  it("checks the types in every table", () => {
    expect(tables.length).toBeGreaterThan(10);
    expect(tables.filter((table) => table.strict !== 1)).toEqual([]);
  });

  it("has the org first in every key, so that no row of one can be taken for a row of another (S4)", () => {
    for (const { name } of tables.filter((table) => table.name !== "migration")) {
      expect([name, primaryKey(name)[0]]).toEqual([name, "org"]);
    }
  });

  it("has the keys that changes are made by", () => {
    const real = tables
      .filter((table) => table.name !== "migration")
      .map(({ name }) => [name, primaryKey(name)]);
    expect(Object.fromEntries(real)).toEqual(KEYS);
  });

  it("lets no part of a key be missing", () => {
    for (const { name } of tables) {
      const nullable = database
        .prepare('select name from pragma_table_info(?) where pk > 0 and "notnull" = 0')
        .all(name);
      expect([name, nullable]).toEqual([name, []]);
    }
  });
});
