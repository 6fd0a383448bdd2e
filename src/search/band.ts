import type { Band } from "./passage.ts";
import { inverseDocumentFrequency, type TermGroup } from "./query.ts";
import type { Ranked } from "./ranking.ts";
import type { View } from "./view.ts";

/** The least fit for "answer" and for "unsure"; below the latter the documents do not answer the question. */
export type Thresholds = { answer: number; unsure: number };

/** What each further matched word adds; fitted on eight corpora with questions they answer and questions they do not. */
const MATCHED_WORDS = 0.31;
/** The shares of general questions that may not pass: 95 % never read as an answer, 80 % not even as perhaps one. */
const ANSWER_QUANTILE = 0.95;
const UNSURE_QUANTILE = 0.8;
/** Where general questions meet next to nothing, as in three short passages, these hold instead. */
const LEAST: Thresholds = { answer: 0.9, unsure: 0.6 };

/**
 * How well the best passage fits the whole question: its score as a share of the question's total idf, a word no
 * passage has counting in full, and a little for each word matched. From 0 to about 4; it means nothing across corpora.
 */
export function queryFit(groups: readonly TermGroup[], best: Ranked | undefined, view: View): number {
  if (!best) return 0;
  const terms = new Set(view.corpus.termsOf(best.passage));
  const unknown = inverseDocumentFrequency(0, view.passages);
  const total = groups.reduce((sum, group) => sum + (group.known ? group.idf : unknown), 0);
  const matched = groups.filter((group) =>
    group.terms.some(({ term, weight }) => weight === 1 && terms.has(term)),
  );
  return best.score / total + MATCHED_WORDS * Math.log1p(matched.length);
}

/**
 * The thresholds of a corpus from how well general questions of each language fit it by chance. No fixed threshold carries over
 * from one corpus to another. The language that fits better counts: the other one may not occur in the documents at all.
 */
export function thresholds(fits: readonly (readonly number[])[]): Thresholds {
  const sorted = fits.map((ofLanguage) => ofLanguage.toSorted((a, b) => a - b));
  const highest = (share: number) => Math.max(...sorted.map((ofLanguage) => quantile(ofLanguage, share)));
  return {
    answer: Math.max(LEAST.answer, highest(ANSWER_QUANTILE)),
    unsure: Math.max(LEAST.unsure, highest(UNSURE_QUANTILE)),
  };
}

/** The band of a question that fits this well. */
export function band(fit: number, thresholds: Thresholds): Band {
  if (fit > thresholds.answer) return "answer";
  return fit > thresholds.unsure ? "unsure" : "none";
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
