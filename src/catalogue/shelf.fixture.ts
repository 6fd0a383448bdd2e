import { passageIndex } from "../search/passage-index.ts";
import type { Topic } from "../topic/topics.ts";
import type { ContentItem } from "./content-item.ts";
import { type Shelf, searchedItem } from "./shelf.ts";

/** A shelf of these items, without a store. */
export function shelfOf(items: readonly ContentItem[], topics: readonly Topic[]): Shelf {
  const known = new Map(topics.map((topic) => [topic.topic, topic]));
  const all = new Map(items.map((item) => [item.item, item]));
  const index = passageIndex();
  index.update(items.map((item) => searchedItem(item, known, "")));
  return {
    items: all,
    topics: known,
    index,
    whole: async (wanted) => new Map([...all].filter(([item]) => wanted.includes(item))),
  };
}
