import { analyse, type Token } from "./analyse.ts";
import type { WeightedTerm } from "./query.ts";
import type { View } from "./view.ts";

/** What a company calls by several names. Only what the asker may see counts, so hidden passages change nothing here either. */
export type Synonyms = {
  /** The words of a question, with a stretch that the asker sees nowhere put in the first words for it that they do see. */
  seen(question: readonly Token[], view: View): readonly Token[];
  /** For each word of a question, what means the same as it, or as the stretch it is part of. */
  others(question: readonly Token[], view: View): readonly Others[];
};

/** Terms of single words; and phrases, which count where their words follow each other. */
export type Others = { terms: WeightedTerm[]; phrases: WeightedPhrase[] };
export type WeightedPhrase = { terms: readonly number[]; weight: number };

/** As much as a compound of the word: a passage that says it as it was asked counts more. */
const WEIGHT = 0.5;
/** More of them for one word of a question, words and phrases each, and a file could keep everybody waiting. The first ones count. */
const MOST_OTHERS = 100;

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
      const same = question.map((): Others => ({ terms: [], phrases: [] }));
      for (const at of question.keys()) {
        for (const { tokens, others } of phrasesAt(question, at)) {
          for (const other of others) {
            const terms = other.flatMap(({ term }) => view.term(term) ?? []);
            if (terms.length < other.length) continue;
            for (const { terms: words, phrases } of same.slice(at, at + tokens.length)) {
              const [first, ...more] = terms;
              const isWord = first !== undefined && more.length === 0;
              if ((isWord ? words : phrases).length >= MOST_OTHERS) continue;
              if (isWord) words.push({ term: first, weight: WEIGHT });
              else phrases.push({ terms, weight: WEIGHT });
            }
          }
        }
      }
      return same;
    },
  };
}

export const NO_SYNONYMS: Synonyms = { seen: (question) => question, others: () => [] };

function textOf(tokens: readonly Token[]): string {
  return tokens.map(({ term }) => term).join(" ");
}
