import { randomUUID } from "node:crypto";
import { chmodSync, mkdirSync, openSync, readFileSync, statSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isFailure } from "../../src/errors.ts";
import { migrations } from "../../src/store/migrations/list.ts";
import type { Writer } from "../../src/store/store.ts";
import { type OpenStore, openStore } from "../../tests/all-orgs.ts";
import { temporaryFolder } from "../../tests/house.ts";
import { canMount, smallDisk } from "../../tests/small-disk.ts";
import { asNobody } from "../../tests/unprivileged.ts";
import { migrate } from "./migrate.ts";
import { sqliteStore } from "./sqlite-store.ts";

let place: ReturnType<typeof temporaryFolder>;
let file: string;
const stores: OpenStore[] = [];
beforeEach(() => {
  place = temporaryFolder();
  file = join(place.path, "lotse.sqlite");
});
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
  place.remove();
});

function open(path = file): OpenStore {
  const store = openStore(sqliteStore(path));
  stores.push(store);
  return store;
}
async function close(store: OpenStore): Promise<void> {
  stores.splice(stores.indexOf(store), 1);
  await store.close();
}
const put = (store: OpenStore, org: string, size = 1) =>
  store.write(async (writer) => {
    const row = {
      org,
      name: "x".repeat(size),
      language: "de",
      demo: 0,
      zone: "Europe/Berlin",
      pilot: 0,
    } as const;
    await writer.insertInto("org").values(row).execute();
  });
const orgs = async (store: OpenStore) =>
  (await store.read.selectFrom("org").select("org").orderBy("org").execute()).map((row) => row.org);
const refused = (words: string) =>
  expect.objectContaining({ kind: "misconfigured", message: expect.stringContaining(words) });
const unavailable = { kind: "unavailable" };

describe("the embedded store", () => {
  it("keeps what was written over a restart, in one file", async () => {
    const before = open();
    await put(before, "a");
    await close(before);
    expect(() => statSync(`${file}-wal`)).toThrow();
    expect(await orgs(open())).toEqual(["a"]);
  });

  it("has what was written on the disk before the write resolves", async () => {
    const store = open();
    await put(store, "a");
    // What the disk holds this moment, log and all, as after a power cut.
    const copy = join(place.path, "copy.sqlite");
    writeFileSync(copy, readFileSync(file));
    writeFileSync(`${copy}-wal`, readFileSync(`${file}-wal`));
    expect(await orgs(open(copy))).toEqual(["a"]);
  });

  it("reads on a connection that cannot write", async () => {
    const store = open();
    const asWriter = store.read as unknown as Writer;
    await expect(asWriter.deleteFrom("org").execute()).rejects.toMatchObject({
      kind: "unavailable",
      message: expect.stringContaining("SQLite result 8"),
    });
  });

  it("does not show what is not committed yet", async () => {
    const store = open();
    let seen: string[] | null = null;
    await store.write(async (writer) => {
      await writer
        .insertInto("org")
        .values({ org: "a", name: "", language: "de", demo: 0, zone: "Europe/Berlin", pilot: 0 })
        .execute();
      seen = await orgs(store);
    });
    expect(seen).toEqual([]);
    expect(await orgs(store)).toEqual(["a"]);
  });

  it("leaves nothing of a removed row in its file", async () => {
    const store = open();
    await put(store, "geheimer-name");
    await store.write((writer) =>
      writer
        .deleteFrom("org")
        .execute()
        .then(() => {}),
    );
    await close(store);
    expect(readFileSync(file).includes("geheimer-name")).toBe(false);
  });

  it("leaves nothing of it in its log either, once it is cleared (P12)", async () => {
    const store = open();
    const row = { org: "a", division: "kanarienvogel", name: "Kanarienvogel" };
    await store.write((writer) => writer.insertInto("division").values(row).execute());
    await store.write((writer) => writer.deleteFrom("division").execute());
    expect(readFileSync(`${file}-wal`).toString("latin1")).toContain("Kanarienvogel");
    await store.scrub();
    for (const one of [file, `${file}-wal`])
      expect(readFileSync(one).toString("latin1")).not.toContain("Kanarienvogel");
  });

  it("leaves nothing of it where pages were rearranged around it (P12)", async () => {
    const store = open();
    for (let round = 0; round < 15; round++) {
      const rows = Array.from({ length: 300 }, (_, at) => {
        const division = `${at % 2 === 0 ? "kanarienvogel" : "sperling"}-${randomUUID()}`;
        return { org: "a", division, name: "x".repeat((at * 37) % 300) };
      });
      await store.write(async (writer) => {
        for (const row of rows) await writer.insertInto("division").values(row).execute();
        const order = rows
          .map(({ division }) => division)
          .sort((a, b) => a.slice(-5).localeCompare(b.slice(-5)));
        for (const division of order.filter((name) => name.startsWith("kanarienvogel")))
          await writer.deleteFrom("division").where("division", "=", division).execute();
      });
      await store.scrub();
      expect(readFileSync(file).toString("latin1")).not.toContain("kanarienvogel");
    }
  });

  it("knows after an update whose the older conversations are", async () => {
    const older = new DatabaseSync(file);
    migrate(older, file, migrations.slice(0, 2));
    older.exec(`insert into learner (org, learner, name, version, conversation) values ('a', 'ida', 'Ida', 0, 'c1');
      insert into conversation (org, conversation, address_json, version, fence, lease_until)
      values ('a', 'c1', '{}', 0, 0, 0), ('a', 'group', '{}', 0, 0, 0)`);
    older.close();
    const found = await open().read.selectFrom("conversation").select(["conversation", "learner"]).execute();
    expect(found).toEqual([
      { conversation: "c1", learner: "ida" },
      { conversation: "group", learner: null },
    ]);
  });

  it("ends the writes under way before it closes, and takes none afterwards", async () => {
    const store = open();
    const writes = ["a", "b", "c"].map((org) => put(store, org));
    await close(store);
    expect((await Promise.allSettled(writes)).map((write) => write.status)).toEqual([
      "fulfilled",
      "fulfilled",
      "fulfilled",
    ]);
    await expect(put(store, "late")).rejects.toMatchObject(unavailable);
    expect(await orgs(open())).toEqual(["a", "b", "c"]);
  });
});

