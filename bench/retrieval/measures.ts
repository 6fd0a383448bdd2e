/** How far down the list a person looks. */
const LOOKED_AT = 10;

/** Of one question: what is relevant to it, by grade, and what was found, best first. */
export type Judged = { grades: ReadonlyMap<string, number>; found: readonly string[] };

/** nDCG@10 as trec_eval counts it: the grade as gain, a logarithmic discount. */
export function normalisedGain({ grades, found }: Judged): number {
  const best = [...grades.values()].sort((a, b) => b - a);
  return discounted(found.map((id) => grades.get(id) ?? 0)) / discounted(best);
}

function discounted(grades: readonly number[]): number {
  return grades
    .slice(0, LOOKED_AT)
    .reduce((sum, grade, at) => sum + Math.max(0, grade) / Math.log2(at + 2), 0);
}

/** The share of what is relevant among the first `depth`. */
export function recall({ grades, found }: Judged, depth: number): number {
  const relevant = [...grades.values()].filter((grade) => grade > 0).length;
  return found.slice(0, depth).filter((id) => (grades.get(id) ?? 0) > 0).length / relevant;
}

/** One over the rank of the first that is relevant, if it is among the first ten; else 0. */
export function reciprocalRank({ grades, found }: Judged): number {
  const at = found.slice(0, LOOKED_AT).findIndex((id) => (grades.get(id) ?? 0) > 0);
  return at === -1 ? 0 : 1 / (at + 1);
}

/** How often a number of the first list is above one of the second: .5 is chance. A tie counts half. */
export function areaUnderCurve(above: readonly number[], below: readonly number[]): number {
  const sorted = below.toSorted((a, b) => a - b);
  const wins = above.reduce((sum, one) => {
    const under = sorted.filter((other) => other < one).length;
    const even = sorted.filter((other) => other === one).length;
    return sum + under + even / 2;
  }, 0);
  return wins / (above.length * below.length);
}

/** The share of `above` that is let through by the threshold that lets through at most this share of `below`. */
export function keptAt(share: number, above: readonly number[], below: readonly number[]): number {
  const threshold = below.toSorted((a, b) => b - a)[Math.floor(share * below.length)] ?? -Infinity;
  return above.filter((one) => one > threshold).length / above.length;
}

export function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

export function quantile(numbers: readonly number[], share: number): number {
  return numbers.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(share * numbers.length) - 1)] ?? 0;
}
