import { describe, expect, it } from "vitest";
import { band, queryFit, thresholds } from "./band.ts";
import { corpus as corpusIn } from "./corpus.ts";
import { documentsOf, HANDBOOK } from "./handbook.fixture.ts";
import { memory } from "./memory.ts";
import { inverseDocumentFrequency } from "./query.ts";
import { view } from "./view.ts";

describe("queryFit", () => {
  const corpus = corpusIn(memory(), 3);
  for (const document of documentsOf(HANDBOOK)) corpus.add(document, { words: [], grown: [] });
  const all = view(corpus, new Set());
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
  const hundred = Array.from({ length: 100 }, (_, at) => at + 1);

  it("let next to none of the general questions pass as answered, and some as perhaps", () => {
    const found = thresholds([hundred, []]);
    const inBand = (name: string) => hundred.filter((fit) => band(fit, found) === name);
    expect(inBand("answer")).toHaveLength(0);
    expect(inBand("unsure").length).toBeGreaterThan(20);
    expect(inBand("none").length).toBeGreaterThan(60);
  });

  it("do not hang on the one general question that fits by luck", () => {
    const lucky = thresholds([hundred.with(-1, 200), []]);
    expect(lucky.answer).toBeLessThan(150);
  });

  it("go by the language that fits the documents better", () => {
    const both = thresholds([hundred, hundred.map((fit) => fit * 100)]);
    expect(both.answer).toBeCloseTo(thresholds([hundred, []]).answer * 100);
  });

  it("stay above what a chance word can reach when general questions meet nothing", () => {
    const found = thresholds([hundred.map(() => 0), hundred.map(() => 0)]);
    expect(band(0, found)).toBe("none");
    expect(band(0.5, found)).toBe("none");
  });
});
