import { describe, expect, it } from "vitest";
import type { Topic } from "../topic/topics.ts";
import type { ContentItem } from "./content-item.ts";
import { recommend } from "./recommend.ts";
import { shelfOf } from "./shelf.fixture.ts";
import type { Wish } from "./wish.ts";

const item = (id: string, title: string, fields: Partial<ContentItem> = {}): ContentItem => ({
  item: id,
  source: "lms",
  title,
  description: "",
  url: "https://learn.example/",
  language: "de",
  format: "course",
  minutes: 60,
  level: null,
  provider: "",
  topics: [],
  tags: [],
  modified: null,
  hash: "",
  ...fields,
});
const topics: Topic[] = [
  {
    topic: "welding",
    family: "craft",
    label: { de: "Schweißen", en: "Welding" },
    words: { de: ["Schweißnaht"], en: ["weld seam"] },
    esco: null,
  },
  {
    topic: "feedback",
    family: "talk",
    label: { de: "Feedback", en: "Feedback" },
    words: { de: ["Rückmeldung"], en: [] },
    esco: null,
  },
];
const items = [
  item("w1", "Die perfekte Naht", { topics: ["welding"], modified: "2024-01-01", level: "beginner" }),
  item("w2", "Nähte im Rumpf", {
    topics: ["welding"],
    modified: "2026-01-01",
    minutes: 20,
    format: "video",
  }),
  item("w3", "Joining steel", { topics: ["welding"], language: "en", modified: "2026-06-01" }),
  item("f1", "Schwierige Gespräche", { topics: ["feedback"], minutes: null }),
  item("f2", "Saying it well", { topics: ["feedback"], language: "en", minutes: 5, format: "podcast" }),
  item("s1", "Segeln für Anfänger", { description: "Wind, Knoten und Manöver auf der Alster." }),
  item("s2", "Die Geschichte der Werft", { description: "Vom Holzschiff zum Stahl." }),
  item("s3", "Arbeitszeit erfassen", { description: "Wie die Stempeluhr zu bedienen ist." }),
  item("x1", "Gestrichenes Thema", { topics: ["vanished"] }),
];
const shelf = shelfOf(items, topics);
const nothing = { declined: new Set<string>(), done: new Set<string>() };
const wish = (fields: Partial<Wish>): Wish => ({
  text: null,
  topics: [],
  language: null,
  format: null,
  level: null,
  longest: null,
  from: 0,
  most: 10,
  spoken: "de",
  ...fields,
});
const ids = async (fields: Partial<Wish>, known = nothing) =>
  (await recommend(shelf, wish(fields), known)).found.map((found) => found.item.item);
const reasons = async (id: string, fields: Partial<Wish>) =>
  (await recommend(shelf, wish(fields), nothing)).found.find((found) => found.item.item === id)?.reasons;

