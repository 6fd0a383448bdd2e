import { stem } from "./analyse.ts";
import type { Memory, Texts } from "./memory.ts";
import { type Tally, tally } from "./tally.ts";

/**
 * Every word that a passage has, or once had, with the term it is indexed under; both are numbered in order of arrival. The
 * tallies say in how many passages they are now.
 */
export type Lexicon = {
  words: Texts;
  terms: Texts;
  wordTally: Tally;
  termTally: Tally;
  termOfWord(word: number): number;
  /** The words of a term: `values[start .. start + size)` of a list. */
  wordsOf(term: number): number[];
  /** The number of a lower-case word, new or known. */
  add(word: string): number;
};

export function lexicon(memory: Memory): Lexicon {
  const words = memory.texts("words");
  const terms = memory.texts("terms");
  const termOfWord = memory.ints("term of word");
  const wordsOfTerm = memory.lists("words of term");
  return {
    words,
    terms,
    wordTally: tally(memory, "passages with word"),
    termTally: tally(memory, "passages with term"),
    termOfWord: termOfWord.at,
    wordsOf(term) {
      const start = wordsOfTerm.start(term);
      return Array.from(wordsOfTerm.values.subarray(start, start + wordsOfTerm.size(term)));
    },
    add(text) {
      const known = words.find(text);
      if (known !== undefined) return known;
      const word = words.push(text);
      const term = terms.number(stem(text));
      termOfWord.set(word, term);
      wordsOfTerm.push(term, word);
      return word;
    },
  };
}
