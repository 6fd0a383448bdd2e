import { recommend as recommended } from "../src/catalogue/recommend.ts";
import type { Shelves } from "../src/catalogue/shelf.ts";
import type { Wish } from "../src/catalogue/wish.ts";
import type { View } from "../src/dialog/dialog.ts";
import type { TopicRecognisers } from "../src/topic/recognisers.ts";
import { itemCard } from "./item-card.ts";
import { ANYTHING } from "./search.ts";

/** A page of what a search in the box to write in shows. */
const MOST = 15;

/** What the catalogue has on some words, for a list that stands outside of any conversation: without words, anything. */
export function foundView({
  shelves,
  recognisers,
}: {
  shelves: Shelves;
  recognisers: TopicRecognisers;
}): View {
  return async (setting, words) => {
    const { org, texts, language: spoken } = setting;
    const shelf = await shelves.of(org);
    const topics = (await recognisers.of(org))(words).map(({ topic }) => topic);
    const wish: Wish = { ...ANYTHING, text: words, topics, most: MOST, spoken };
    const nothing = { declined: new Set<string>(), done: new Set<string>() };
    const { found } = await recommended(shelf, wish, nothing);
    const cards = found.map((one) => itemCard(setting, shelf, one));
    return { title: texts.recommend.label, blocks: [{ kind: "cards", label: "", cards }] };
  };
}
