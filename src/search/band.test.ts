import { describe, expect, it } from "vitest";
import { band, queryFit, thresholds } from "./band.ts";
import { HANDBOOK } from "./handbook.fixture.ts";
import { invertedIndex } from "./inverted-index.ts";
import { openAudiences, view } from "./view.ts";

const hundred = Array.from({ length: 100 }, (_, at) => `question ${at + 1}`);
const numbered = (question: string) => Number(question.slice("question ".length));

describe("queryFit", () => {
  const index = invertedIndex(HANDBOOK);
  const all = view(index, openAudiences(index, new Set()));
  const term = all.term("sammelplatz") ?? 0;
  const known = { known: true, idf: 2, terms: [{ term, weight: 1 }] };
  const best = { passage: HANDBOOK.findIndex(({ passage }) => passage === "brandschutz"), score: 4 };

  it("is the score by idf, and more for each word matched", () => {
    expect(queryFit([known], best, all)).toBeCloseTo(4 / 2 + 0.31 * Math.log(2));
  });

  it("falls with a word that no passage has, however close a relative is", () => {
    const unknown = { known: false, idf: 0.1, terms: [{ term, weight: 0.4 }] };
    expect(queryFit([known, unknown], best, all)).toBeLessThan(queryFit([known], best, all) * 0.6);
  });

  it("is 0 without a passage", () => {
    expect(queryFit([known], undefined, all)).toBe(0);
  });
});

describe("thresholds", () => {
  it("let 5 % of the general questions pass as answered and 20 % as perhaps", () => {
    const found = thresholds({ de: hundred, en: [] }, numbered);
    expect(found).toEqual({ answer: 95, unsure: 80 });
    expect(hundred.filter((question) => band(numbered(question), found) === "answer")).toHaveLength(5);
  });

  it("go by the language that fits the documents better", () => {
    const found = thresholds({ de: hundred, en: hundred.map((question) => `${question}00`) }, numbered);
    expect(found.answer).toBe(9_500);
  });

  it("stay above what a chance word can reach when general questions meet nothing", () => {
    const found = thresholds({ de: hundred, en: hundred }, () => 0);
    expect(band(0, found)).toBe("none");
    expect(band(0.5, found)).toBe("none");
  });
});
