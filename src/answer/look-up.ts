import type { Citation } from "../channel/block.ts";
import type { Language } from "../channel/language.ts";
import { dateInWords, texts } from "../i18n/texts.ts";
import type { SourcePassage } from "../knowledge/passages.ts";
import type { Band } from "../search/passage.ts";
import { find } from "./find.ts";
import type { Library } from "./library.ts";
import type { Cited } from "./writer.ts";

const MOST_CITED = 3;
/** A further passage is cited if it scores at least this share of the best. */
const CLOSE_ENOUGH = 0.75;

export type Asked = { question: string; language: Language; memberships: ReadonlySet<string> };

/** What the library has to say to a question, best first; nothing with "none". */
export async function lookUp(
  library: Library,
  { language, ...asked }: Asked,
): Promise<{ band: Band; cited: Cited[] }> {
  const { band, hits } = await find(library, asked, MOST_CITED);
  const cited = band === "none" ? [] : closest(library, hits, language);
  return { band: cited.length === 0 ? "none" : band, cited };
}

function closest(library: Library, hits: readonly Cited["hit"][], language: Language): Cited[] {
  const best = hits[0]?.score ?? 0;
  return hits
    .filter((hit) => hit.score >= best * CLOSE_ENOUGH)
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
