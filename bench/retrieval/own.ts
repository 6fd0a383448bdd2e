import type { Language } from "../../src/channel/language.ts";
import { analyse } from "../../src/search/analyse.ts";
import { type PassageIndex, passageIndex } from "../../src/search/passage-index.ts";
import { isStopword } from "../../src/search/stopwords.ts";
import { words } from "../../src/search/tokens.ts";
import type { Found } from "./engine.ts";
import type { Item } from "./test-set.ts";

const EVERYONE: ReadonlySet<string> = new Set();

/** The product's own index over these, as the product builds it. */
export async function ownIndex(items: readonly Item[], language: Language): Promise<PassageIndex> {
  return passageIndex(
    items.map(({ id, document, title, text }) => {
      return { passage: id, document, title, section: "", text, language, audience: [] };
    }),
  );
}

/** The index after one document has changed. */
export async function ownIndexAfter(
  _before: PassageIndex,
  items: readonly Item[],
  language: Language,
): Promise<PassageIndex> {
  return ownIndex(items, language);
}

export function ownSearch(index: PassageIndex, question: string, limit: number): Found {
  const { band, hits } = index.search(question, { memberships: EVERYONE, limit });
  return { band, hits: hits.map(({ passage, score }) => ({ id: passage.passage, score })) };
}

/** The product's own index terms of a text, for engines that take them. */
export function ownTokens(text: string): string[] {
  return analyse(text).map(({ term }) => term);
}

/** The function words that occur in these, for engines that want them as a list. */
export function stopwordsIn(items: readonly Item[]): string[] {
  const seen = new Set(items.flatMap(({ title, text }) => words(`${title} ${text}`.toLowerCase())));
  return [...seen].filter(isStopword);
}