describe("a recommendation", () => {
  it("has the topic of the wish, in the spoken language first, then the newer first", async () => {
    expect(await ids({ topics: ["welding"] })).toEqual(["w2", "w1", "w3"]);
    expect(await ids({ topics: ["welding"], spoken: "en" })).toEqual(["w3", "w2", "w1"]);
  });

  it("has what is nearer to the wish first, whatever its language", async () => {
    expect(await ids({ topics: ["feedback", "welding"], spoken: "en" })).toEqual([
      "f2",
      "f1",
      "w3",
      "w2",
      "w1",
    ]);
  });

  it("has words of the wish, also through the topic's words in the other language", async () => {
    expect(await ids({ text: "Ich möchte besser segeln lernen" })).toEqual(["s1"]);
    expect(await ids({ text: "Schweißnaht" })).toContain("w3");
  });

  it("is not made of the words that every wish has", async () => {
    expect(await ids({ text: "Ich möchte gern einen guten Kurs über Quantencomputer" })).toEqual([]);
  });

  it("is empty for what the catalogue does not know", async () => {
    expect(await recommend(shelf, wish({ text: "Wer wurde 1990 Fußballweltmeister?" }), nothing)).toEqual({
      found: [],
      more: false,
      hidden: 0,
      without: 0,
    });
  });

  it("needs more than one word in passing", async () => {
    expect(shelf.index.search("Holzschiff Pizza Tante", { memberships: new Set(), limit: 1 }).band).toBe(
      "none",
    );
    expect(await ids({ text: "Holzschiff Pizza Tante" })).toEqual([]);
    const long = "Wind Knoten Pizza Tante Winter Polarkreis Uhu";
    expect(shelf.index.search(long, { memberships: new Set(), limit: 1 }).band).toBe("unsure");
    expect(await ids({ text: long })).toEqual([]);
    expect(await ids({ text: "Wind Knoten Pizza Tante" })).toEqual(["s1"]);
  });

  it("is everything for somebody who wants to browse, the latest of their language first", async () => {
    expect(await ids({})).toHaveLength(9);
    expect((await ids({ text: "Was soll ich lernen?" })).slice(0, 2)).toEqual(["w2", "w1"]);
  });

  it("knows no topic that is not in the list", async () => {
    expect(await ids({ topics: ["vanished", "feedback"] })).toEqual(["f1", "f2"]);
  });

  it("comes in pages", async () => {
    const page = (from: number) => recommend(shelf, wish({ topics: ["welding"], most: 2, from }), nothing);
    expect(await page(0)).toMatchObject({
      more: true,
      found: [{ item: { item: "w2" } }, { item: { item: "w1" } }],
    });
    expect(await page(2)).toMatchObject({ more: false, found: [{ item: { item: "w3" } }] });
    expect(await page(4)).toMatchObject({ more: false, found: [], without: 0 });
  });

  it("is the same for the same wish, whatever the order of the catalogue", async () => {
    const backwards = shelfOf(items.toReversed(), topics);
    const all = wish({ text: "Naht und Feedback im Rumpf", topics: ["welding"] });
    expect(await recommend(backwards, all, nothing)).toEqual(await recommend(shelf, all, nothing));
    expect(await recommend(backwards, wish({}), nothing)).toEqual(await recommend(shelf, wish({}), nothing));
  });
});

describe("the reasons of a recommendation", () => {
  it("name the topics and words that matched, as they were typed", async () => {
    expect(await reasons("w1", { text: "Eine perfekte NAHT", topics: ["welding", "feedback"] })).toEqual([
      { reason: "topic", topic: "welding" },
      { reason: "words", words: ["perfekte", "NAHT"] },
      { reason: "language" },
    ]);
  });

  it("name what was asked for and holds", async () => {
    expect(await reasons("w2", { topics: ["welding"], format: "video", longest: 30 })).toEqual([
      { reason: "topic", topic: "welding" },
      { reason: "short", minutes: 20 },
      { reason: "format" },
      { reason: "language" },
    ]);
    expect(await reasons("w1", { topics: ["welding"], level: "beginner" })).toContainEqual({
      reason: "level",
    });
  });

  it("name no language that is not the learner's", async () => {
    expect(await reasons("w3", { topics: ["welding"] })).toEqual([{ reason: "topic", topic: "welding" }]);
    expect(await reasons("w3", { topics: ["welding"], language: "en" })).toContainEqual({
      reason: "language",
    });
  });

  it("hold no score", async () => {
    expect(JSON.stringify(await recommend(shelf, wish({ topics: ["welding"] }), nothing))).not.toMatch(
      /score|fit/,
    );
  });
});

describe("the filters of a wish", () => {
  it.each([
    [{ language: "en" }, ["w3"]],
    [{ format: "video" }, ["w2"]],
    [{ level: "beginner" }, ["w1"]],
    [{ longest: 20 }, ["w2"]],
  ] as const)("are kept to: %j", async (filter, expected) => {
    expect(await ids({ topics: ["welding"], ...filter })).toEqual(expected);
  });

  it("leave out what does not say how long it takes", async () => {
    expect(await ids({ topics: ["feedback"], longest: 500 })).toEqual(["f2"]);
  });

  it("say how many there would be without them when they leave nothing (P18)", async () => {
    const narrow = await recommend(shelf, wish({ topics: ["welding"], format: "book" }), nothing);
    expect(narrow).toEqual({ found: [], more: false, hidden: 0, without: 3 });
  });
});

describe("what a learner did or declined", () => {
  const known = { declined: new Set(["w1"]), done: new Set(["w2", "f1"]) };

  it("is left out, and counted where it would have been found (P18)", async () => {
    const found = await recommend(shelf, wish({ topics: ["welding"] }), known);
    expect(found).toMatchObject({ hidden: 2, found: [{ item: { item: "w3" } }] });
    expect(await recommend(shelf, wish({ topics: ["welding"], format: "video" }), known)).toMatchObject({
      found: [],
      hidden: 1,
      without: 1,
    });
  });
});
