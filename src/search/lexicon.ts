import { stem } from "./analyse.ts";

/**
 * Every word of the corpus with the term it is indexed under. Words and terms are numbered in order of appearance.
 * `audiences` lists for each word the audiences (numbers) whose passages use it, so that a word only hidden passages use can
 * be treated as unknown.
 */
export type Lexicon = {
  words: ReadonlyMap<string, number>;
  wordText: readonly string[];
  termOfWord: readonly number[];
  wordAudiences: readonly (readonly number[])[];
  terms: ReadonlyMap<string, number>;
  termText: readonly string[];
};

/** A lexicon that grows while passages are read; `add` returns the number of the word's term. */
export function growingLexicon(): Lexicon & { add(word: string, audience: number): number } {
  const words = new Map<string, number>();
  const wordText: string[] = [];
  const termOfWord: number[] = [];
  const wordAudiences: number[][] = [];
  const terms = new Map<string, number>();
  const termText: string[] = [];

  function addTerm(text: string): number {
    const known = terms.get(text);
    if (known !== undefined) return known;
    terms.set(text, termText.length);
    return termText.push(text) - 1;
  }

  function add(word: string, audience: number): number {
    const known = words.get(word);
    if (known === undefined) {
      const term = addTerm(stem(word));
      words.set(word, wordText.length);
      wordText.push(word);
      termOfWord.push(term);
      wordAudiences.push([audience]);
      return term;
    }
    const audiences = wordAudiences[known];
    if (audiences && !audiences.includes(audience)) audiences.push(audience);
    return termOfWord[known] ?? 0;
  }

  return { words, wordText, termOfWord, wordAudiences, terms, termText, add };
}
