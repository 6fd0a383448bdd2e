import { analyse, stem, type Token } from "./analyse.ts";
import type { Compounds } from "./compounds.ts";
import type { View } from "./view.ts";
import type { Vocabulary } from "./vocabulary.ts";

/**
 * A term to look for and how much an occurrence counts: 1 for the very term asked for, less for its relatives, and still less
 * for relatives more common than itself, which say less about the question.
 */
export type WeightedTerm = { term: number; weight: number };

/**
 * One content word of a question with everything that may stand for it; the group is scored as if it were a single term.
 * `known`: the word itself, or its umlaut spelling, occurs in a passage the asker may see. `idf`: its inverse document frequency.
 */
export type TermGroup = { text: string; known: boolean; idf: number; terms: WeightedTerm[] };

/** Distinct words of a question that count: the first and the last ones of a long text. */
const MOST_WORDS = 48;
const COMPOUND_WEIGHT = 0.5;
const SIMILAR_WEIGHT = 0.35;
const SIMILAR_WEIGHT_UNKNOWN = 0.6;

/** Reads a question against what the asker may see of the corpus. */
export function termGroups(
  question: string,
  view: View,
  compounds: Compounds,
  vocabulary: Vocabulary,
): TermGroup[] {
  const tokens = new Map(analyse(question).map((token) => [token.term, token]));
  return ends([...tokens.values()], MOST_WORDS).map((token) => termGroup(token, view, compounds, vocabulary));
}

function ends<Item>(items: readonly Item[], most: number): Item[] {
  return items.filter((_, at) => at < most / 2 || at >= items.length - most / 2);
}

function termGroup(token: Token, view: View, compounds: Compounds, vocabulary: Vocabulary): TermGroup {
  const spelt = view.term(token.term) === undefined ? withUmlauts(token, view) : token;
  const own = view.term(spelt.term);
  const weights = new Map<number, number>();
  const add = (term: number, weight: number) => weights.set(term, Math.max(weight, weights.get(term) ?? 0));

  if (own !== undefined) {
    add(own, 1);
    for (const term of compounds.containing(own, view)) add(term, COMPOUND_WEIGHT);
  }
  for (const term of compounds.parts(spelt.word, view)) add(term, COMPOUND_WEIGHT);
  const weight = own === undefined ? SIMILAR_WEIGHT_UNKNOWN : SIMILAR_WEIGHT;
  for (const { term, similarity } of vocabulary.similar(spelt.term, view))
    add(term, weight * (0.3 + 0.7 * similarity));
  if (own === undefined) {
    for (const { term, similarity } of vocabulary.misspelt(spelt.term, view))
      add(term, weight * (0.3 + 0.7 * similarity));
  }

  const groupIdf = idf(
    own === undefined ? closestFrequency(weights, view) : view.frequency(own),
    view.passages,
  );
  const terms = Array.from(weights, ([term, weight]) => {
    const share = Math.min(1, idf(view.frequency(term), view.passages) / groupIdf);
    return { term, weight: term === own ? 1 : weight * share ** 2 };
  });
  return { text: spelt.term, known: own !== undefined, idf: groupIdf, terms };
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
function idf(frequency: number, passages: number): number {
  return Math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5));
}

/** Someone without umlaut keys types "Pruefung": an unknown word with ae, oe or ue is tried as an umlaut. */
function withUmlauts(token: Token, view: View): Token {
  const word = token.word.replaceAll("ae", "ä").replaceAll("oe", "ö").replaceAll("ue", "ü");
  const term = word === token.word ? token.term : stem(word);
  return view.term(term) === undefined ? token : { word, term };
}
