import type { Citation } from "../channel/block.ts";
import type { Language } from "../channel/language.ts";
import { dateInWords, texts } from "../i18n/texts.ts";
import { findPassages, type SourcePassage } from "../knowledge/passages.ts";
import type { Band } from "../search/passage.ts";
import type { PassageIndex } from "../search/passage-index.ts";
import type { Reader } from "../store/store.ts";
import type { Cited } from "./writer.ts";

const MOST_CITED = 3;
/** A further passage is cited if it scores at least this share of the best. */
const CLOSE_ENOUGH = 0.75;

export type Asked = {
  org: string;
  question: string;
  language: Language;
  memberships: ReadonlySet<string>;
};

/**
 * What an org's documents have to say to a question, best first; nothing with "none". The index says where, the store what: nobody reads
 * words that have gone, or are no longer for them, since the index was last brought up to date.
 */
export async function lookUp(
  read: Reader,
  index: PassageIndex,
  { org, question, language, memberships }: Asked,
): Promise<{ band: Band; cited: Cited[] }> {
  await index.prepare(memberships);
  const { band, hits, sentences } = index.search(question, { memberships, limit: MOST_CITED });
  if (band === "none") return { band, cited: [] };
  const least = (hits[0]?.score ?? 0) * CLOSE_ENOUGH;
  const close = hits.filter(({ score }) => score >= least).map(({ passage }) => passage);
  const sources = await findPassages(read, org, close, memberships);
  const found = close.flatMap((passage) => sources.get(passage) ?? []);
  const cited = found.map((source, at) => ({
    source,
    sentences: sentences(source.text),
    citation: citationOf(source, at + 1, language),
  }));
  return { band: cited.length === 0 ? "none" : band, cited };
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
