import type { Band } from "./passage.ts";
import { inverseDocumentFrequency, type TermGroup } from "./query.ts";
import type { Ranked } from "./ranking.ts";
import type { View } from "./view.ts";

/** The least fit for "answer" and for "unsure"; below the latter the documents do not answer the question. */
export type Thresholds = { answer: number; unsure: number };

/**
 * How far above the mean of the general questions, in standard deviations: where 1 % of a normal distribution reads as an answer
 * by chance, and 30 % as perhaps one, for to deny what is there is worse than to show what is close. All questions have a
 * say; a quantile would hang on the luck of the best few.
 */
const ANSWER_DEVIATIONS = 2.33;
const UNSURE_DEVIATIONS = 0.52;
/** Where general questions meet next to nothing, as in three short passages, these hold instead. */
const LEAST: Thresholds = { answer: 1.2, unsure: 0.7 };

/**
 * How well the best passage fits the whole question: the geometric mean of its score as a share of the question's total idf,
 * a word no passage has counting in full, and of its score as such, in the idf of such a word. The share alone is easily high
 * for a question of one or two common words, the score alone for a long one. It means nothing across corpora.
 */
export function queryFit(groups: readonly TermGroup[], best: Ranked | undefined, view: View): number {
  if (!best) return 0;
  const unknown = inverseDocumentFrequency(0, view.passages);
  const total = groups.reduce((sum, group) => sum + (group.known ? group.idf : unknown), 0);
  return best.score / Math.sqrt(total * unknown);
}

/**
 * The thresholds of a corpus from how well general questions of each language fit it by chance. No fixed threshold carries over
 * from one corpus to another. The language that fits better counts: the other one may not occur in the documents at all.
 */
export function thresholds(fits: readonly (readonly number[])[]): Thresholds {
  const chance = fits.map(spread);
  const above = (deviations: number) =>
    Math.max(...chance.map(({ mean, deviation }) => mean + deviations * deviation));
  return {
    answer: Math.max(LEAST.answer, above(ANSWER_DEVIATIONS)),
    unsure: Math.max(LEAST.unsure, above(UNSURE_DEVIATIONS)),
  };
}

/** The band of a question that fits this well. */
export function band(fit: number, thresholds: Thresholds): Band {
  if (fit > thresholds.answer) return "answer";
  return fit > thresholds.unsure ? "unsure" : "none";
}

function spread(fits: readonly number[]): { mean: number; deviation: number } {
  if (fits.length === 0) return { mean: 0, deviation: 0 };
  const mean = fits.reduce((sum, fit) => sum + fit, 0) / fits.length;
  const variance = fits.reduce((sum, fit) => sum + (fit - mean) ** 2, 0) / fits.length;
  return { mean, deviation: Math.sqrt(variance) };
}
