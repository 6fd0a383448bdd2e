import { stem, type Token } from "./analyse.ts";
import type { Compounds } from "./compounds.ts";
import { NO_SYNONYMS, type Others, type Synonyms, type WeightedPhrase } from "./synonyms.ts";
import { contentWords } from "./tokens.ts";
import type { View } from "./view.ts";
import type { Neighbour, Vocabulary } from "./vocabulary.ts";

/**
 * A term to look for and how much an occurrence counts: 1 for the very term asked for, less for its relatives, and still less
 * for relatives more common than itself, which say less about the question.
 */
export type WeightedTerm = { term: number; weight: number };

/**
 * One content word of a question with everything that may stand for it; the group is scored as if it were a single term.
 * `known`: the asker may see a passage with the word itself, its umlaut spelling, or a compound of it and its neighbour.
 * `idf`: its inverse document frequency. `phrases`: synonyms of several words.
 */
export type TermGroup = {
  known: boolean;
  idf: number;
  terms: WeightedTerm[];
  phrases?: readonly WeightedPhrase[];
};

/** Distinct words of a question that count, the first and the last ones of a long text; the others cost no time. */
const MOST_WORDS = 48;
/** Question words of two parts, such as "wie hoch" and "how long"; the second says no more of the subject than the first. */
const MEASURE =
  /(?<!\p{L})(wie|how)\s(?:lange?|oft|hoch|weit|alt|groß|teuer|schnell|long|often|high|far|old|big|large|fast|soon)(?!\p{L})/giu;
const COMPOUND_WEIGHT = 0.5;
const SIMILAR_WEIGHT = 0.35;
/** What a typing error probably made of the word in question counts as the word, less only for the letters that differ. */
const MISSPELT_WEIGHT = 1;
const SIMILAR_WEIGHT_UNKNOWN = 0.6;
/** Relatives of a known word begin like it; "reason" says nothing about a "season". In letters. */
const SAME_BEGINNING = 2;

/** Reads a question against what the asker may see of the corpus. */
export function termGroups(
  question: string,
  view: View,
  compounds: Compounds,
  vocabulary: Vocabulary,
  synonyms: Synonyms = NO_SYNONYMS,
): TermGroup[] {
  const words = ends([...new Set(contentWords(question.replace(MEASURE, "$1")))], MOST_WORDS);
  const spelt = words.map((word) => withUmlauts({ word, term: stem(word) }, view));
  const seen = synonyms.seen(spelt, view);
  const tokens = [...new Map(seen.map((token) => [token.term, token])).values()];
  const others = synonyms.others(tokens, view);
  return tokens.map((token, at) => {
    const neighbours = [tokens[at - 1], tokens[at + 1]].filter((neighbour) => neighbour !== undefined);
    const joined = neighbours.flatMap((neighbour) => compounds.joined(token.word, neighbour.word, view));
    return termGroup(token, joined, others[at], view, compounds, vocabulary);
  });
}

function ends<Item>(items: readonly Item[], most: number): Item[] {
  return items.filter((_, at) => at < most / 2 || at >= items.length - most / 2);
}

/** `joined`: compounds of the word and its neighbours in the question, which are as good as the word itself. `others`: its synonyms. */
function termGroup(
  token: Token,
  joined: readonly number[],
  others: Others | undefined,
  view: View,
  compounds: Compounds,
  vocabulary: Vocabulary,
): TermGroup {
  const own = view.term(token.term);
  const exact = own === undefined ? joined : [own, ...joined];
  const weights = new Map<number, number>();
  const add = (term: number, weight: number) => weights.set(term, Math.max(weight, weights.get(term) ?? 0));
  const addAlike = (weight: number, { term, similarity }: Neighbour) =>
    add(term, weight * (0.3 + 0.7 * similarity));

  for (const term of exact) add(term, 1);
  for (const { term, weight } of others?.terms ?? []) add(term, weight);
  if (own !== undefined) for (const term of compounds.containing(own, view)) add(term, COMPOUND_WEIGHT);
  for (const term of compounds.parts(token.word, view)) add(term, COMPOUND_WEIGHT);
  for (const neighbour of vocabulary.similar(token.term, view)) {
    if (own === undefined) addAlike(SIMILAR_WEIGHT_UNKNOWN, neighbour);
    else if (beginsAlike(token.term, neighbour.term, view)) addAlike(SIMILAR_WEIGHT, neighbour);
  }
  if (own === undefined)
    for (const meant of vocabulary.misspelt(token.term, view)) addAlike(MISSPELT_WEIGHT, meant);

  const frequency = own === undefined ? closestFrequency(weights, view) : view.frequency(own);
  const idf = inverseDocumentFrequency(frequency, view.passages);
  const terms = Array.from(weights, ([term, weight]) => {
    const share = Math.min(1, inverseDocumentFrequency(view.frequency(term), view.passages) / idf);
    return { term, weight: exact.includes(term) ? 1 : weight * share ** 2 };
  });
  return { known: exact.length > 0, idf, terms, ...(others && { phrases: others.phrases }) };
}

function beginsAlike(text: string, term: number, view: View): boolean {
  return view.corpus.lexicon.terms.text(term).startsWith(text.slice(0, SAME_BEGINNING));
}

/** In how many passages the closest stand-in for an unknown word occurs; 0 if nothing stands in. */
function closestFrequency(weights: ReadonlyMap<number, number>, view: View): number {
  let closest = { weight: 0, frequency: 0 };
  for (const [term, weight] of weights) {
    const frequency = view.frequency(term);
    if (weight > closest.weight || (weight === closest.weight && frequency > closest.frequency)) {
      closest = { weight, frequency };
    }
  }
  return closest.frequency;
}

/** Robertson's inverse document frequency in the form that never turns negative. */
export function inverseDocumentFrequency(frequency: number, passages: number): number {
  return Math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5));
}

/** Someone without umlaut keys types "Pruefung": an unknown word with ae, oe or ue is tried as an umlaut. */
function withUmlauts(token: Token, view: View): Token {
  if (view.term(token.term) !== undefined) return token;
  const word = token.word.replaceAll("ae", "ä").replaceAll("oe", "ö").replaceAll("ue", "ü");
  if (word === token.word) return token;
  const term = stem(word);
  return view.term(term) === undefined ? token : { word, term };
}
