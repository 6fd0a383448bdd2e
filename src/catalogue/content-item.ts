import { wordsFrom } from "../store/rows.ts";
import type { Schema } from "../store/schema.ts";
import type { Reader } from "../store/store.ts";

/** An entry of the catalogue. */
export type ContentItem = Omit<Schema["content_item"], "org" | "topics_json" | "tags_json"> & {
  /** Topic ids. */
  topics: string[];
  /** Words its source gave it. */
  tags: string[];
};

export function toRow(org: string, { topics, tags, ...columns }: ContentItem): Schema["content_item"] {
  return { org, ...columns, topics_json: JSON.stringify(topics), tags_json: JSON.stringify(tags) };
}

function fromRow(row: Schema["content_item"]): ContentItem {
  const { org: _, topics_json, tags_json, ...columns } = row;
  return { ...columns, topics: wordsFrom(topics_json), tags: wordsFrom(tags_json) };
}

/** Those of these items that are in the catalogue now, by id. */
export async function findItems(
  read: Reader,
  org: string,
  items: readonly string[],
): Promise<ReadonlyMap<string, ContentItem>> {
  if (items.length === 0) return new Map();
  const rows = await read
    .selectFrom("content_item")
    .selectAll()
    .where("org", "=", org)
    .where("item", "in", items)
    .execute();
  return new Map(rows.map((row) => [row.item, fromRow(row)]));
}

export async function findItem(read: Reader, org: string, item: string): Promise<ContentItem | undefined> {
  return (await findItems(read, org, [item])).get(item);
}

/** The item whose page this address is, whatever its protocol, and with or without a slash at its end. */
export async function findItemAt(
  read: Reader,
  org: string,
  address: string,
): Promise<ContentItem | undefined> {
  const row = await read
    .selectFrom("content_item")
    .selectAll()
    .where("org", "=", org)
    .where("url", "in", spellings(address))
    .orderBy("item")
    .executeTakeFirst();
  return row && fromRow(row);
}

function spellings(address: string): string[] {
  const url = URL.parse(address);
  if (!url) return [address];
  const path = url.pathname.replace(/\/$/, "");
  const ends = [path, `${path}/`].map((end) => `://${url.host}${end}${url.search}`);
  return [address, ...["https", "http"].flatMap((protocol) => ends.map((end) => protocol + end))];
}
