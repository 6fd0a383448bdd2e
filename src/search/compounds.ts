import type { Lexicon } from "./lexicon.ts";
import type { View } from "./view.ts";

/** A word of the corpus seen as a compound of other words of the corpus (all by number). */
type Split = { compound: number; parts: number[] };

/** The compounds of a corpus: German writes "Bildungsurlaub" where a question may say "Urlaub für Bildung". */
export type Compounds = {
  /** Terms of compounds that have this term as a part. */
  containing(term: number, view: View): number[];
  /** Terms of the parts of a word (lower case), whether or not the corpus knows the whole. */
  parts(word: string, view: View): number[];
  /** Terms of compounds made of two words (lower case) in either order: "urlaub" and "bildung" make "bildungsurlaub". */
  joined(one: string, other: string, view: View): number[];
};

const SHORTEST_PART = 4;
/** A part must be a word of its own in this many passages, which keeps chance splits out. */
const LEAST_PASSAGES = 3;
const LINKS = ["", "s", "n", "en", "es", "er", "e"];

/** Learns the compounds from the words themselves; whether a split counts is decided for each view. */
export function compounds(lexicon: Lexicon): Compounds {
  const splitsWith = new Map<number, Split[]>();
  lexicon.wordText.forEach((word, compound) => {
    for (const parts of splits(word, (text) => lexicon.words.get(text))) {
      for (const part of parts) {
        const term = lexicon.termOfWord[part] ?? 0;
        const known = splitsWith.get(term);
        if (known) known.push({ compound, parts });
        else splitsWith.set(term, [{ compound, parts }]);
      }
    }
  });

  const termOf = (word: number) => lexicon.termOfWord[word] ?? 0;
  const counts = (part: number, view: View) =>
    view.sees(part) && view.frequency(termOf(part)) >= LEAST_PASSAGES;

  return {
    containing(term, view) {
      const valid = (splitsWith.get(term) ?? []).filter(
        ({ compound, parts }) => view.sees(compound) && parts.every((part) => counts(part, view)),
      );
      return [...new Set(valid.map(({ compound }) => termOf(compound)))];
    },
    parts(word, view) {
      const valid = splits(word, (text) => lexicon.words.get(text)).filter((parts) =>
        parts.every((part) => counts(part, view)),
      );
      return [...new Set(valid.flat().map(termOf))];
    },
    joined(one, other, view) {
      const short = Math.min(one.length, other.length) < SHORTEST_PART;
      const words = (short ? [""] : LINKS).flatMap((link) => [one + link + other, other + link + one]);
      const known = words.flatMap((text) => lexicon.words.get(text) ?? []);
      return [...new Set(known.filter(view.sees).map(termOf))];
    },
  };
}

/** Every way to read a word as two or three known words with linking letters between them. */
function splits(word: string, known: (text: string) => number | undefined): number[][] {
  const found: number[][] = [];
  for (let at = SHORTEST_PART; at + SHORTEST_PART <= word.length; at++) {
    const heads = headsEnding(word.slice(0, at), known);
    if (heads.length === 0) continue;
    const rest = word.slice(at);
    const tail = known(rest);
    const tails = tail === undefined ? pairs(rest, known) : [[tail], ...pairs(rest, known)];
    for (const head of heads) for (const parts of tails) found.push([head, ...parts]);
  }
  return found;
}

function pairs(word: string, known: (text: string) => number | undefined): number[][] {
  const found: number[][] = [];
  for (let at = SHORTEST_PART; at + SHORTEST_PART <= word.length; at++) {
    const tail = known(word.slice(at));
    if (tail === undefined) continue;
    for (const head of headsEnding(word.slice(0, at), known)) found.push([head, tail]);
  }
  return found;
}

/** The known words that a stretch is made of, with or without linking letters at its end. */
function headsEnding(stretch: string, known: (text: string) => number | undefined): number[] {
  return LINKS.flatMap((link) => {
    const head = stretch.slice(0, stretch.length - link.length);
    if (head.length < SHORTEST_PART || !stretch.endsWith(link)) return [];
    return known(head) ?? [];
  });
}
