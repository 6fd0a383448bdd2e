import snowball from "snowball-stemmers";
import { contentWords } from "./tokens.ts";

/** A content word as written (lower case) and the term it is indexed under. */
export type Token = { word: string; term: string };

const english = snowball.newStemmer("english");
const german = snowball.newStemmer("german");

/** German words whose last s is no English plural: "Kurs", "Zins", "Puls", "Glas", "Zeugnis", "Nachweis". */
const NO_PLURAL = /(?:kurs|zins|puls|glas|nis|eis)$/u;

/** Words remembered with their stems before starting over; the stemmers take some 25 µs a word. */
const REMEMBERED = 50_000;
const stems = new Map<string, string>();

/**
 * The index term of a lower-case word: the English stem, then its German stem, without accents. One analyser for both
 * languages, so that neither the index nor the question needs a language.
 */
export function stem(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const term = withoutAccents(bothStems(word)) || word;
  if (stems.size >= REMEMBERED) stems.clear();
  stems.set(word, term);
  return term;
}

/** The content words of a text in order, stop words left out. */
export function analyse(text: string): Token[] {
  return contentWords(text).map((word) => ({ word, term: stem(word) }));
}

function bothStems(word: string): string {
  if (/\p{N}/u.test(word)) return word;
  const stemmed = german.stem(NO_PLURAL.test(word) ? word : english.stem(word));
  return stemmed.endsWith("niss") ? stemmed.slice(0, -1) : stemmed; // "Zeugnisse" becomes "Zeugnis"
}

function withoutAccents(word: string): string {
  return word
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .replaceAll("ß", "ss");
}
