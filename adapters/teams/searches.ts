import { z } from "zod";
import type { Inward } from "../../src/channel/adapter.ts";
import type { Card } from "../../src/channel/block.ts";
import type { Language } from "../../src/channel/language.ts";
import { texts } from "../../src/i18n/texts.ts";
import { SEARCHED } from "./manifest.ts";
import { renderPreview, renderSearchResults } from "./render/search.ts";
import type { By, Taking } from "./take.ts";

const Query = z.object({
  parameters: z.array(z.object({ name: z.string(), value: z.string().default("") })).default([]),
  queryOptions: z.object({ skip: z.number().int().nonnegative().default(0) }).nullish(),
});
const Link = z.object({ url: z.string().max(2000) });
const LONGEST_SEARCH = 200;

type Parts = { inward: Inward; taking: Taking; languageOf(by: By): Promise<Language> };

/** Searches in the box to write in, and previews of links: read only, and only of what this person may see. */
export function searching({ inward, taking, languageOf }: Parts) {
  async function cardsOf(by: By, view: string, value: string): Promise<Card[]> {
    const found = await inward.answer({ kind: "view", view, value }, taking.asker(by));
    if (found.state !== "blocks") return [];
    return found.blocks.flatMap((block) => (block.kind === "cards" ? block.cards : []));
  }

  return {
    async query(by: By, value: unknown): Promise<object> {
      const { parameters = [], queryOptions } = Query.safeParse(value).data ?? {};
      const language = await languageOf(by);
      // Before anything was typed, Teams asks for a first list.
      const searched = parameters.find(({ name }) => name === SEARCHED)?.value.slice(0, LONGEST_SEARCH) ?? "";
      const isFurther = (queryOptions?.skip ?? 0) > 0;
      const cards = isFurther ? [] : await cardsOf(by, "recommend.found", searched);
      if (cards.length > 0) return renderSearchResults(cards, language);
      return said(texts[language].teams.nothingFound);
    },

    async link(by: By, value: unknown): Promise<object> {
      const url = Link.safeParse(value).data?.url;
      const [card] = url === undefined ? [] : await cardsOf(by, "recommend.link", url);
      const language = await languageOf(by);
      return card ? renderPreview(card, language) : said(texts[language].teams.nothingFound);
    },
  };
}

function said(text: string): object {
  return { composeExtension: { type: "message", text } };
}
