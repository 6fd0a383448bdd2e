import type { Corpus } from "./corpus.ts";
import { editDistance } from "./edit-distance.ts";
import type { Memory } from "./memory.ts";
import type { View } from "./view.ts";

/** A term that resembles another, with a similarity from 0 to 1. */
export type Neighbour = { term: number; similarity: number };

/** Finds terms spelt alike, by the trigrams they share. */
export type Vocabulary = {
  /** Terms the asker may see with a Dice coefficient of .5 or more, best first, the text itself left out. */
  similar(text: string, view: View): Neighbour[];
  /** Terms the asker may see that one typing error makes of `text`, or two from eight letters on. */
  misspelt(text: string, view: View): Neighbour[];
  /** Takes in the terms that have come since the last time. */
  catchUp(): void;
};

const LEAST_DICE = 0.5;
const MOST_NEIGHBOURS = 16;
const SHORTEST_MISSPELT = 4;
const TWO_ERRORS_FROM = 8;
/** Two swapped letters change the four trigrams around them; no other error changes more. */
const TRIGRAMS_PER_ERROR = 4;

/** The trigram index over the terms of a corpus; it takes in the new ones whenever it is asked to catch up. */
export function vocabulary({ lexicon: { terms } }: Corpus, memory: Memory): Vocabulary {
  const grams = memory.texts("trigrams");
  /** By trigram: the terms with it. By term: how many trigrams it has; 0 for one with digits. */
  const containing = memory.lists("terms with trigram");
  const sizes = memory.ints("trigrams of term");
  let shared = new Uint16Array(0);

  /** Calls back for each term sharing a trigram with the text, with the number they share. */
  function sharing(wanted: ReadonlySet<string>, visit: (term: number, count: number) => void): void {
    if (shared.length < terms.size) shared = new Uint16Array(terms.size * 2);
    const touched: number[] = [];
    for (const text of wanted) {
      const gram = grams.find(text);
      if (gram === undefined) continue;
      const { values } = containing;
      const start = containing.start(gram);
      for (let at = start; at < start + containing.size(gram); at++) {
        const term = values[at] ?? 0;
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
    const text = (neighbour: Neighbour) => terms.text(neighbour.term);
    return found
      .sort((a, b) => b.similarity - a.similarity || (text(a) < text(b) ? -1 : 1))
      .slice(0, MOST_NEIGHBOURS);
  }

  return {
    catchUp() {
      for (let term = sizes.size; term < terms.size; term++) {
        const text = terms.text(term);
        const own = hasDigit(text) ? [] : [...trigrams(text)];
        sizes.set(term, own.length);
        for (const gram of own) containing.push(grams.number(gram), term);
      }
    },
    similar(text, view) {
      if (hasDigit(text)) return [];
      const own = trigrams(text);
      const found: Neighbour[] = [];
      sharing(own, (term, count) => {
        const similarity = (2 * count) / (own.size + sizes.at(term));
        if (similarity >= LEAST_DICE && terms.text(term) !== text && view.frequency(term) > 0)
          found.push({ term, similarity });
      });
      return best(found);
    },
    misspelt(text, view) {
      if (hasDigit(text) || text.length < SHORTEST_MISSPELT) return [];
      const errors = text.length < TWO_ERRORS_FROM ? 1 : 2;
      const own = trigrams(text);
      const leastShared = own.size - errors * TRIGRAMS_PER_ERROR;
      const found: Neighbour[] = [];
      sharing(own, (term, count) => {
        if (count < leastShared) return;
        const candidate = terms.text(term);
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
  // Letters, not code units: half a letter does not outlive being written to a file.
  const padded = [...`^${text}$`];
  const grams = new Set<string>();
  for (let at = 0; at + 3 <= padded.length; at++) grams.add(padded.slice(at, at + 3).join(""));
  return grams;
}
