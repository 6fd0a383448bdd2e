import type { SourcePassage } from "../../knowledge/passages.ts";
import { analyse } from "../../search/analyse.ts";
import { sentences } from "../../search/sentences.ts";

/** One thing the documents say to a question: a sentence, and the number of its source. */
export type Point = { sentence: string; source: SourcePassage; number: number };

const MOST_POINTS = 3;
/** A shorter one is a heading or a crumb. */
const LEAST_WORDS = 3;
/** A shorter stem may stand in a longer word by chance. */
const LEAST_IN_COMPOUND = 5;
const MOST_BLANKS = 3;
const BLANK = "____";
const WORD = /[\p{L}\p{N}]+(?:[.,'’-][\p{L}\p{N}]+)*/gu;

/**
 * What there is to find out: of the best source all it says, of the others what is about the question. First comes a sentence of the
 * best source, whose heading may have said all the words of the question, then whatever is closest.
 */
export function pointsOf(sources: readonly SourcePassage[], question: string): Point[] {
  const asked = termsOf(question);
  const all = sources.flatMap((source, at) =>
    sentences(source.text)
      .map((sentence) => ({ sentence: sentence.trim(), source, number: at + 1 }))
      .filter(({ sentence }) => termsOf(sentence).length >= LEAST_WORDS),
  );
  const close = all
    .map((point) => ({ point, shared: asked.filter((term) => has(termsOf(point.sentence), term)).length }))
    .filter(({ point, shared }) => shared > 0 || point.number === 1)
    .toSorted((a, b) => b.shared - a.shared)
    .map(({ point }) => point);
  const first = close.find(({ number }) => number === 1);
  return [...(first ? [first] : []), ...close.filter((point) => point !== first)].slice(0, MOST_POINTS);
}

/** The words that matter in it and are not in the question: numbers before long words. */
export function keyWords({ sentence }: Point, question: string): string[] {
  const asked = termsOf(question);
  const words = (sentence.match(WORD) ?? []).filter((word) => {
    const terms = termsOf(word);
    return terms.length > 0 && !terms.some((term) => has(asked, term));
  });
  const isNumber = (word: string) => Number(/\p{N}/u.test(word));
  const byWeight = [...new Set(words)].toSorted((a, b) => isNumber(b) - isNumber(a) || b.length - a.length);
  return byWeight.slice(0, MOST_BLANKS);
}

/** With blanks for its key words. */
export function blanked(point: Point, question: string): string {
  const keys = new Set(keyWords(point, question));
  return point.sentence.replace(WORD, (word) => (keys.has(word) ? BLANK : word));
}

/** Whether a hint says what it should only lead to: a number of it, or half of its key words. */
export function givesAway(hint: string, point: Point, question: string): boolean {
  const keys = keyWords(point, question);
  const said = termsOf(hint);
  const told = keys.filter((key) => termsOf(key).some((term) => said.includes(term)));
  return told.some((key) => /\p{N}/u.test(key)) || (keys.length > 0 && told.length * 2 >= keys.length);
}

function termsOf(text: string): string[] {
  return analyse(text).map(({ term }) => term);
}

/** Also as a part of a longer word: „Budget“ in „Lernbudget“. */
function has(terms: readonly string[], asked: string): boolean {
  return terms.some((term) => term === asked || (asked.length >= LEAST_IN_COMPOUND && term.includes(asked)));
}
