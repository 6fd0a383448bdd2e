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
/** So much of it at least: two words may stand there by chance. Fewer do where a number is among them, or nothing else is said. */
const LEAST_ANCHORS = 3;
/** In a row: a model's own words for something, and no more. */
const MOST_ASTRAY = 2;
/** Compounds and their parts: "Budget" is borne out by "Lernbudget". */
const SHORTEST_PART = 5;
/** "Zeit" by "Lernzeit". */
const SHORTEST_END = 4;
/** Plain words say hardly anything by themselves, and are how one says the rest plainly. */
const PLAIN = new Set(
  analyse(
    `gelten gilt gehen geht bekommen bekommst bekommt brauchen brauchst sagen sag machen mach fragen frag kaufen kauf nutzen nutz okay
    weg ask get need help use mean buy say okay`,
  ).map(({ term }) => term),
);
const NEGATION =
  /(?<!\p{L})(?:nicht|nichts|kein|keine[mnrs]?|nie|niemals|niemand|ohne|weder|not|no|none|never|nobody|without|nor|free|cannot|kostenlos|gratis|\p{L}*frei|\p{L}+n['’]t)(?!\p{L})/iu;

export function evidenceOf(cited: readonly Source[], language: Language): Evidence {
  const text = cited.map((source) => source.text).join("\n");
  const terms = new Set(contentTerms(text));
  const long = [...terms].filter((term) => term.length >= SHORTEST_PART);
  const known = new Map<string, boolean>();
  const isBorne = (term: string) =>
    terms.has(term) ||
    (term.length >= SHORTEST_PART && long.some((other) => other.includes(term) || term.includes(other))) ||
    (term.length >= SHORTEST_END && long.some((other) => other.startsWith(term) || other.endsWith(term)));
  return {
    isForeign: cited.every((source) => source.language !== language),
    facts: factsOf(text).borneOut,
    negates: denies(text),
    bears(term) {
      const before = known.get(term);
      if (before !== undefined) return before;
      const borne = isBorne(term);
      known.set(term, borne);
      return borne;
    },
  };
}

export function areBorneOut(claimed: Facts, { facts }: Evidence): boolean {
  return bearOut(facts, claimed);
}

export function bearOut(facts: ReadonlySet<string>, { said }: Facts): boolean {
  return [...said].every((fact) => facts.has(fact));
}

export function denies(text: string): boolean {
  return NEGATION.test(text);
}

/** Whether a claim denies something where nothing is denied. */
export function deniesAlone(claim: string, { negates }: Evidence): boolean {
  return !negates && denies(claim);
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
  if (anchors >= LEAST_ANCHORS) return true;
  const own = weighed.reduce((sum, { all, borne }) => sum + all - borne, 0);
  const hasFact = weighed.some(({ facts }) => facts > 0);
  return !evidence.isForeign && anchors > 0 && (own === 0 || (hasFact && anchors > own));
}

/** Numbers are facts, and placeholders too: neither counts as a word. Nor does what says nothing. */
function contentTerms(text: string): string[] {
  return analyse(withoutPlaceholders(text)).flatMap(({ term }) =>
    /\p{N}/u.test(term) || PLAIN.has(term) ? [] : [term],
  );
}
