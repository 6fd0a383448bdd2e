import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Failure } from "../../src/errors.ts";
import { applyChanges } from "../../src/store/change.ts";
import type { OpenStore } from "../all-orgs.ts";
import { type Bench, engines } from "../engines.ts";

describe.each(engines)("the store on $name", ({ open }) => {
  let bench: Bench;
  let store: OpenStore;

  beforeEach(async () => {
    bench = await open();
    store = bench.store;
  });
  afterEach(() => bench.close());

  const addOrg = (org: string) =>
    store.write((writer) =>
      writer
        .insertInto("org")
        .values({ org, name: org, language: "de", demo: 0, zone: "Europe/Berlin", pilot: 0 })
        .execute(),
    );
  const orgs = async () =>
    (await store.read.selectFrom("org").select("org").orderBy("org").execute()).map((row) => row.org);

  it("shows what was written once the write has resolved", async () => {
    await addOrg("a");
    expect(await orgs()).toEqual(["a"]);
  });

  it("keeps nothing of work that throws, and passes its error on", async () => {
    const work = store.write(async (writer) => {
      await writer
        .insertInto("org")
        .values({ org: "a", name: "a", language: "de", demo: 0, zone: "Europe/Berlin", pilot: 0 })
        .execute();
      throw new Error("changed my mind");
    });
    await expect(work).rejects.toThrow("changed my mind");
    expect(await orgs()).toEqual([]);
  });

  it("keeps the work of others when one of many at once throws", async () => {
    const results = await Promise.allSettled(["a", "b", "a", "c"].map((org) => addOrg(org)));
    // Which of the twins comes first is nobody's promise.
    expect(results.filter((result) => result.status === "rejected")).toHaveLength(1);
    expect([results[1]?.status, results[3]?.status]).toEqual(["fulfilled", "fulfilled"]);
    expect(await orgs()).toEqual(["a", "b", "c"]);
  });

  it("is cleared of what was deleted while others go on writing", async () => {
    const others = Promise.all(["b", "c", "d"].map((org) => addOrg(org)));
    await Promise.all([store.scrub(), addOrg("a"), store.scrub()]);
    await others;
    expect(await orgs()).toEqual(["a", "b", "c", "d"]);
    await store.scrub();
  });

  it("runs writes one after another, so that a count made of reads and writes is right", async () => {
    await store.write((writer) =>
      writer
        .insertInto("learner")
        .values({
          org: "a",
          learner: "x",
          name: "",
          unit: null,
          language: null,
          introduced_at: null,
          version: 0,
        })
        .execute(),
    );
    await Promise.all(
      Array.from({ length: 200 }, () =>
        store.write(async (writer) => {
          const row = await writer
            .selectFrom("learner")
            .select("version")
            .where("learner", "=", "x")
            .executeTakeFirstOrThrow();
          await writer
            .updateTable("learner")
            .set({ version: row.version + 1 })
            .where("learner", "=", "x")
            .execute();
        }),
      ),
    );
    const row = await store.read.selectFrom("learner").select("version").executeTakeFirstOrThrow();
    expect(row.version).toBe(200);
  });

  it("refuses a value of the wrong type instead of bending it", async () => {
    const work = store.write((writer) =>
      writer
        .insertInto("org")
        .values({
          org: "a",
          name: "a",
          language: "de",
          demo: "yes" as never,
          zone: "Europe/Berlin",
          pilot: 0,
        })
        .execute(),
    );
    await expect(work).rejects.toThrow();
  });

  describe("changes as plain data", () => {
    const learner = {
      org: "a",
      learner: "x",
      name: "Ida",
      unit: null,
      language: null,
      introduced_at: null,
      conversation: null,
      zone: null,
      version: 0,
    };
    const key = { org: "a", learner: "x" };
    const apply = (...changes: Parameters<typeof applyChanges>[2][number][]) =>
      store.write((writer) => applyChanges(writer, "a", changes));
    const stored = () => store.read.selectFrom("learner").selectAll().execute();

    it("adds a row once, and calls the second time a conflict", async () => {
      await apply({ change: "add", table: "learner", row: learner });
      const again = apply({ change: "add", table: "learner", row: { ...learner, name: "Eve" } });
      await expect(again).rejects.toMatchObject({ kind: "conflict" } satisfies Partial<Failure>);
      expect(await stored()).toMatchObject([{ name: "Ida" }]);
    });

    it("puts a row whether or not it was there", async () => {
      await apply({ change: "put", table: "learner", row: learner });
      await apply({ change: "put", table: "learner", row: { ...learner, name: "Eve" } });
      expect(await stored()).toMatchObject([{ name: "Eve" }]);
    });

    it("sets columns of the version that was read, and raises it", async () => {
      await apply({ change: "add", table: "learner", row: learner });
      await apply({ change: "set", table: "learner", key, version: 0, row: { name: "Eve" } });
      expect(await stored()).toMatchObject([{ name: "Eve", version: 1 }]);
    });

    it("calls it a conflict when the row has another version by now, and keeps nothing of the rest", async () => {
      await apply({ change: "add", table: "learner", row: learner });
      await apply({ change: "set", table: "learner", key, version: 0, row: { name: "Eve" } });
      const late = apply(
        { change: "put", table: "unit", row: { org: "a", unit: "u", division: "d", name: "U" } },
        { change: "set", table: "learner", key, version: 0, row: { name: "Bob" } },
      );
      await expect(late).rejects.toMatchObject({ kind: "conflict" } satisfies Partial<Failure>);
      expect(await stored()).toMatchObject([{ name: "Eve" }]);
      expect(await store.read.selectFrom("unit").selectAll().execute()).toEqual([]);
    });

    it("removes a row, and does not mind when it is gone already", async () => {
      await apply({ change: "add", table: "learner", row: learner });
      await apply({ change: "remove", table: "learner", key });
      await apply({ change: "remove", table: "learner", key });
      expect(await stored()).toEqual([]);
    });

    it("refuses to touch another org (S4)", async () => {
      const foreign = apply({ change: "put", table: "learner", row: { ...learner, org: "b" } });
      await expect(foreign).rejects.toThrow("another org");
      expect(await stored()).toEqual([]);
    });
  });
});
