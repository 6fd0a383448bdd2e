import { createHash } from "node:crypto";
import { setImmediate as others } from "node:timers/promises";
import { synonymGroups } from "../knowledge/synonyms.ts";
import { type IndexBuilder, keptIndex } from "../search/kept-index.ts";
import type { Searched } from "../search/passage.ts";
import type { PassageIndex } from "../search/passage-index.ts";
import { synonyms } from "../search/synonyms.ts";
import { wordsFrom } from "../store/rows.ts";
import type { Reader, Store } from "../store/store.ts";
import { allTopics, type Topic } from "../topic/topics.ts";
import { type ContentItem, findItems } from "./content-item.ts";

/** What an org recommends from: its items, its topics, and the index over the items. */
export type Shelf = {
  /** By item id. */
  items: ReadonlyMap<string, ShelfItem>;
  /** By topic id. */
  topics: ReadonlyMap<string, Topic>;
  /** A document of it is an item. */
  index: PassageIndex;
  /** Those of these items that are there now, with everything their source says of them, by item id. */
  whole(items: readonly string[]): Promise<ReadonlyMap<string, ContentItem>>;
};

/** What of an item decides whether and where it is shown; the rest stays in the store. */
export type ShelfItem = Pick<
  ContentItem,
  "item" | "language" | "format" | "level" | "minutes" | "topics" | "modified"
>;

/** Rows read between two looks at what else is waiting. */
const PAGE = 1_000;

/** One shelf per org, in memory; `refresh` after an import or a new topic list. */
export function shelves({ readOf }: Pick<Store, "readOf">, builder: IndexBuilder) {
  const kept = new Map<string, () => Promise<Shelf>>();
  const loaded = new Map<string, Shelf>();

  function refreshing(org: string): () => Promise<Shelf> {
    const read = readOf(org);
    const whole = (wanted: readonly string[]) => findItems(read, org, wanted);
    let topics: Shelf["topics"] = new Map();
    let items: Shelf["items"] = new Map();
    let named = "";
    const stampOf = (hash: string) => `${hash} ${named}`;
    const index = keptIndex(
      { org, of: "catalogue" },
      {
        async stamps() {
          topics = new Map((await allTopics(read, org)).map((topic) => [topic.topic, topic]));
          named = createHash("sha256")
            .update(JSON.stringify([...topics]))
            .digest("base64url");
          const found = await shelfItems(read, org);
          items = found.items;
          return new Map(Array.from(found.hashes, ([item, hash]) => [item, stampOf(hash)]));
        },
        synonyms: async () => synonyms(await synonymGroups(read, org)),
        async read(wanted) {
          const found = (await whole(wanted)).values();
          return Array.from(found, (item) => searchedItem(item, topics, stampOf(item.hash)));
        },
      },
      builder,
    );
    return async () => {
      const refreshed = await index.refresh();
      const shelf = { index: refreshed, items, topics, whole };
      loaded.set(org, shelf);
      return shelf;
    };
  }

  return {
    async of(org: string): Promise<Shelf> {
      return loaded.get(org) ?? this.refresh(org);
    },
    refresh(org: string): Promise<Shelf> {
      const refresh = kept.get(org) ?? refreshing(org);
      kept.set(org, refresh);
      return refresh();
    },
  };
}

export type Shelves = ReturnType<typeof shelves>;

/** An item as the search reads it. Its topics are in it in both languages: that way a German question finds an English item. */
export function searchedItem(item: ContentItem, topics: Shelf["topics"], stamp: string): Searched {
  const { item: id, title, language, format, level, minutes } = item;
  return {
    document: id,
    stamp,
    audience: [],
    facts: { language, format, level, minutes },
    passages: [{ passage: id, title, section: "", text: searchedText(item, topics) }],
  };
}

/** What is searched of an item besides its title. */
export function searchedText({ description, tags, topics }: ContentItem, known: Shelf["topics"]): string {
  const names = topics.flatMap((topic) => {
    const found = known.get(topic);
    return found ? [found.label.de, found.label.en, ...found.words.de, ...found.words.en] : [];
  });
  return [description, tags.join(", "), names.join(", ")].join("\n");
}

/** All items of an org with their hashes, read a page at a time, so that others have their turn. */
async function shelfItems(read: Reader, org: string) {
  const items = new Map<string, ShelfItem>();
  const hashes = new Map<string, string>();
  for (let after = ""; ; await others()) {
    const rows = await read
      .selectFrom("content_item")
      .select(["item", "language", "format", "level", "minutes", "topics_json", "modified", "hash"])
      .where("org", "=", org)
      .where("item", ">", after)
      .orderBy("item")
      .limit(PAGE)
      .execute();
    for (const { topics_json, hash, ...row } of rows) {
      items.set(row.item, { ...row, topics: wordsFrom(topics_json) });
      hashes.set(row.item, hash);
    }
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return { items, hashes };
    after = last.item;
  }
}
