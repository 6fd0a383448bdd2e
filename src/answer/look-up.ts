import type { Citation } from "../channel/block.ts";
import type { Language } from "../channel/language.ts";
import { dateInWords, texts } from "../i18n/texts.ts";
import { findPassages, type SourcePassage } from "../knowledge/passages.ts";
import type { Band, Sentence } from "../search/passage.ts";
import { sentences as sentencesOf } from "../search/sentences.ts";
import type { Reader } from "../store/store.ts";
import { find } from "./find.ts";
import type { Library } from "./library.ts";
import type { Cited } from "./writer.ts";

/** How many passages are cited, and what share of the best one's score a further one needs. Whoever gets no sure answer chooses from more. */
const CITED = {
  answer: { most: 3, share: 0.65 },
  unsure: { most: 7, share: 0.5 },
  none: { most: 0, share: 1 },
} as const satisfies Record<Band, { most: number; share: number }>;

export type Asked = {
  org: string;
  question: string;
  language: Language;
  memberships: ReadonlySet<string>;
};

export type LookedUp = {
  band: Band;
  cited: Cited[];
  /** Passages that came close and are not cited. */
  near: string[];
};

/**
 * What an org's documents have to say to a question, best first; nothing with "none". The index says where, the store what: nobody reads
 * words that have gone, or are no longer for them, since the index was last brought up to date.
 */
export async function lookUp(
  read: Reader,
  library: Library,
  { org, question, language, memberships }: Asked,
): Promise<LookedUp> {
  const { band, hits, sentences } = await find(library, { question, memberships }, CITED.unsure.most);
  const { most, share } = CITED[band];
  const least = (hits[0]?.score ?? 0) * share;
  const close = hits.slice(0, most).filter(({ score }) => score >= least);
  const names = hits.map(({ passage }) => passage);
  const sources = await findPassages(read, org, names, memberships);
  const found = close.flatMap(({ passage, byWords }) => {
    const source = sources.get(passage);
    return source ? [{ source, byWords }] : [];
  });
  const cited = found.map(({ source, byWords }, at) => ({
    source,
    sentences: byWords ? sentences(source.text) : unmarked(source.text),
    citation: citationOf(source, at + 1, language),
  }));
  const near = names.filter((passage) => sources.has(passage)).slice(found.length);
  return { band: cited.length === 0 ? "none" : band, cited, near };
}

/** No sentence of what its meaning alone has found stands out by its words. */
export function unmarked(text: string): Sentence[] {
  return sentencesOf(text).map((text) => ({ text, mark: false }));
}

export function citationOf(source: SourcePassage, number: number, language: Language): Citation {
  const reviewed = source.reviewed === null ? null : dateInWords(language, source.reviewed);
  return {
    number,
    title: source.title,
    section: source.section,
    detail: texts[language].ask.source(source.owner, reviewed),
    passage: source.passage,
    url: source.url,
  };
}
