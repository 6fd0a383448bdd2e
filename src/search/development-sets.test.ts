import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sharedFileOrSkip } from "../../tests/shared.ts";
import type { Language } from "../channel/language.ts";
import { indexOf, passage } from "./handbook.fixture.ts";

// Public test data, kept outside the repository; docs/test-data.md says where it comes from.
const SETS = sharedFileOrSkip("retrieval/sets") ?? "";

type Item = { _id: string; title?: string; text: string; doc?: string };

describe.skipIf(SETS === "")("nDCG@10 on the development sets", () => {
  // What plain BM25 reaches there, in the same order: .940, .312, .326.
  it.each([
    ["xquad-de", 0.963],
    ["covidfaq-de", 0.385],
    ["handbook-en-18f-suncoast", 0.37],
  ])("%s: at least %f", { timeout: 60_000 }, (set, least) => {
    expect(meanGain(set)).toBeGreaterThanOrEqual(least);
  });
});

function meanGain(set: string): number {
  const info: { lang: Language } = JSON.parse(readFileSync(join(SETS, set, "INFO.json"), "utf8"));
  const index = indexOf(
    items(set, "corpus.jsonl").map(({ _id, doc, title = "", text }) =>
      passage(_id, info.lang, title, text, { document: doc ?? _id }),
    ),
  );
  const judged = relevant(set);
  const gains = items(set, "queries.jsonl").flatMap(({ _id, text }) => {
    const grades = judged.get(_id);
    if (!grades) return [];
    const { hits } = index.search(text, { memberships: new Set(), limit: 10 });
    return [
      normalisedGain(
        hits.map((hit) => grades.get(hit.passage) ?? 0),
        [...grades.values()],
      ),
    ];
  });
  return gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
}

/** nDCG@10 as trec_eval counts it: the grade as gain, a logarithmic discount. */
function normalisedGain(found: readonly number[], all: readonly number[]): number {
  const discounted = (grades: readonly number[]) =>
    grades.slice(0, 10).reduce((sum, grade, at) => sum + grade / Math.log2(at + 2), 0);
  return discounted(found) / discounted([...all].sort((a, b) => b - a));
}

function items(set: string, file: string): Item[] {
  return lines(set, file).map((line) => JSON.parse(line));
}

function relevant(set: string): Map<string, Map<string, number>> {
  const judged = new Map<string, Map<string, number>>();
  for (const line of lines(set, "qrels.tsv")) {
    const [question = "", , passage = "", grade = "0"] = line.split("\t");
    const grades = judged.get(question) ?? new Map<string, number>();
    judged.set(question, grades.set(passage, Number(grade)));
  }
  return judged;
}

function lines(set: string, file: string): string[] {
  return readFileSync(join(SETS, set, file), "utf8")
    .trim()
    .split("\n");
}
