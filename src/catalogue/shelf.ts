import { type PassageIndex, passageIndex } from "../search/passage-index.ts";
import type { Store } from "../store/store.ts";
import { allTopics, type Topic } from "../topic/topics.ts";
import { type ContentItem, fromRow } from "./content-item.ts";

/** What an org recommends from: its items, its topics, and the index over the items. */
export type Shelf = {
  /** By item id. */
  items: ReadonlyMap<string, ContentItem>;
  /** By topic id. */
  topics: ReadonlyMap<string, Topic>;
  /** A passage of it is an item. */
  index: PassageIndex;
};

/** One shelf per org, in memory; `refresh` after an import or a new topic list. */
export function shelves({ readOf }: Pick<Store, "readOf">) {
  const loaded = new Map<string, Shelf>();
  return {
    async of(org: string): Promise<Shelf> {
      return loaded.get(org) ?? this.refresh(org);
    },
    async refresh(org: string): Promise<Shelf> {
      const read = readOf(org);
      const rows = await read
        .selectFrom("content_item")
        .selectAll()
        .where("org", "=", org)
        .orderBy("item")
        .execute();
      const shelf = shelfOf(rows.map(fromRow), await allTopics(read, org));
      loaded.set(org, shelf);
      return shelf;
    },
  };
}

export type Shelves = ReturnType<typeof shelves>;

export function shelfOf(items: readonly ContentItem[], topics: readonly Topic[]): Shelf {
  const known = new Map(topics.map((topic) => [topic.topic, topic]));
  return {
    items: new Map(items.map((item) => [item.item, item])),
    topics: known,
    index: passageIndex(
      items.map((item) => ({
        passage: item.item,
        document: item.item,
        title: item.title,
        section: "",
        text: searchedText(item, known),
        language: item.language,
        audience: [],
      })),
    ),
  };
}

/** Its topics are in it in both languages: that way a German question finds an English item. */
function searchedText({ description, tags, topics }: ContentItem, known: Shelf["topics"]): string {
  const names = topics.flatMap((topic) => {
    const found = known.get(topic);
    return found ? [found.label.de, found.label.en, ...found.words.de, ...found.words.en] : [];
  });
  return [description, tags.join(", "), names.join(", ")].join("\n");
}
