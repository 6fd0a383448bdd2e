import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { forgetSources, importCatalogue } from "../../src/catalogue/import.ts";
import { bringBack, itemsOf, mark } from "../../src/catalogue/learner-items.ts";
import { recommend } from "../../src/catalogue/recommend.ts";
import { shelves } from "../../src/catalogue/shelf.ts";
import { builtHere } from "../../src/search/built-here.ts";
import { applyChanges, type Change } from "../../src/store/change.ts";
import type { Store } from "../../src/store/store.ts";
import { topicRecognisers } from "../../src/topic/recognisers.ts";
import { storeTopics, type TopicList } from "../../src/topic/topic-list.ts";
import { allTopics, familiesOf, findTopic } from "../../src/topic/topics.ts";
import { type Bench, engines } from "../engines.ts";

const ORG = "werft";
const list: TopicList = {
  families: [
    { family: "talk", de: "Gespräch", en: "Talk" },
    { family: "craft", de: "Handwerk", en: "Craft" },
  ],
  topics: [
    {
      topic: "welding",
      family: "craft",
      de: "Schweißen",
      en: "Welding",
      words: { de: ["Schweißnaht"], en: ["weld seam"] },
      esco: "http://data.europa.eu/esco/skill/1",
    },
    {
      topic: "feedback",
      family: "talk",
      de: "Feedback",
      en: "Feedback",
      words: { de: [], en: [] },
      esco: null,
    },
  ],
};

const entry = (id: number, fields: object = {}) => ({
  externalId: String(id),
  title: `Titel ${id}`,
  contentWebUrl: "https://learn.example/",
  languageTag: "de",
  skillTags: ["Welding", "Werft"],
  ...fields,
});
const json = (...entries: object[]) => `[\n${entries.map((one) => JSON.stringify(one)).join(",\n")}\n]`;

