import flexSearch, { type Index } from "flexsearch";
import german from "flexsearch/lang/de";
import english from "flexsearch/lang/en";
import type { Engine, Search } from "../engine.ts";
import { ownTokens } from "../own.ts";
import type { Item } from "../test-set.ts";

/** The best of its encoders, tokenizers and contexts on three development sets. */
const RESOLUTION = 9;

export const flexsearch: Engine = {
  setup: "its own language pack (stemmer, stop words), charset Default, resolution 9, suggest",
  memory: "heap",
  build: async (items, language) => {
    const encoder = new flexSearch.Encoder(flexSearch.Charset.Default);
    encoder.assign(language === "de" ? german : english);
    return searching(items, new flexSearch.Index({ encoder, resolution: RESOLUTION }));
  },
};

export const flexsearchOurTokens: Engine = {
  setup: "our tokens; resolution 9, suggest",
  memory: "heap",
  build: async (items) =>
    searching(items, new flexSearch.Index({ encode: ownTokens, resolution: RESOLUTION })),
};

/** It gives no scores. */
function searching(items: readonly Item[], index: Index): Search {
  items.forEach(({ title, text }, at) => void index.add(at, `${title}\n${text}`));
  return (question, limit) => ({
    band: null,
    hits: index
      .search(question, { limit, suggest: true })
      .map((at) => ({ id: items[Number(at)]?.id ?? "", score: null })),
  });
}
