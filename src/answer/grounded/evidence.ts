import type { Language } from "../../channel/language.ts";
import { analyse } from "../../search/analyse.ts";
import { sentences } from "../../search/sentences.ts";
import { type Facts, factsOf, withoutPlaceholders } from "./facts.ts";

/** What a claim may stand in: a source as the model got it. */
export type Source = { number: number; language: Language; text: string };

/** What the cited sources of a claim bear out. */
export type Evidence = {
  /** All of them are in another language than the answer: then words prove little. */
  isForeign: boolean;
  facts: ReadonlySet<string>;
  negates: boolean;
  bears(term: string): boolean;
};

/**
 * The share of what a claim says (its content words, numbers, dates) that its sources have. In the language of the sources most of a
 * true claim stands there; in another one names, loan words and numbers are all that can be compared. Measured: docs/answers.md.
 */
const LEAST_SHARE = { same: 0.6, foreign: 0.5 };
/** So much of it at least: two words may stand there by chance. Fewer do where a number is among them. */
const LEAST_ANCHORS = 3;
const LEAST_WITH_FACT = 2;
/** In a row: a model's own words for something, and no more. */
const MOST_ASTRAY = 2;
/** Compounds and their parts: "Budget" is borne out by "Lernbudget". */
const SHORTEST_PART = 5;
const NEGATION =
  /(?<!\p{L})(?:nicht|nichts|kein|keine[mnrs]?|nie|niemals|niemand|ohne|weder|not|no|none|never|nobody|without|nor|free|cannot|\p{L}+frei|\p{L}+n['’]t)(?!\p{L})/iu;

export function evidenceOf(cited: readonly Source[], language: Language): Evidence {
  const text = cited.map((source) => source.text).join("\n");
  const terms = new Set(contentTerms(text));
  const long = [...terms].filter((term) => term.length >= SHORTEST_PART);
  const known = new Map<string, boolean>();
  const isBorne = (term: string) =>
    terms.has(term) ||
    (term.length >= SHORTEST_PART && long.some((other) => other.includes(term) || term.includes(other)));
  return {
    isForeign: cited.every((source) => source.language !== language),
    facts: factsOf(text).borneOut,
    negates: NEGATION.test(text),
    bears(term) {
      const before = known.get(term);
      if (before !== undefined) return before;
      const borne = isBorne(term);
      known.set(term, borne);
      return borne;
    },
  };
}

export function areBorneOut({ said }: Facts, { facts }: Evidence): boolean {
  return [...said].every((fact) => facts.has(fact));
}

/** Whether a claim denies something where nothing is denied. */
export function deniesAlone(claim: string, { negates }: Evidence): boolean {
  return !negates && NEGATION.test(claim);
}

/** What speaks for a sentence. Its facts are known to be borne out. `astray`: the most words in a row that are not. */
function weigh(
  sentence: string,
  { bears }: Evidence,
): { all: number; borne: number; facts: number; astray: number } {
  const terms = contentTerms(sentence).map(bears);
  const facts = factsOf(sentence).said.size;
  let [astray, run] = [0, 0];
  for (const isBorne of terms) {
    run = isBorne ? 0 : run + 1;
    astray = Math.max(astray, run);
  }
  return { all: terms.length + facts, borne: terms.filter(Boolean).length + facts, facts, astray };
}

/** Whether enough speaks for each sentence of a claim and for all of them; for a beginning less than for the whole. */
export function isSupported(claim: string, evidence: Evidence, how: "begun" | "whole"): boolean {
  const least = LEAST_SHARE[evidence.isForeign ? "foreign" : "same"];
  const weighed = sentences(claim).map((sentence) => weigh(sentence, evidence));
  if (weighed.some(({ all, borne, astray }) => borne < all * least || astray > MOST_ASTRAY)) return false;
  const anchors = weighed.reduce((sum, { borne }) => sum + borne, 0);
  if (how === "begun") return anchors > 0;
  const hasFact = weighed.some(({ facts }) => facts > 0);
  return anchors >= (hasFact && !evidence.isForeign ? LEAST_WITH_FACT : LEAST_ANCHORS);
}

/** Numbers are facts, and placeholders too: neither counts as a word. */
function contentTerms(text: string): string[] {
  return analyse(withoutPlaceholders(text)).flatMap(({ term }) => (/\p{N}/u.test(term) ? [] : [term]));
}
