import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isFailure } from "../../src/errors.ts";
import { migrations } from "../../src/store/migrations/list.ts";
import { temporaryFolder } from "../../tests/house.ts";
import { openDatabase, queriesOver } from "./database.ts";
import { groupCommit } from "./group-commit.ts";
import { migrate } from "./migrate.ts";

let place: ReturnType<typeof temporaryFolder>;
let database: DatabaseSync;
let commits: ReturnType<typeof groupCommit>;
beforeEach(() => {
  place = temporaryFolder();
  const file = join(place.path, "lotse.sqlite");
  database = openDatabase(file, "write");
  migrate(database, file, migrations);
  commits = groupCommit(database, queriesOver(database));
});
afterEach(async () => {
  await commits.idle();
  database.close();
  place.remove();
});

const put = (org: string, size = 1) =>
  commits.write(async (writer) => {
    const row = {
      org,
      name: "x".repeat(size),
      language: "de",
      demo: 0,
      zone: "Europe/Berlin",
      pilot: 0,
    } as const;
    await writer.insertInto("org").values(row).execute();
    return org;
  });
const stored = () =>
  database
    .prepare("select org from org order by org")
    .all()
    .map((row) => row.org);
const pages = () => Number(database.prepare("pragma page_count").get()?.page_count);
/** Stands in for a disk that has room for so many pages more: SQLite gives the same error. */
const room = (more: number) => database.exec(`pragma max_page_count = ${pages() + more}`);

describe("a group of writes", () => {
  it("gives each what it returns", async () => {
    expect(await Promise.all(["a", "b", "c"].map((org) => put(org)))).toEqual(["a", "b", "c"]);
  });

  it("that meets a full disk in the middle ends the same for all: kept and told so, or neither (F17)", async () => {
    room(2);
    const asked = ["a", "b", "c"];
    const results = await Promise.allSettled([put("a"), put("b", 500_000), put("c")]);
    expect(database.isTransaction).toBe(false);
    expect(results[1]?.status).toBe("rejected");
    expect(stored()).toEqual(asked.filter((_, at) => results[at]?.status === "fulfilled"));
    for (const result of results) {
      if (result.status === "rejected") expect(isFailure(result.reason, "unavailable")).toBe(true);
    }

    room(100_000);
    await put("d", 500_000);
    expect(stored()).toContain("d");
  });

  it("is not spoilt by work that swallows the error of a statement", async () => {
    const swallowing = commits.write(async (writer) => {
      await writer
        .insertInto("org")
        .values({ org: "a", name: "", language: "de", demo: 0, zone: "Europe/Berlin", pilot: 0 })
        .execute();
      await writer
        .insertInto("org")
        .values({ org: "a", name: "", language: "de", demo: 0, zone: "Europe/Berlin", pilot: 0 })
        .execute()
        .catch(() => {});
    });
    await Promise.all([swallowing, put("b")]);
    expect(stored()).toEqual(["a", "b"]);
  });

  it("is refused as unavailable while another program holds the file, and goes on afterwards", async () => {
    database.exec("pragma busy_timeout = 50");
    const other = openDatabase(join(place.path, "lotse.sqlite"), "write");
    other.exec("begin immediate");
    await expect(put("a")).rejects.toMatchObject({ kind: "unavailable" });
    other.exec("rollback");
    other.close();
    await put("b");
    expect(stored()).toEqual(["b"]);
  });

  it("larger than one commit may take goes through in several", async () => {
    await Promise.all(Array.from({ length: 200 }, (_, n) => put(`${n}`)));
    expect(stored()).toHaveLength(200);
  });
});

describe("being idle", () => {
  it("is waited for, also when writes begin others", async () => {
    let inner: Promise<string> | null = null;
    void commits.write(async () => {
      inner = put("inner");
    });
    await commits.idle();
    expect(inner).not.toBeNull();
    expect(stored()).toEqual(["inner"]);
  });

  it("is at once when nothing was written", async () => {
    await commits.idle();
  });
});
