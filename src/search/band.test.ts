import { describe, expect, it } from "vitest";
import { band, queryFit, thresholds } from "./band.ts";
import { HANDBOOK } from "./handbook.fixture.ts";
import { invertedIndex } from "./inverted-index.ts";
import { inverseDocumentFrequency } from "./query.ts";
import { openAudiences, view } from "./view.ts";

const hundred = Array.from({ length: 100 }, (_, at) => `question ${at + 1}`);
const numbered = (question: string) => Number(question.slice("question ".length));

describe("queryFit", () => {
  const index = invertedIndex(HANDBOOK);
  const all = view(index, openAudiences(index, new Set()));
  const term = all.term("sammelplatz") ?? 0;
  const known = { known: true, idf: 2, terms: [{ term, weight: 1 }] };
  const best = { passage: HANDBOOK.findIndex(({ passage }) => passage === "brandschutz"), score: 4 };

  const rare = inverseDocumentFrequency(0, all.passages);

  it("is the mean of the score's share of the question and the score itself", () => {
    expect(queryFit([known], best, all)).toBeCloseTo(Math.sqrt((4 / 2) * (4 / rare)));
  });

  it("is higher for twice the evidence, though it covers as much of a question twice as long", () => {
    const more = queryFit([known, known], { ...best, score: 8 }, all);
    expect(more).toBeGreaterThan(queryFit([known], best, all));
  });

  it("falls with a word that no passage has, however close a relative is", () => {
    const unknown = { known: false, idf: 0.1, terms: [{ term, weight: 0.4 }] };
    expect(queryFit([known, unknown], best, all)).toBeLessThan(queryFit([known], best, all) * 0.7);
  });

  it("is 0 without a passage", () => {
    expect(queryFit([known], undefined, all)).toBe(0);
  });
});

describe("thresholds", () => {
  it("let next to none of the general questions pass as answered, and some as perhaps", () => {
    const found = thresholds({ de: hundred, en: [] }, numbered);
    const inBand = (name: string) => hundred.filter((question) => band(numbered(question), found) === name);
    expect(inBand("answer")).toHaveLength(0);
    expect(inBand("unsure").length).toBeGreaterThan(20);
    expect(inBand("none").length).toBeGreaterThan(60);
  });

  it("do not hang on the one general question that fits by luck", () => {
    const lucky = thresholds({ de: hundred, en: [] }, (question) =>
      question.endsWith(" 100") ? 200 : numbered(question),
    );
    expect(lucky.answer).toBeLessThan(150);
  });

  it("go by the language that fits the documents better", () => {
    const both = thresholds({ de: hundred, en: hundred.map((question) => `${question}00`) }, numbered);
    const german = thresholds({ de: hundred, en: [] }, numbered);
    expect(both.answer).toBeCloseTo(german.answer * 100);
  });

  it("stay above what a chance word can reach when general questions meet nothing", () => {
    const found = thresholds({ de: hundred, en: hundred }, () => 0);
    expect(band(0, found)).toBe("none");
    expect(band(0.5, found)).toBe("none");
  });
});
