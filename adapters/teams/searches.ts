import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Inward } from "../../src/channel/adapter.ts";
import type { Card } from "../../src/channel/block.ts";
import type { Language } from "../../src/channel/language.ts";
import { texts } from "../../src/i18n/texts.ts";
import { SEARCHED } from "./manifest.ts";
import { saidInSearch } from "./render/refusal.ts";
import { renderPreview, renderSearchResults } from "./render/search.ts";
import type { By, Taking } from "./take.ts";

const Query = z.object({
  parameters: z.array(z.object({ name: z.string(), value: z.string().default("") })).default([]),
  queryOptions: z.object({ skip: z.number().int().nonnegative().default(0) }).nullish(),
});
const Link = z.object({ url: z.string().max(2000) });
const LONGEST_SEARCH = 200;
/** Teams waits five seconds, and then shows an error of its own. */
const IN_TIME_MS = 3500;

type Parts = {
  inward: Inward;
  taking: Taking;
  languageOf(by: By): Promise<Language>;
  /** Whose links are previewed. */
  links: readonly string[];
};

/** Searches in the box to write in, and previews of links: read only, and only of what this person may see. */
export function searching({ inward, taking, languageOf, links }: Parts) {
  async function cardsOf(by: By, view: string, value: string): Promise<Card[]> {
    const found = await inward.answer({ kind: "view", view, value }, taking.asker(by));
    if (found.state !== "blocks") return [];
    return found.blocks.flatMap((block) => (block.kind === "cards" ? block.cards : []));
  }

  async function find(by: By, value: unknown): Promise<object> {
    const { parameters = [], queryOptions } = Query.safeParse(value).data ?? {};
    const language = await languageOf(by);
    // Before anything was typed, Teams asks for a first list.
    const searched = parameters.find(({ name }) => name === SEARCHED)?.value.slice(0, LONGEST_SEARCH) ?? "";
    const isFurther = (queryOptions?.skip ?? 0) > 0;
    const cards = isFurther ? [] : await cardsOf(by, "recommend.found", searched);
    if (cards.length > 0) return renderSearchResults(cards, language);
    return saidInSearch(texts[language].teams.nothingFound);
  }

  async function preview(by: By, value: unknown): Promise<object> {
    const url = Link.safeParse(value).data?.url;
    const isOurs = url !== undefined && links.includes(URL.parse(url)?.hostname ?? "");
    const [card] = isOurs ? await cardsOf(by, "recommend.link", url) : [];
    const language = await languageOf(by);
    return card ? renderPreview(card, language) : saidInSearch(texts[language].teams.nothingFound);
  }

  return {
    query: (by: By, value: unknown): Promise<object> => inTime(by, find(by, value)),
    link: (by: By, value: unknown): Promise<object> => inTime(by, preview(by, value)),
  };
}

function inTime({ sender }: By, found: Promise<object>): Promise<object> {
  const late = saidInSearch(texts[sender.language ?? "en"].teams.takesTooLong);
  return Promise.race([found, pause(IN_TIME_MS, late, { ref: false })]);
}
