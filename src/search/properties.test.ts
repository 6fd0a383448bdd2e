import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Language } from "../channel/language.ts";
import { LONGEST_MESSAGE } from "../channel/text.ts";
import { indexOf, type Placed } from "./handbook.fixture.ts";

const EVERYONE: ReadonlySet<string> = new Set();

/** Words that meet each other, so that something is found, and pieces that break what takes text for granted. */
const piece = fc.constantFrom(
  ...["urlaub", "Bildungsurlaub", "bildung", "Prüfung", "pruefung", "budget", "budgt", "learning", "courses"],
  ...[
    "IT",
    "3.",
    "2026",
    "z. B.",
    "don't",
    "**fett**",
    "# Titel",
    "| a | b |",
    "[x](https://x.y)",
    "<b>",
    "```",
  ],
  ...[
    "👩‍👩‍👧",
    "🇩🇪",
    "שלום עולם",
    "مرحبا",
    "日本語",
    "\u202E",
    "\u200F",
    "\uD800",
    "\uDC00",
    "\u0000",
    "\u0007",
  ],
  ...[
    "\u0301",
    "ﬁ",
    "İ",
    "ẞ",
    "\u00AD",
    "\uFEFF",
    "\u2028",
    "\r\n",
    "\t",
    "__proto__",
    "constructor",
    "'",
    "?!",
  ],
);
const text = fc.oneof(
  { weight: 6, arbitrary: fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(" ")) },
  { weight: 2, arbitrary: fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join("")) },
  { weight: 2, arbitrary: fc.string({ unit: "binary" }) },
  {
    weight: 1,
    arbitrary: piece.map((one) => one.repeat(LONGEST_MESSAGE / one.length).slice(0, LONGEST_MESSAGE)),
  },
);
const passages = fc
  .array(
    fc.record({
      title: text,
      section: text,
      text,
      document: fc.nat({ max: 4 }),
      language: fc.constantFrom<Language>("de", "en"),
    }),
    { maxLength: 10 },
  )
  .map((given) =>
    given.map(
      (one, at): Placed => ({ ...one, passage: `p${at}`, document: `d${one.document}`, audience: [] }),
    ),
  );

const scores = (given: readonly Placed[], question: string) =>
  indexOf(given)
    .search(question, { memberships: EVERYONE, limit: 20 })
    .hits.map(({ score }) => score);

describe("whatever the documents and the question", { timeout: 120_000 }, () => {
  it("what is found is of the index, best first, and its text is whole", () => {
    let some = 0;
    fc.assert(
      fc.property(passages, text, fc.integer({ min: 0, max: 20 }), (given, question, limit) => {
        const found = indexOf(given).search(question, { memberships: EVERYONE, limit });
        const { band, hits } = found;
        expect(["answer", "unsure", "none"]).toContain(band);
        expect(hits.length).toBeLessThanOrEqual(limit);
        some += hits.length;
        expect(new Set(hits.map(({ passage }) => passage)).size).toBe(hits.length);
        for (const { passage, document, score } of hits) {
          const one = given.find((each) => each.passage === passage);
          expect(one?.document).toBe(document);
          expect(Number.isFinite(score)).toBe(true);
          const text = one?.text ?? "";
          const sentences = found.sentences(text);
          expect(sentences.map((sentence) => sentence.text).join("")).toBe(text);
        }
        const all = hits.map(({ score }) => score);
        expect(all).toEqual(all.toSorted((a, b) => b - a));
      }),
      { numRuns: 60 },
    );
    expect(some).toBeGreaterThan(20);
  });

  it("the same question finds the same again, whatever was asked in between", () => {
    fc.assert(
      fc.property(passages, text, text, (given, question, other) => {
        const index = indexOf(given);
        const options = { memberships: EVERYONE, limit: 10 };
        const first = index.search(question, options);
        index.search(other, options);
        const again = index.search(question, options);
        expect([again.band, again.hits]).toEqual([first.band, first.hits]);
      }),
      { numRuns: 60 },
    );
  });

  it("the order of the documents changes no score", () => {
    fc.assert(
      fc.property(passages, text, (given, question) => {
        const moved = given.toSorted((a, b) => b.document.localeCompare(a.document));
        const [one, other] = [scores(given, question), scores(moved, question)];
        expect(other).toHaveLength(one.length);
        one.forEach((score, at) => {
          expect(other[at]).toBeCloseTo(score, 9);
        });
      }),
      { numRuns: 60 },
    );
  });

  it("a longer list begins with the shorter one", () => {
    fc.assert(
      fc.property(passages, text, (given, question) => {
        const index = indexOf(given);
        const found = (limit: number) => index.search(question, { memberships: EVERYONE, limit }).hits;
        expect(found(20).slice(0, 3)).toEqual(found(3));
      }),
      { numRuns: 60 },
    );
  });
});
