import snowball from "snowball-stemmers";
import { contentWords } from "./tokens.ts";

/** A content word as written (lower case) and the term it is indexed under. */
export type Token = { word: string; term: string };

const german = snowball.newStemmer("german");

/** German words whose last s belongs to them, which the stemmer would cut off: "Kurs", "Zins", "Puls", "Hals", "Fels", "Vers". */
const NO_ENDING = /(?:kurs|zins|puls|hals|fels|vers|sens)$/u;

/** Words remembered with their stems before starting over; the stemmers take some 25 µs a word. */
const REMEMBERED = 50_000;
const stems = new Map<string, string>();

/**
 * The index term of a lower-case word, without accents. The German stemmer serves both languages, so that neither the index
 * nor the question needs a language; only what it does not know of English is cut first. Stemming twice, English then
 * German, went too far: "government" became "gov", "protest" became "prot".
 */
export function stem(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const term = withoutAccents(cut(word)) || word;
  if (stems.size >= REMEMBERED) stems.clear();
  stems.set(word, term);
  return term;
}

/** The content words of a text in order, stop words left out. */
export function analyse(text: string): Token[] {
  return contentWords(text).map((word) => ({ word, term: stem(word) }));
}

function cut(word: string): string {
  if (/\p{N}/u.test(word)) return word;
  const stemmed = german.stem(NO_ENDING.test(word) ? `${word}e` : withoutEnglish(word));
  return stemmed.endsWith("niss") ? stemmed.slice(0, -1) : stemmed; // "Zeugnisse" becomes "Zeugnis"
}

/** "policies" like "policy", and "booking" like "book"; "Lehrling" and "Lehrlinge" stay one word. */
function withoutEnglish(word: string): string {
  return word.replace(/(?<=\p{L}{2}[^ae])ies$/u, "y").replace(/^(\p{L}{3,})ing(?:s|en?)?$/u, "$1");
}

function withoutAccents(word: string): string {
  return word
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .replaceAll("ß", "ss");
}