describe("writes that wait together", () => {
  it("are committed together: a hundred at once do not need a hundred commits", async () => {
    const store = open();
    const before = statSync(`${file}-wal`).size;
    await put(store, "alone");
    const one = statSync(`${file}-wal`).size - before;
    await Promise.all(Array.from({ length: 100 }, (_, n) => put(store, `${n}`)));
    // Each commit writes the changed pages again: a hundred of them would need a hundred times the room.
    expect(statSync(`${file}-wal`).size - before - one).toBeLessThan(20 * one);
    expect(await orgs(store)).toHaveLength(101);
  });

  it("see what those before them wrote", async () => {
    const store = open();
    const [, seen] = await Promise.all([
      put(store, "a"),
      store.write(async (writer) =>
        (await writer.selectFrom("org").select("org").execute()).map((row) => row.org),
      ),
    ]);
    expect(seen).toEqual(["a"]);
  });

  it("do not see what one before them wrote and then threw away", async () => {
    const store = open();
    const failing = store.write(async (writer) => {
      await writer
        .insertInto("org")
        .values({ org: "a", name: "", language: "de", demo: 0, zone: "Europe/Berlin", pilot: 0 })
        .execute();
      throw new Error("no");
    });
    const seen = store.write((writer) => writer.selectFrom("org").select("org").execute());
    await expect(failing).rejects.toThrow("no");
    expect(await seen).toEqual([]);
  });

  it("can begin while others are committed", async () => {
    const store = open();
    let later: Promise<void> | null = null;
    await store.write(async () => {
      later = put(store, "later");
    });
    await later;
    expect(await orgs(store)).toEqual(["later"]);
  });
});

