import type { WeightedPhrase } from "./synonyms.ts";
import type { View } from "./view.ts";

/** Calls back for each visible passage that has one of the phrases, with how much that counts: once for each of them. */
export function withPhrases(
  phrases: readonly WeightedPhrase[],
  view: View,
  note: (passage: number, frequency: number) => void,
): void {
  const beginning = Map.groupBy(phrases, ({ terms }) => terms[0]);
  // A passage is read once, however many phrases there are.
  for (const passage of candidates(phrases, view)) {
    const times = new Map<WeightedPhrase, number>();
    const terms = reader(passage, view);
    for (let at = 0; at < terms.count; at++)
      for (const phrase of beginning.get(terms.at(at)) ?? [])
        if (phrase.terms.every((term, n) => at + n < terms.count && terms.at(at + n) === term))
          times.set(phrase, (times.get(phrase) ?? 0) + 1);
    for (const [{ weight }, count] of times) note(passage, weight * count);
  }
}

/** The visible passages that have the rarest term of a phrase. */
function candidates(phrases: readonly WeightedPhrase[], view: View): ReadonlySet<number> {
  const { postings, audienceOf } = view.corpus;
  const rarest = new Set(
    phrases.map(({ terms }) =>
      terms.reduce((one, other) => (view.frequency(other) < view.frequency(one) ? other : one)),
    ),
  );
  const found = new Set<number>();
  for (const term of rarest) {
    const start = postings.start(term);
    for (let at = start; at < start + postings.size(term); at++) {
      const passage = (postings.values[at] ?? 0) >>> 8;
      if (view.open[audienceOf.at(passage)] === 1) found.add(passage);
    }
  }
  return found;
}

/** The terms of a passage in reading order. */
function reader(passage: number, { corpus: { sequence, starts, lengths, lexicon } }: View) {
  const { values } = sequence;
  const start = starts.at(passage);
  return {
    count: lengths.at(passage),
    at: (place: number) => lexicon.termOfWord(values[start + place] ?? 0),
  };
}
