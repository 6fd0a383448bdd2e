import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { indexBuilder } from "../../adapters/worker/index-builder.ts";
import type { Language } from "../../src/channel/language.ts";
import { analyse } from "../../src/search/analyse.ts";
import { keptIndex } from "../../src/search/kept-index.ts";
import type { Searched } from "../../src/search/passage.ts";
import { isStopword } from "../../src/search/stopwords.ts";
import { NO_SYNONYMS } from "../../src/search/synonyms.ts";
import { words } from "../../src/search/tokens.ts";
import type { Found } from "./engine.ts";
import type { Item } from "./test-set.ts";

const EVERYONE: ReadonlySet<string> = new Set();

/** The product's own index, kept in step with its documents as the product does it. */
export type Own = {
  search(question: string, limit: number): Found;
  /** Gives an item another text; resolves when it is found by it. */
  change(id: string, text: string): Promise<void>;
};

/** The product's own index over these, as the product builds it: a large one in a thread of its own. */
export function ownIndex(items: readonly Item[], language: Language): Promise<Own> {
  return builderOf(items, language)();
}

/** Builds it when it is called: by then the documents are at hand, as they are in a store. */
export function builderOf(items: readonly Item[], language: Language): () => Promise<Own> {
  const documents = Map.groupBy(items, ({ document }) => document);
  const stamps = new Map(Array.from(documents, ([document]) => [document, ""]));
  return () => built(items, { documents, stamps, language });
}

async function built(
  items: readonly Item[],
  {
    documents,
    stamps,
    language,
  }: { documents: Map<string, Item[]>; stamps: Map<string, string>; language: Language },
): Promise<Own> {
  const folder = mkdtempSync(join(tmpdir(), "lotse-bench-"));
  try {
    const kept = keptIndex(
      { org: "bench", of: "documents" },
      {
        stamps: async () => stamps,
        synonyms: async () => NO_SYNONYMS,
        read: async (wanted) =>
          wanted.map((one) => searched(one, stamps.get(one) ?? "", documents.get(one) ?? [], language)),
      },
      indexBuilder(folder),
    );
    let index = await kept.refresh();
    return {
      search(question, limit) {
        const { band, hits } = index.search(question, { memberships: EVERYONE, limit });
        return { band, hits: hits.map(({ passage, score }) => ({ id: passage, score })) };
      },
      async change(id, text) {
        const item = items.find((one) => one.id === id);
        if (!item) throw new Error(`There is no item ${id}.`);
        const parts = (documents.get(item.document) ?? []).map((part) =>
          part.id === id ? { ...part, text } : part,
        );
        documents.set(item.document, parts);
        stamps.set(item.document, text);
        index = await kept.refresh();
      },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function searched(document: string, stamp: string, parts: readonly Item[], language: Language): Searched {
  return {
    document,
    stamp,
    audience: [],
    facts: { language, format: null, level: null, minutes: null },
    passages: parts.map(({ id, title, text }) => ({ passage: id, title, section: "", text })),
  };
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
