import { editDistance } from "./edit-distance.ts";
import type { View } from "./view.ts";

/** A term that resembles another, with a similarity from 0 to 1. */
export type Neighbour = { term: number; similarity: number };

/** Finds terms spelt alike, by the trigrams they share. */
export type Vocabulary = {
  /** Terms the asker may see with a Dice coefficient of .5 or more, best first, the text itself left out. */
  similar(text: string, view: View): Neighbour[];
  /** Terms the asker may see that one typing error makes of `text`, or two from eight letters on. */
  misspelt(text: string, view: View): Neighbour[];
};

const LEAST_DICE = 0.5;
const MOST_NEIGHBOURS = 16;
const SHORTEST_MISSPELT = 4;
const TWO_ERRORS_FROM = 8;
/** Two swapped letters change the four trigrams around them; no other error changes more. */
const TRIGRAMS_PER_ERROR = 4;

/** Builds the trigram index over terms; a term's number is its place. */
export function vocabulary(terms: readonly string[]): Vocabulary {
  const containing = new Map<string, number[]>();
  const sizes = new Int32Array(terms.length);
  terms.forEach((text, term) => {
    if (hasDigit(text)) return;
    const grams = trigrams(text);
    sizes[term] = grams.size;
    for (const gram of grams) {
      const known = containing.get(gram);
      if (known) known.push(term);
      else containing.set(gram, [term]);
    }
  });
  const shared = new Uint16Array(terms.length);

  /** Calls back for each term sharing a trigram with the text, with the number they share. */
  function sharing(grams: ReadonlySet<string>, visit: (term: number, count: number) => void): void {
    const touched: number[] = [];
    for (const gram of grams) {
      for (const term of containing.get(gram) ?? []) {
        const count = shared[term] ?? 0;
        if (count === 0) touched.push(term);
        shared[term] = count + 1;
      }
    }
    for (const term of touched) {
      visit(term, shared[term] ?? 0);
      shared[term] = 0;
    }
  }

  function best(found: Neighbour[]): Neighbour[] {
    const text = (neighbour: Neighbour) => terms[neighbour.term] ?? "";
    return found
      .sort((a, b) => b.similarity - a.similarity || (text(a) < text(b) ? -1 : 1))
      .slice(0, MOST_NEIGHBOURS);
  }

  return {
    similar(text, view) {
      if (hasDigit(text)) return [];
      const grams = trigrams(text);
      const found: Neighbour[] = [];
      sharing(grams, (term, count) => {
        const similarity = (2 * count) / (grams.size + (sizes[term] ?? 0));
        if (similarity >= LEAST_DICE && terms[term] !== text && view.frequency(term) > 0)
          found.push({ term, similarity });
      });
      return best(found);
    },
    misspelt(text, view) {
      if (hasDigit(text) || text.length < SHORTEST_MISSPELT) return [];
      const errors = text.length < TWO_ERRORS_FROM ? 1 : 2;
      const grams = trigrams(text);
      const leastShared = grams.size - errors * TRIGRAMS_PER_ERROR;
      const found: Neighbour[] = [];
      sharing(grams, (term, count) => {
        if (count < leastShared) return;
        const candidate = terms[term] ?? "";
        if (Math.abs(candidate.length - text.length) > errors || view.frequency(term) === 0) return;
        const distance = editDistance(text, candidate, errors);
        if (distance <= errors) found.push({ term, similarity: 1 - distance / text.length });
      });
      return best(found);
    },
  };
}

function hasDigit(text: string): boolean {
  return /\p{N}/u.test(text);
}

/** Every three neighbouring letters, with a boundary sign at both ends. */
function trigrams(text: string): Set<string> {
  const padded = `^${text}$`;
  const grams = new Set<string>();
  for (let at = 0; at + 3 <= padded.length; at++) grams.add(padded.slice(at, at + 3));
  return grams;
}
