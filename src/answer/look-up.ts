import type { Citation } from "../channel/block.ts";
import type { Language } from "../channel/language.ts";
import { dateInWords, texts } from "../i18n/texts.ts";
import type { SourcePassage } from "../knowledge/passages.ts";
import type { Band } from "../search/passage.ts";
import type { Library } from "./library.ts";
import type { Cited } from "./writer.ts";

/** How many passages are cited, and what share of the best one's score a further one needs. Whoever gets no sure answer chooses from more. */
const CITED = {
  answer: { most: 3, share: 0.75 },
  unsure: { most: 5, share: 0.5 },
  none: { most: 0, share: 1 },
} as const satisfies Record<Band, { most: number; share: number }>;

export type Asked = { question: string; language: Language; memberships: ReadonlySet<string> };

/** What the library has to say to a question, best first; nothing with "none". */
export function lookUp(
  library: Library,
  { question, language, memberships }: Asked,
): { band: Band; cited: Cited[] } {
  const { band, hits } = library.index.search(question, { memberships, limit: CITED.unsure.most });
  const cited = closest(library, hits.slice(0, CITED[band].most), CITED[band].share, language);
  return { band: cited.length === 0 ? "none" : band, cited };
}

function closest(
  library: Library,
  hits: readonly Cited["hit"][],
  share: number,
  language: Language,
): Cited[] {
  const best = hits[0]?.score ?? 0;
  return hits
    .filter((hit) => hit.score >= best * share)
    .flatMap((hit) => {
      const source = library.passages.get(hit.passage.passage);
      return source ? [{ hit, source }] : [];
    })
    .map(({ hit, source }, at) => ({ hit, source, citation: citationOf(source, at + 1, language) }));
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
