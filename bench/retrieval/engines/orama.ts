import { create, type DefaultTokenizerConfig, insertMultiple, search, type Tokenizer } from "@orama/orama";
import type { Language } from "../../../src/channel/language.ts";
import type { Engine } from "../engine.ts";
import { ownTokens, stopwordsIn } from "../own.ts";
import type { Item } from "../test-set.ts";
import { stemmer } from "./stem.ts";

const BATCH = 1000;
const nameOf = (language: Language) => (language === "de" ? "german" : "english");

export const orama: Engine = {
  setup: "Snowball, stop words; title ×2, tolerance 0 (1 is worse), threshold 1",
  memory: "heap",
  build: async (items, language) =>
    searching(items, {
      language: nameOf(language),
      stemming: true,
      stemmer: stemmer(language),
      stopWords: stopwordsIn(items),
    }),
};

export const oramaOurTokens: Engine = {
  setup: "our tokens; otherwise as above",
  memory: "heap",
  build: async (items, language) =>
    searching(items, {
      language: nameOf(language),
      normalizationCache: new Map(),
      tokenize: (text) => [...new Set(ownTokens(text))],
    }),
};

async function searching(items: readonly Item[], tokenizer: Tokenizer | DefaultTokenizerConfig) {
  const index = create({ schema: { title: "string", text: "string" } as const, components: { tokenizer } });
  const documents = items.map(({ id, title, text }) => ({ id, title, text }));
  await insertMultiple(index, documents, BATCH);
  return async (term: string, limit: number) => {
    const { hits } = await search(index, {
      term,
      limit,
      properties: ["title", "text"],
      boost: { title: 2 },
      threshold: 1,
    });
    return { band: null, hits: hits.map(({ id, score }) => ({ id, score })) };
  };
}
