import { isStopword } from "./stopwords.ts";

/** A longer run of letters is no word; cut there, it stays cheap to stem and to compare. In UTF-16 code units. */
const LONGEST_WORD = 64;

// Escaped so that the invisible characters stay visible in the source: soft hyphen, zero-width space, word joiner, BOM.
const INVISIBLE = /[\u00AD\u200B\u2060\uFEFF]/gu;
const APOSTROPHE = /[\u2018\u2019\u02BC]/gu;
const WORD = /[\p{L}\p{N}\p{M}]+(?:'[\p{L}\p{N}\p{M}]+)*/gu;
// No script stacks more marks on a letter, and putting a long run of them in order takes quadratic time.
const STACKED_MARKS = /(\p{M}{8})\p{M}+/gu;
const ACRONYM = /^\p{Lu}{2,4}$/u;

/** The words of a text in order as written: runs of letters and digits with inner apostrophes, in NFKC. */
export function words(text: string): string[] {
  const unstacked = text.replace(STACKED_MARKS, "$1");
  const plain = unstacked.normalize("NFKC").replace(INVISIBLE, "").replace(APOSTROPHE, "'");
  return Array.from(plain.matchAll(WORD), ([word]) => cut(word));
}

/** Never half a letter: as UTF-8, in the file of an index, it would become another one. */
function cut(word: string): string {
  return word.length <= LONGEST_WORD ? word : word.slice(0, LONGEST_WORD).replace(/[\uD800-\uDBFF]$/, "");
}

/**
 * The words of a text in lower case without stop words. In a text that is not all capitals "IT" and "WHO" are names, and
 * stay although "it" and "who" are stop words.
 */
export function contentWords(text: string): string[] {
  const shouted = !/\p{Ll}/u.test(text);
  return words(text).flatMap((written) => {
    const word = written.toLowerCase();
    return isStopword(word) && (shouted || !ACRONYM.test(written)) ? [] : [word];
  });
}
