import { describe, expect, it } from "vitest";
import { builtHere } from "./built-here.ts";
import { documentsOf, passage } from "./handbook.fixture.ts";
import { type IndexBuilder, keptIndex } from "./kept-index.ts";
import type { Saved } from "./memory.ts";
import type { Searched } from "./passage.ts";
import { passageIndex } from "./passage-index.ts";
import { NO_SYNONYMS } from "./synonyms.ts";

const EVERYONE: ReadonlySet<string> = new Set();
const NAME = { org: "werft", of: "documents" } as const;

/** Documents that can be changed, and a count of how often they were read. */
function shelf(count: number) {
  const documents = new Map<string, Searched>();
  const put = (id: string, text: string) => {
    for (const document of documentsOf([passage(id, "de", "", text)])) documents.set(id, document);
  };
  for (let at = 0; at < count; at++) put(`d${at}`, `Hafen Nummer${at}`);
  let read = 0;
  return {
    put,
    remove: (id: string) => documents.delete(id),
    reads: () => read,
    synonyms: async () => NO_SYNONYMS,
    stamps: async () => new Map(Array.from(documents, ([id, { stamp }]) => [id, stamp])),
    read: async (wanted: readonly string[]) => {
      read += wanted.length;
      return wanted.flatMap((id) => documents.get(id) ?? []);
    },
  };
}

/** Keeps the last index built, and counts. */
function keeping(): IndexBuilder & { kept: Saved | null; built: number } {
  return {
    kept: null,
    built: 0,
    async load() {
      return this.kept;
    },
    async build(name, documents) {
      this.built += 1;
      this.kept = await builtHere.build(name, documents);
      const index = passageIndex(this.kept);
      return index.saved();
    },
    async forget() {
      this.kept = null;
    },
  };
}

describe("an index that is kept in step", () => {
  const find = async (index: ReturnType<typeof keptIndex>, question: string) =>
    (await index.current())
      .search(question, { memberships: EVERYONE, limit: 3 })
      .hits.map(({ document }) => document);

  it("reads only the documents that have changed", async () => {
    const documents = shelf(3);
    const index = keptIndex(NAME, documents, keeping());
    expect(await find(index, "Nummer1")).toContain("d1");
    documents.put("d1", "Schleuse");
    documents.remove("d2");
    await index.refresh();
    expect(documents.reads()).toBe(4);
    expect(await find(index, "Schleuse")).toEqual(["d1"]);
    expect(await find(index, "Nummer2")).not.toContain("d2");
  });

  it("is built elsewhere when much has changed, and goes on answering until it is", async () => {
    const documents = shelf(3);
    const builder = keeping();
    const index = keptIndex(NAME, documents, builder);
    await index.refresh();
    for (let at = 0; at < 350; at++) documents.put(`n${at}`, `Werft Halle${at}`);
    const refreshed = index.refresh();
    expect(await find(index, "Halle7")).not.toContain("n7");
    await refreshed;
    expect(builder.built).toBe(1);
    expect(await find(index, "Halle7")).toContain("n7");
  });

  it("is loaded once for all who ask before it is there", async () => {
    const documents = shelf(3);
    let looks = 0;
    const stamps = () => {
      looks += 1;
      return documents.stamps();
    };
    const index = keptIndex(NAME, { ...documents, stamps }, keeping());
    const found = await Promise.all([1, 2, 1].map((at) => find(index, `Nummer${at}`)));
    expect(found.map(([best]) => best)).toEqual(["d1", "d2", "d1"]);
    expect(looks).toBe(1);
  });

  it("takes what an earlier process kept, and only what has changed since is read", async () => {
    const documents = shelf(350);
    const builder = keeping();
    await keptIndex(NAME, documents, builder).refresh();
    documents.put("d349", "Lotsenboot");
    const before = documents.reads();
    const next = keptIndex(NAME, documents, builder);
    expect(await find(next, "Lotsenboot")).toEqual(["d349"]);
    expect([builder.built, documents.reads() - before]).toEqual([1, 1]);
  });

  it("keeps no words that have been removed", async () => {
    const documents = shelf(350);
    const builder = keeping();
    const index = keptIndex(NAME, documents, builder);
    await index.refresh();
    documents.put("more", "Lotsenboot");
    await index.refresh();
    expect(builder.kept).not.toBeNull();
    documents.remove("more");
    await index.refresh();
    expect(builder.kept).toBeNull();
  });

  it("keeps no words that have been replaced", async () => {
    const documents = shelf(350);
    const builder = keeping();
    const index = keptIndex(NAME, documents, builder);
    await index.refresh();
    expect(builder.kept).not.toBeNull();
    documents.put("d7", "Lotsenboot");
    await index.refresh();
    expect(builder.kept).toBeNull();
  });

  it("takes in what changes while it is being built", async () => {
    const documents = shelf(350);
    const builder = keeping();
    const slow: IndexBuilder = {
      ...builder,
      async build(name, all) {
        const saved = await builtHere.build(name, all);
        documents.put("d0", "Lotsenboot");
        return saved;
      },
    };
    expect(await find(keptIndex(NAME, documents, slow), "Lotsenboot")).toEqual(["d0"]);
  });

  it("is built anew when it has become more removed than there", async () => {
    const documents = shelf(10);
    const builder = keeping();
    const index = keptIndex(NAME, documents, builder);
    for (let round = 0; round < 4; round++) {
      for (let at = 0; at < 10; at++) documents.put(`d${at}`, `Hafen Runde${round} Nummer${at}`);
      await index.refresh();
    }
    expect(builder.built).toBe(1);
    expect(await find(index, "Nummer4")).toContain("d4");
  });

  it("can be refreshed again after the store has failed once", async () => {
    const documents = shelf(3);
    let fails = true;
    const stamps = async () => {
      if (fails) throw new Error("The store is away.");
      return documents.stamps();
    };
    const index = keptIndex(NAME, { ...documents, stamps }, keeping());
    await expect(index.refresh()).rejects.toThrow("away");
    fails = false;
    expect(await find(index, "Nummer2")).toContain("d2");
  });
});
