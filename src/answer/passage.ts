import { type Block, quiet, text } from "../channel/block.ts";
import type { Language } from "../channel/language.ts";
import type { QueryAnswer } from "../channel/query.ts";
import { texts } from "../i18n/texts.ts";
import { findPassage } from "../knowledge/passages.ts";
import type { Reader } from "../store/store.ts";
import { citationOf } from "./look-up.ts";

/** The source behind a citation, as it stands now, for somebody who may see it. */
export async function answerPassage(
  read: Reader,
  org: string,
  passage: string,
  memberships: ReadonlySet<string>,
  language: Language,
): Promise<QueryAnswer> {
  const source = await findPassage(read, org, passage, memberships);
  if (!source) return { state: "none" };
  const blocks: Block[] = [
    ...(source.section === "" ? [] : [quiet(source.section)]),
    text(source.text),
    quiet(citationOf(source, 1, language).detail),
    ...(source.audience.length === 0 ? [] : [quiet(texts[language].passage.restricted)]),
  ];
  return { state: "blocks", title: source.title, blocks };
}
