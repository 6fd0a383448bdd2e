import { analyse, type Token } from "./analyse.ts";
import type { WeightedTerm } from "./query.ts";
import type { View } from "./view.ts";

/** What a company calls by several names. Only what the asker may see counts, so hidden passages change nothing here either. */
export type Synonyms = {
  /** The words of a question, with a stretch that the asker sees nowhere put in the first words for it that they do see. */
  seen(question: readonly Token[], view: View): readonly Token[];
  /** For each word of a question, the terms of what means the same as it, or as the stretch it is part of. */
  others(question: readonly Token[], view: View): readonly (readonly WeightedTerm[])[];
};

/**
 * As much as a compound of the word: passages that say it as it was asked come first. The words of a phrase share it, because none of
 * them says alone what the phrase says.
 */
const WEIGHT = 0.5;

/** A word or phrase, and what else means the same. */
type Phrase = { tokens: readonly Token[]; others: (readonly Token[])[] };

/** From groups of words and phrases that mean the same. A phrase is met where its words follow each other, stop words aside. */
export function synonyms(groups: readonly (readonly string[])[]): Synonyms {
  const starting = new Map<string, Phrase[]>();
  for (const group of groups) {
    const all = group.map(analyse).filter((tokens) => tokens.length > 0);
    for (const tokens of all) {
      const others = all.filter((other) => textOf(other) !== textOf(tokens));
      const first = tokens[0]?.term ?? "";
      if (others.length > 0) starting.set(first, [...(starting.get(first) ?? []), { tokens, others }]);
    }
  }
  if (starting.size === 0) return NO_SYNONYMS;

  const isSeen = (tokens: readonly Token[], view: View) =>
    tokens.every(({ term }) => view.term(term) !== undefined);

  /** The phrases that begin at this word of the question, the longest first. */
  function phrasesAt(question: readonly Token[], at: number): Phrase[] {
    return (starting.get(question[at]?.term ?? "") ?? [])
      .filter(({ tokens }) => tokens.every(({ term }, n) => question[at + n]?.term === term))
      .sort((one, other) => other.tokens.length - one.tokens.length);
  }

  return {
    seen(question, view) {
      const words: Token[] = [];
      for (let at = 0; at < question.length; ) {
        const [found] = phrasesAt(question, at).flatMap(({ tokens, others }) => {
          const other = isSeen(tokens, view) ? undefined : others.find((each) => isSeen(each, view));
          return other ? [{ length: tokens.length, other }] : [];
        });
        words.push(...(found?.other ?? question.slice(at, at + 1)));
        at += found?.length ?? 1;
      }
      return words;
    },
    others(question, view) {
      const terms = question.map((): WeightedTerm[] => []);
      for (const at of question.keys()) {
        for (const { tokens, others } of phrasesAt(question, at)) {
          const same = others
            .filter((other) => isSeen(other, view))
            .flatMap((other) => other.map(({ term }) => ({ term: view.term(term), share: other.length })))
            .flatMap(({ term, share }) => (term === undefined ? [] : [{ term, weight: WEIGHT / share }]));
          for (const n of tokens.keys()) terms[at + n]?.push(...same);
        }
      }
      return terms;
    },
  };
}

export const NO_SYNONYMS: Synonyms = { seen: (question) => question, others: () => [] };

function textOf(tokens: readonly Token[]): string {
  return tokens.map(({ term }) => term).join(" ");
}
