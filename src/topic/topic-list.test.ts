import { describe, expect, it } from "vitest";
import { TopicList } from "./topic-list.ts";

const family = { family: "tools", de: "Werkzeuge", en: "Tools" };
const excel = {
  topic: "excel",
  family: "tools",
  de: "Tabellen",
  en: "Spreadsheets",
  words: { de: ["Excel"], en: ["Excel"] },
  esco: "http://data.europa.eu/esco/skill/1973c966-f236-40c9-b2d4-5d71a89019be",
};
const problems = (list: unknown) =>
  TopicList.safeParse(list).error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? [];

describe("a topic list", () => {
  it("has families and topics in both languages, with an ESCO address where one fits (L4)", () => {
    expect(
      TopicList.parse({
        families: [family],
        topics: [excel, { ...excel, topic: "x", de: "X", en: "X", esco: null }],
      }),
    ).toMatchObject({ topics: [excel, { topic: "x", esco: null }] });
  });

  it.each([
    ["an unknown family", [{ ...excel, family: "tool" }], "is not one of tools"],
    [
      "a topic that is there twice",
      [excel, { ...excel, de: "A", en: "A" }],
      "The topic “excel” is in the list twice.",
    ],
    [
      "two topics of one name",
      [excel, { ...excel, topic: "x", de: "tabellen", en: "X" }],
      "Two topics are called “tabellen”.",
    ],
    ["a topic without an English name", [{ ...excel, en: " " }], "topics.0.en: expected a line of text"],
    [
      "an id that is no id",
      [{ ...excel, topic: "Excel & Co" }],
      "expected lower-case letters, digits and hyphens",
    ],
    [
      "an address that is not ESCO's",
      [{ ...excel, esco: "https://evil.example/esco" }],
      "below http://data.europa.eu/esco/",
    ],
  ])("says what is wrong with %s", (_, topics, words) => {
    expect(problems({ families: [family], topics }).join("\n")).toContain(words);
  });

  it("says which family is there twice", () => {
    expect(problems({ families: [family, family], topics: [] })).toEqual([
      "families.1: The family “tools” is in the list twice.",
    ]);
  });
});
