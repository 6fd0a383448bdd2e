import type { Problem } from "../knowledge/document.ts";
import { knowsMore } from "../org/org.ts";
import type { Reader, Store, Writer } from "../store/store.ts";
import { type Recognise, recogniser } from "../topic/recognise.ts";
import { allTopics } from "../topic/topics.ts";
import { type ContentItem, toRow } from "./content-item.ts";
import type { TopicsOf } from "./learning-content.ts";
import { readCatalogue } from "./read-catalogue.ts";
import type { CatalogueSource } from "./source.ts";

export type CatalogueImported =
  /** `leftOut` counts the records that their source says are not to be shown. */
  | {
      state: "imported";
      added: number;
      changed: number;
      removed: number;
      unchanged: number;
      leftOut: number;
    }
  /** Nothing was changed: the catalogue is what it was before. */
  | { state: "refused"; problems: Problem[] };

/** Rows in one statement: with their columns far below the 32,766 variables that SQLite takes. */
const ROWS_AT_ONCE = 500;

/**
 * Brings the items of one source up to date, all or nothing: the whole file is read and checked before anything is stored, and only
 * what differs is written. What learners saved of items that are gone stays.
 */
export async function importCatalogue(
  { store, org }: { store: Store; org: string },
  from: CatalogueSource,
): Promise<CatalogueImported> {
  const file = await from.read();
  const topicsOf = topicsFrom(recogniser(await allTopics(store.readOf(org), org)));
  const read = await readCatalogue(from.source, file, topicsOf);
  if (read.state === "refused") return read;

  const stored = await hashes(store.readOf(org), org, from.source);
  const now = new Set(read.items.map(({ item }) => item));
  const removed = [...stored.keys()].filter((item) => !now.has(item));
  const different = read.items.filter(({ item, hash }) => stored.get(item) !== hash);
  if (removed.length + different.length > 0) {
    await store.write(async (writer) => {
      // Looked at again: another import of this source may have come first.
      const present = await hashes(writer, org, from.source);
      const outdated = different.map(({ item }) => item).filter((item) => present.has(item));
      for (const some of chunks([...removed, ...outdated])) await remove(writer, org, some);
      for (const some of chunks(different)) await add(writer, org, some);
      await knowsMore(writer, org);
    }, org);
  }
  const changed = different.filter(({ item }) => stored.has(item)).length;
  return {
    state: "imported",
    added: different.length - changed,
    changed,
    removed: removed.length,
    unchanged: read.items.length - different.length,
    leftOut: read.leftOut,
  };
}

/** Removes what came from sources that are no longer there. What learners saved of it stays. */
export async function forgetSources(store: Store, org: string, kept: readonly string[]): Promise<void> {
  const rows = await store
    .readOf(org)
    .selectFrom("content_item")
    .select("source")
    .distinct()
    .where("org", "=", org)
    .execute();
  const gone = rows.map(({ source }) => source).filter((source) => !kept.includes(source));
  if (gone.length === 0) return;
  await store.write(async (writer) => {
    await writer.deleteFrom("content_item").where("org", "=", org).where("source", "in", gone).execute();
    await knowsMore(writer, org);
  }, org);
}

/** A catalogue has few different tags in very many items: each is recognised once. */
function topicsFrom(recognise: Recognise): TopicsOf {
  const known = new Map<string, string[]>();
  const topicsIn = (tag: string) => {
    const topics = known.get(tag) ?? recognise(tag).map(({ topic }) => topic);
    known.set(tag, topics);
    return topics;
  };
  return (tags, title) => {
    const named = [...new Set(tags.flatMap(topicsIn))];
    return named.length > 0 ? named : recognise(title).map(({ topic }) => topic);
  };
}

async function hashes(read: Reader, org: string, source: string): Promise<ReadonlyMap<string, string>> {
  const rows = await read
    .selectFrom("content_item")
    .select(["item", "hash"])
    .where("org", "=", org)
    .where("source", "=", source)
    .execute();
  return new Map(rows.map(({ item, hash }) => [item, hash]));
}

async function remove(writer: Writer, org: string, items: string[]): Promise<void> {
  await writer.deleteFrom("content_item").where("org", "=", org).where("item", "in", items).execute();
}

async function add(writer: Writer, org: string, items: readonly ContentItem[]): Promise<void> {
  await writer
    .insertInto("content_item")
    .values(items.map((item) => toRow(org, item)))
    .execute();
}

function chunks<Entry>(entries: readonly Entry[]): Entry[][] {
  const count = Math.ceil(entries.length / ROWS_AT_ONCE);
  return Array.from({ length: count }, (_, at) => entries.slice(at * ROWS_AT_ONCE, (at + 1) * ROWS_AT_ONCE));
}