describe("a file that cannot be used is refused with what to do about it", () => {
  it("when a newer Lotse has written it", async () => {
    await close(open());
    const newer = [
      ...migrations,
      { name: "999-future", statements: ["create table future (org text primary key) strict"] },
    ];
    const store = sqliteStore(file, newer);
    await store.close();
    expect(() => open()).toThrow(refused("newer version of Lotse (it knows 999-future)"));
    expect(() => statSync(`${file}-wal`), "it was let go of").toThrow();
    await sqliteStore(file, newer).close();
  });

  it("when a step to the newest shape fails; the old state stays usable", async () => {
    const before = open();
    await put(before, "a");
    await close(before);
    const broken = [
      ...migrations,
      { name: "999-broken", statements: ["delete from org", "select * from missing"] },
    ];
    expect(() => sqliteStore(file, broken)).toThrow(refused("no such table: missing"));
    expect(await orgs(open())).toEqual(["a"]);
  });

  it("when it is something else", () => {
    writeFileSync(file, "Lieber Herr Müller, ".repeat(500));
    expect(() => open()).toThrow(refused("is not a readable database"));
    expect(readFileSync(file, "utf8")).toContain("Lieber Herr Müller");
  });

  it.each([0, 100, 4096, 8192])("when it is damaged from byte %i on", async (from) => {
    const store = open();
    await put(store, "a", 20_000);
    await close(store);
    const descriptor = openSync(file, "r+");
    writeSync(descriptor, Buffer.alloc(statSync(file).size - from, 0x5a), 0, null, from);
    expect(() => open()).toThrow(refused("is not a readable database"));
  });

  it("when it was cut short", async () => {
    await close(open());
    writeFileSync(file, readFileSync(file).subarray(0, 10_000));
    expect(() => open()).toThrow(refused("is not a readable database"));
  });

  it("when it is a folder", () => {
    mkdirSync(file);
    expect(() => open()).toThrow(refused("cannot be opened"));
  });

  it("when its folder is not there", () => {
    expect(() => open(join(place.path, "missing", "lotse.sqlite"))).toThrow(
      refused("Check that its folder exists"),
    );
  });

  it("when it and its folder may only be read", async () => {
    await close(open());
    chmodSync(file, 0o444);
    await asNobody(place.path, () => expect(() => open()).toThrow(refused("is read-only")));
  });

  it("when only the file may not be written, which SQLite itself would put up with", async () => {
    await close(open());
    chmodSync(file, 0o444);
    await asNobody(place.path, () => expect(() => open()).toThrow(refused("is read-only")), 0o777);
  });

  it("when its folder may not be written and the file is still to be made", async () => {
    await asNobody(place.path, () =>
      expect(() => open()).toThrow(refused("Check that its folder exists and may be written")),
    );
  });

  it("when another program holds it", async () => {
    await close(open());
    const other = new DatabaseSync(file);
    other.exec("begin immediate");
    expect(() => open()).toThrow(refused("is locked by another program"));
    other.close();
    expect(await orgs(open())).toEqual([]);
  });
});

describe("a disk that is full (F17)", () => {
  const mountable = canMount();

  it.skipIf(!mountable)(
    "refuses writes as unavailable, still reads, keeps nothing half-done, and takes writes again without a restart",
    async () => {
      const disk = smallDisk(1536);
      try {
        const path = join(disk.path, "lotse.sqlite");
        const store = open(path);
        const kept = await fill(store);
        expect(kept.length).toBeGreaterThan(3);

        const many = await Promise.allSettled([put(store, "x1", 20_000), put(store, "x2", 20_000)]);
        for (const one of many)
          expect(one.status === "rejected" && isFailure(one.reason, "unavailable")).toBe(true);
        const two = store.write(async (writer) => {
          await writer.insertInto("unit").values({ org: "x", unit: "u", division: "d", name: "" }).execute();
          await writer
            .insertInto("org")
            .values({
              org: "x",
              name: "x".repeat(50_000),
              language: "de",
              demo: 0,
              zone: "Europe/Berlin",
              pilot: 0,
            })
            .execute();
        });
        await expect(two).rejects.toMatchObject(unavailable);
        expect(await orgs(store)).toEqual(kept);
        expect(await store.read.selectFrom("unit").selectAll().execute()).toEqual([]);

        disk.grow(8);
        await put(store, "z-after", 20_000);
        expect(await orgs(store)).toEqual([...kept, "z-after"]);
        await close(store);

        const again = open(path);
        expect(await orgs(again)).toEqual([...kept, "z-after"]);
        await close(again);
        const check = new DatabaseSync(path);
        expect(check.prepare("pragma integrity_check").get()).toEqual({ integrity_check: "ok" });
        check.close();
      } finally {
        disk.remove();
      }
    },
  );

  it.skipIf(!mountable)("lets go of the file at the end, and loses nothing", async () => {
    const disk = smallDisk(1536);
    try {
      const path = join(disk.path, "lotse.sqlite");
      const store = open(path);
      const kept = await fill(store);
      await close(store);
      disk.grow(8);
      const again = open(path);
      expect(await orgs(again)).toEqual(kept);
      await close(again);
    } finally {
      disk.remove();
    }
  });

  it.skipIf(!mountable)("is named as the reason when there is no room to begin", () => {
    const disk = smallDisk(1536);
    try {
      disk.leave(8192);
      expect(() => open(join(disk.path, "lotse.sqlite"))).toThrow(refused("the disk is full"));
    } finally {
      disk.remove();
    }
  });

  async function fill(store: OpenStore): Promise<string[]> {
    for (let n = 0; n < 1000; n++) {
      const org = String(n).padStart(4, "0");
      try {
        await put(store, org, 20_000);
      } catch (error) {
        expect(error).toMatchObject(unavailable);
        return orgs(store);
      }
    }
    throw new Error("The disk did not fill up.");
  }
});
