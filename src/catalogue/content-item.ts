import { wordsFrom } from "../store/rows.ts";
import type { Schema } from "../store/schema.ts";

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

export function fromRow(row: Schema["content_item"]): ContentItem {
  const { org: _, topics_json, tags_json, ...columns } = row;
  return { ...columns, topics: wordsFrom(topics_json), tags: wordsFrom(tags_json) };
}
