import { describe, expect, it } from "vitest";
import { band, queryFit, thresholds } from "./band.ts";
import { corpus as corpusIn } from "./corpus.ts";
import { documentsOf, HANDBOOK } from "./handbook.fixture.ts";
import { memory } from "./memory.ts";
import { view } from "./view.ts";

describe("queryFit", () => {
  const corpus = corpusIn(memory(), 3);
  for (const document of documentsOf(HANDBOOK)) corpus.add(document, { words: [], grown: [] });
  const all = view(corpus, new Set());
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
  const hundred = Array.from({ length: 100 }, (_, at) => at + 1);

  it("let 5 % of the general questions pass as answered and 20 % as perhaps", () => {
    const found = thresholds([hundred, []]);
    expect(found).toEqual({ answer: 95, unsure: 80 });
    expect(hundred.filter((fit) => band(fit, found) === "answer")).toHaveLength(5);
  });

  it("go by the language that fits the documents better", () => {
    expect(thresholds([hundred, hundred.map((fit) => fit * 100)]).answer).toBe(9_500);
  });

  it("stay above what a chance word can reach when general questions meet nothing", () => {
    const found = thresholds([hundred.map(() => 0), hundred.map(() => 0)]);
    expect(band(0, found)).toBe("none");
    expect(band(0.5, found)).toBe("none");
  });
});
