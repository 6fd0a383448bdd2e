import { analyse } from "./analyse.ts";
import type { Sentence } from "./passage.ts";
import type { TermGroup } from "./query.ts";
import { sentences } from "./sentences.ts";
import { words } from "./tokens.ts";
import type { View } from "./view.ts";

/** The best sentence alone holds the answer in about 80 % of cases, the best two in more than 90 %. */
const MOST_MARKED = 2;
/** A second sentence that matches less than this share of the best one only distracts. */
const LEAST_SHARE = 0.4;
/** What a relative of a word counts in a sentence. */
const RELATIVE_WEIGHT = 0.5;
/** What a number adds where one is asked for, in shares of the question's mean idf. */
const NUMBER_BONUS = 0.5;

const ASKS_FOR_NUMBER =
  /(?<!\p{L})(?:wann|wie\s?(?:viele?[nrs]?|lange?|oft|hoch|weit|alt|groß|teuer)|wieviele?|when|how\s(?:many|much|long|often|high|far|old|big|large)|(?:what|which|welche[mnrs]?)\s(?:year|date|time|age|jahr|tag|datum|uhrzeit))(?!\p{L})/iu;
const NUMBERS: ReadonlySet<string> = new Set(
  `zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig hundert tausend two three four five six seven
  eight nine ten eleven twelve twenty thirty hundred thousand`.split(/\s+/),
);

/**
 * The sentences of a passage, with those marked that answer the question best: at most two, by the idf of the words they
 * share with it. A passage found by its title or headings alone gets its first sentence marked.
 */
export function markedSentences(
  text: string,
  question: string,
  groups: readonly TermGroup[],
  view: View,
): Sentence[] {
  const cut = readSentences(text);
  const bonus = ASKS_FOR_NUMBER.test(question) ? NUMBER_BONUS * meanIdf(groups) : 0;
  const scores = cut.map(
    (sentence) => sharedIdf(sentence.terms, groups, view) + (sentence.number ? bonus : 0),
  );
  const best = scores.reduce((most, score) => Math.max(most, score), 0);
  const order = scores.map((_, at) => at).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
  const marked = new Set(order.slice(0, MOST_MARKED).filter((at) => (scores[at] ?? 0) > best * LEAST_SHARE));
  if (marked.size === 0) marked.add(0);
  return cut.map(({ text }, at) => ({ text, mark: marked.has(at) }));
}

/** A sentence as it is looked at for every question. */
type ReadSentence = { text: string; terms: ReadonlySet<string>; number: boolean };

/** Passages remembered as read before starting over. */
const REMEMBERED = 2_000;
const read = new Map<string, readonly ReadSentence[]>();

function readSentences(passage: string): readonly ReadSentence[] {
  const known = read.get(passage);
  if (known) return known;
  const cut = sentences(passage).map((text) => ({
    text,
    terms: new Set(analyse(text).map(({ term }) => term)),
    number: hasNumber(text),
  }));
  if (read.size >= REMEMBERED) read.clear();
  read.set(passage, cut);
  return cut;
}

function meanIdf(groups: readonly TermGroup[]): number {
  return groups.length === 0 ? 0 : groups.reduce((sum, group) => sum + group.idf, 0) / groups.length;
}

function sharedIdf(terms: ReadonlySet<string>, groups: readonly TermGroup[], view: View): number {
  return groups.reduce((sum, group) => {
    const has = (term: number) => terms.has(view.corpus.lexicon.terms.text(term));
    const weights = group.terms.filter(({ term }) => has(term)).map(({ weight }) => weight);
    if (weights.length === 0 && !group.phrases?.some((phrase) => phrase.terms.every(has))) return sum;
    return sum + group.idf * (weights.includes(1) ? 1 : RELATIVE_WEIGHT);
  }, 0);
}

function hasNumber(sentence: string): boolean {
  return /\p{N}/u.test(sentence) || words(sentence).some((word) => NUMBERS.has(word.toLowerCase()));
}
