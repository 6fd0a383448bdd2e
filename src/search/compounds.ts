import type { Corpus } from "./corpus.ts";
import type { Memory } from "./memory.ts";
import type { View } from "./view.ts";

/** The compounds of a corpus: German writes "Bildungsurlaub" where a question may say "Urlaub für Bildung". */
export type Compounds = {
  /** Terms of compounds that have this term as a part. */
  containing(term: number, view: View): number[];
  /** Terms of the parts of a word (lower case), whether or not the corpus knows the whole. */
  parts(word: string, view: View): number[];
  /** Terms of compounds made of two words (lower case) in either order: "urlaub" and "bildung" make "bildungsurlaub". */
  joined(one: string, other: string, view: View): number[];
  /** Learns from words that are new, and from terms that are in enough passages now to be parts. */
  learn(words: readonly number[], grown: readonly number[]): void;
};

/** A part must be a word of its own in this many passages, which keeps chance splits out. */
export const PART_FROM = 3;
const SHORTEST_PART = 4;
const LINKS = ["", "s", "n", "en", "es", "er", "e"];
/** With more new parts than this, learning everything anew is faster than looking for each in every word. */
const MANY_PARTS = 500;

/**
 * A split is kept once its parts have been in enough passages of anybody; whether it counts is decided for each view. So the splits
 * are those a corpus built anew would have, and more, which count for nobody.
 */
export function compounds({ lexicon }: Corpus, memory: Memory): Compounds {
  const { words, wordsOf, termOfWord } = lexicon;
  /** By term: the splits with it as a part. By split: the compound (a word) and its parts (words). */
  const splitsWith = memory.lists("splits with term");
  const compoundOf = memory.ints("compound of split");
  const partsOf = memory.lists("parts of split");
  const isPart = memory.ints("term is part");

  const known = (text: string) => words.find(text);
  const knownPart = (text: string) => {
    const word = known(text);
    return word !== undefined && isPart.at(termOfWord(word)) === 1 ? word : undefined;
  };
  const counts = (part: number, view: View) =>
    view.sees(part) && view.frequency(termOfWord(part)) >= PART_FROM;

  function keep(compound: number, parts: readonly number[]): void {
    const split = compoundOf.size;
    compoundOf.push(compound);
    for (const part of parts) partsOf.push(split, part);
    for (const term of new Set(parts.map(termOfWord))) splitsWith.push(term, split);
  }

  function learnAll(): void {
    splitsWith.clear();
    compoundOf.clear();
    partsOf.clear();
    for (let word = 0; word < words.size; word++)
      for (const parts of splits(words.text(word), knownPart)) keep(word, parts);
  }

  return {
    containing(term, view) {
      const found = new Set<number>();
      const start = splitsWith.start(term);
      for (let at = start; at < start + splitsWith.size(term); at++) {
        const split = splitsWith.values[at] ?? 0;
        const compound = compoundOf.at(split);
        if (found.has(termOfWord(compound)) || !view.sees(compound)) continue;
        const first = partsOf.start(split);
        const parts = partsOf.values.subarray(first, first + partsOf.size(split));
        if (parts.every((part) => counts(part, view))) found.add(termOfWord(compound));
      }
      return [...found];
    },
    parts(word, view) {
      const valid = splits(word, known).filter((parts) => parts.every((part) => counts(part, view)));
      return [...new Set(valid.flat().map(termOfWord))];
    },
    joined(one, other, view) {
      const short = Math.min(one.length, other.length) < SHORTEST_PART;
      const texts = (short ? [""] : LINKS).flatMap((link) => [one + link + other, other + link + one]);
      const found = texts.flatMap((text) => known(text) ?? []);
      return [...new Set(found.filter(view.sees).map(termOfWord))];
    },
    learn(newWords, grown) {
      const newTerms = grown.filter((term) => isPart.at(term) === 0);
      for (const term of newTerms) isPart.set(term, 1);
      const newParts = new Set([
        ...newTerms.flatMap(wordsOf),
        ...newWords.filter((word) => isPart.at(termOfWord(word)) === 1),
      ]);
      if (newParts.size > MANY_PARTS) return learnAll();
      const brandNew = new Set(newWords);
      for (const word of brandNew) for (const parts of splits(words.text(word), knownPart)) keep(word, parts);
      const texts = Array.from(newParts, words.text).filter((text) => text.length >= SHORTEST_PART);
      if (texts.length === 0) return;
      for (let word = 0; word < words.size; word++) {
        const whole = words.text(word);
        if (brandNew.has(word) || !texts.some((text) => whole.includes(text))) continue;
        for (const parts of splits(whole, knownPart))
          if (parts.some((part) => newParts.has(part))) keep(word, parts);
      }
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