describe.each(engines)("in $name", ({ open }) => {
  let bench: Bench;
  let writes: number;
  beforeEach(async () => {
    bench = await open();
    writes = 0;
    await storeTopics(bench.store, ORG, list);
  });
  afterEach(() => bench.close());

  /** The real store, with a count of its transactions. */
  const counted = (): Store => ({
    ...bench.store,
    write(work) {
      writes++;
      return bench.store.write(work);
    },
  });
  const bring = (content: string | Uint8Array, { path = "lms.json", source = "lms", org = ORG } = {}) =>
    importCatalogue(
      { store: counted(), org },
      {
        source,
        read: async () => ({ path, bytes: typeof content === "string" ? Buffer.from(content) : content }),
      },
    );
  const stored = (org = ORG) =>
    bench.store.read
      .selectFrom("content_item")
      .selectAll()
      .where("org", "=", org)
      .orderBy("title")
      .orderBy("source")
      .execute();
  const titles = async (org = ORG) => (await stored(org)).map(({ title }) => title);
  const make = (changes: readonly Change[]) =>
    bench.store.write((writer) => applyChanges(writer, ORG, changes));

  describe("a topic list", () => {
    it("is there in both languages, in a fixed order", async () => {
      expect(await allTopics(bench.store.read, ORG)).toEqual([
        {
          topic: "welding",
          family: "craft",
          label: { de: "Schweißen", en: "Welding" },
          words: { de: ["Schweißnaht"], en: ["weld seam"] },
          esco: "http://data.europa.eu/esco/skill/1",
        },
        {
          topic: "feedback",
          family: "talk",
          label: { de: "Feedback", en: "Feedback" },
          words: { de: [], en: [] },
          esco: null,
        },
      ]);
      expect(await familiesOf(bench.store.read, ORG)).toEqual([
        { family: "craft", label: { de: "Handwerk", en: "Craft" } },
        { family: "talk", label: { de: "Gespräch", en: "Talk" } },
      ]);
      expect(await findTopic(bench.store.read, ORG, "feedback")).toMatchObject({ family: "talk" });
    });

    it("takes the place of the one before, of its own org only", async () => {
      await storeTopics(bench.store, "other", list);
      await storeTopics(bench.store, ORG, { families: list.families.slice(0, 1), topics: [] });
      expect(await allTopics(bench.store.read, ORG)).toEqual([]);
      expect(await findTopic(bench.store.read, ORG, "welding")).toBeNull();
      expect(await familiesOf(bench.store.read, ORG)).toHaveLength(1);
      expect(await allTopics(bench.store.read, "other")).toHaveLength(2);
    });

    it("that cannot be stored leaves the one before", async () => {
      const twice = { families: list.families, topics: [...list.topics, ...list.topics] };
      await expect(storeTopics(bench.store, ORG, twice)).rejects.toThrow();
      expect(await allTopics(bench.store.read, ORG)).toHaveLength(2);
    });

    it("that has lost a topic leaves votes and items that name it", async () => {
      await bring(json(entry(1)));
      await make([
        {
          change: "put",
          table: "vote",
          row: { org: ORG, month: "2026-11", topic: "welding", learner: "ida", unanswered: 0 },
        },
      ]);
      await storeTopics(bench.store, ORG, { families: [], topics: [] });
      expect(await bench.store.read.selectFrom("vote").selectAll().execute()).toHaveLength(1);
      expect(await stored()).toMatchObject([{ topics_json: '["welding"]' }]);
    });

    it("is recognised from memory until it is refreshed", async () => {
      const recognisers = topicRecognisers(bench.store);
      const found = async () => (await recognisers.of(ORG))("Schweißnähte").map(({ topic }) => topic);
      expect(await found()).toEqual(["welding"]);
      await storeTopics(bench.store, ORG, { families: [], topics: [] });
      expect(await found()).toEqual(["welding"]);
      await recognisers.refresh(ORG);
      expect(await found()).toEqual([]);
    });
  });

  describe("an import", () => {
    it("brings items with their topics: of the tags, else of the title", async () => {
      expect(
        await bring(json(entry(1), entry(2, { title: "Zur Schweißnaht", skillTags: ["Kiel"] }))),
      ).toEqual({
        state: "imported",
        added: 2,
        changed: 0,
        removed: 0,
        unchanged: 0,
        leftOut: 0,
      });
      expect(await stored()).toMatchObject([
        { title: "Titel 1", topics_json: '["welding"]', tags_json: '["Welding","Werft"]', source: "lms" },
        { title: "Zur Schweißnaht", topics_json: '["welding"]', tags_json: '["Kiel"]' },
      ]);
    });

    it("writes only what is new, changed or gone", async () => {
      await bring(json(entry(1), entry(2), entry(3), entry(4)));
      // What an import would overwrite, if it did.
      await bench.store.write((writer) =>
        writer.updateTable("content_item").set({ provider: "untouched" }).execute(),
      );
      expect(
        await bring(
          json(entry(1), entry(2, { title: "Titel 2, neu" }), entry(4, { isActive: false }), entry(5)),
        ),
      ).toEqual({ state: "imported", added: 1, changed: 1, removed: 2, unchanged: 1, leftOut: 1 });
      expect(
        (await stored()).map(({ title, provider }) => `${title}${provider && ` (${provider})`}`),
      ).toEqual(["Titel 1 (untouched)", "Titel 2, neu", "Titel 5"]);
    });

    it("writes nothing when nothing has changed", async () => {
      await bring(json(entry(1)));
      expect(writes).toBe(1);
      expect(await bring(json(entry(1)))).toMatchObject({ state: "imported", unchanged: 1 });
      expect(writes).toBe(1);
    });

    it("gives items the topics of a new topic list", async () => {
      await bring(json(entry(1)));
      await storeTopics(bench.store, ORG, { families: [], topics: [] });
      expect(await bring(json(entry(1)))).toMatchObject({ changed: 1 });
      expect(await stored()).toMatchObject([{ topics_json: "[]" }]);
    });

    it("touches neither another source nor another org", async () => {
      await bring(json(entry(1)), { source: "other" });
      await bring(json(entry(1)), { org: "reederei" });
      await bring(json(entry(1), entry(2)));
      expect(await bring(json(entry(2)))).toMatchObject({ removed: 1 });
      expect(await titles()).toEqual(["Titel 1", "Titel 2"]);
      expect(await titles("reederei")).toEqual(["Titel 1"]);
    });

    it("of a source that is no longer there goes, and nothing else does", async () => {
      const of = (source: string, org = ORG) =>
        importCatalogue(
          { store: bench.store, org },
          { source, read: async () => ({ path: source, bytes: Buffer.from(json(entry(1))) }) },
        );
      await of("old.json");
      await of("new.json");
      await of("old.json", "other");
      await forgetSources(bench.store, ORG, ["new.json"]);
      const rows = await bench.store.read
        .selectFrom("content_item")
        .select(["org", "source"])
        .orderBy("org")
        .execute();
      expect(rows).toEqual([
        { org: "other", source: "old.json" },
        { org: ORG, source: "new.json" },
      ]);
    });

    it("keeps what learners said of items that are gone", async () => {
      await bring(json(entry(1), entry(2)));
      const [gone] = await stored();
      await make([mark(ORG, "ida", gone?.item ?? "", "saved", 1)]);
      await bring(json(entry(2)));
      expect(await itemsOf(bench.store.read, ORG, "ida", "saved")).toEqual([gone?.item]);
    });

    it("is all there or not at all when the store fails on the way", async () => {
      await bring(json(entry(1)));
      const failing: Store = {
        ...bench.store,
        write: (work) =>
          bench.store.write(async (writer) => {
            await work(writer);
            throw new Error("The disk is full.");
          }),
      };
      const many = json(...Array.from({ length: 1_200 }, (_, at) => entry(at + 2)));
      const source = { source: "lms", read: async () => ({ path: "lms.json", bytes: Buffer.from(many) }) };
      await expect(importCatalogue({ store: failing, org: ORG }, source)).rejects.toThrow("disk is full");
      expect(await titles()).toEqual(["Titel 1"]);
    });
  });

  describe("an import is refused, and the old catalogue stays (F18, R6)", () => {
    const good = json(entry(1), entry(2), entry(3));
    beforeEach(async () => {
      await bring(good);
      writes = 0;
    });
    const refused = async (content: string | Uint8Array, path = "lms.json") => {
      const before = await stored();
      const result = await bring(content, { path });
      expect(await stored()).toEqual(before);
      expect(writes).toBe(0);
      return result.state === "refused" ? result.problems : [];
    };

    it("when it is cut off", async () => {
      expect(await refused(good.slice(0, -30))).toMatchObject([
        { line: 4, reason: expect.stringContaining("cut off") },
      ]);
    });

    it("when an id is in it twice", async () => {
      expect(await refused(json(entry(1), entry(2), entry(1, { title: "neu" })))).toMatchObject([
        { line: 4, reason: expect.stringContaining("line 2 and again in line 4") },
      ]);
    });

    it("when there is nothing in it", async () => {
      expect(await refused("[]")).toHaveLength(1);
      expect(await refused("")).toHaveLength(1);
      expect(await refused("externalId,title,contentWebUrl,languageTag\n", "lms.csv")).toHaveLength(1);
    });

    it("when one entry of many is broken", async () => {
      expect(
        await refused(json(entry(1), entry(4), entry(5, { contentWebUrl: "javascript:1" }))),
      ).toMatchObject([{ path: "lms.json", line: 4, reason: expect.stringContaining("contentWebUrl") }]);
    });

    it("when it is a page in a foreign encoding", async () => {
      expect(await refused(Buffer.from(good.replace("Titel", "Übung"), "latin1"))).toMatchObject([
        { line: 2, reason: expect.stringContaining("UTF-8") },
      ]);
    });
  });

  it("UTF-16 is taken as it is, and what looks like an attack as text (F18)", async () => {
    const rows =
      "externalId\ttitle\tcontentWebUrl\tlanguageTag\r\n1\t=cmd|' /C calc'!A0\thttps://a.example\tde\r\n";
    await bring(Buffer.from(`\uFEFF${rows}`, "utf16le"), { path: "lms.csv" });
    await bring(json(entry(1, { title: "'); drop table content_item; --", __proto__: { x: 1 } })), {
      source: "b",
    });
    expect(await titles()).toEqual(["'); drop table content_item; --", "=cmd|' /C calc'!A0"]);
  });

  it("200,000 rows are taken, and swapped at once (F18)", { timeout: 120_000 }, async () => {
    const rows = ["externalId;title;contentWebUrl;languageTag;skillTags"];
    for (let at = 0; at < 200_000; at++)
      rows.push(`${at};Titel ${at};https://a.example/${at};de;Welding|Werft`);
    const bytes = Buffer.from(rows.join("\r\n"));
    expect(await bring(bytes, { path: "lms.csv" })).toMatchObject({ state: "imported", added: 200_000 });
    expect(writes).toBe(1);
    rows.push("0;again;https://a.example;de;");
    expect(await bring(Buffer.from(rows.join("\r\n")), { path: "lms.csv" })).toMatchObject({
      problems: [{ line: 200_002, reason: expect.stringContaining("line 2 and again in line 200002") }],
    });
  });

  describe("a shelf", () => {
    it("holds the items and topics of its org until it is refreshed", async () => {
      const all = shelves(bench.store, builtHere);
      expect((await all.of(ORG)).items.size).toBe(0);
      await bring(json(entry(1)));
      await bring(json(entry(2)), { org: "reederei" });
      expect((await all.of(ORG)).items.size).toBe(0);
      const shelf = await all.refresh(ORG);
      expect([...shelf.items.values()]).toMatchObject([{ topics: ["welding"] }]);
      expect([...(await shelf.whole([...shelf.items.keys()])).values()]).toMatchObject([
        { title: "Titel 1", topics: ["welding"], tags: ["Welding", "Werft"] },
      ]);
      expect([...shelf.topics.keys()]).toEqual(["welding", "feedback"]);
      expect(await all.of(ORG)).toBe(shelf);
    });

    it("finds an English item for a German question through its topic", async () => {
      const others = ["Segeln", "Reden", "Rechnen", "Ordnen"].map((title, at) =>
        entry(at + 2, {
          title,
          description: `${title} von Grund auf, mit Übungen für jeden Tag.`,
          skillTags: [],
        }),
      );
      await bring(
        json(entry(1, { title: "Joining steel", languageTag: "en", skillTags: ["weld seam"] }), ...others),
      );
      const { found } = await recommend(
        await shelves(bench.store, builtHere).of(ORG),
        {
          text: "Schweißnaht",
          topics: [],
          language: null,
          format: null,
          level: null,
          longest: null,
          from: 0,
          most: 3,
          spoken: "de",
        },
        { declined: new Set(), done: new Set() },
      );
      expect(found).toMatchObject([
        { item: { title: "Joining steel" }, reasons: [{ reason: "words", words: ["Schweißnaht"] }] },
      ]);
    });
  });

  describe("what a learner says about items", () => {
    const of = (state: "saved" | "done" | "declined", learner = "ida") =>
      itemsOf(bench.store.read, ORG, learner, state);

    it("is kept, the latest first, and the last word counts", async () => {
      await make([
        mark(ORG, "ida", "a", "saved", 1),
        mark(ORG, "ida", "b", "saved", 2),
        mark(ORG, "ida", "c", "saved", 3),
      ]);
      await make([mark(ORG, "ida", "b", "done", 4)]);
      expect(await of("saved")).toEqual(["c", "a"]);
      expect(await of("done")).toEqual(["b"]);
      expect(await of("saved", "ben")).toEqual([]);
    });

    it("brings back all that they declined, and nothing else (P18)", async () => {
      await make([
        mark(ORG, "ida", "a", "declined", 1),
        mark(ORG, "ida", "b", "declined", 2),
        mark(ORG, "ida", "c", "done", 3),
        mark(ORG, "ben", "a", "declined", 4),
      ]);
      await make(await bringBack(bench.store.read, ORG, "ida"));
      expect([await of("declined"), await of("done"), await of("declined", "ben")]).toEqual([
        [],
        ["c"],
        ["a"],
      ]);
    });
  });
});
