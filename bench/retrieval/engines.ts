import type { Engine } from "./engine.ts";
import { flexsearch, flexsearchOurTokens } from "./engines/flexsearch.ts";
import { fts5, fts5OurTokens, fts5Titles } from "./engines/fts5.ts";
import { lunrOurTokens, lunrSnowball } from "./engines/lunr.ts";
import { miniSearch, miniSearchOurTokens } from "./engines/minisearch.ts";
import { orama, oramaOurTokens } from "./engines/orama.ts";
import { ownIndex } from "./own.ts";

const lotse: Engine = {
  setup: "as in the product",
  memory: "heap",
  build: async (items, language) => {
    const index = await ownIndex(items, language);
    return (question, limit) => index.search(question, limit);
  },
};

/** What is compared, by the name in the tables. */
export const ENGINES: Readonly<Record<string, Engine>> = {
  Lotse: lotse,
  MiniSearch: miniSearch,
  "MiniSearch, our tokens": miniSearchOurTokens,
  Orama: orama,
  "Orama, our tokens": oramaOurTokens,
  FlexSearch: flexsearch,
  "FlexSearch, our tokens": flexsearchOurTokens,
  lunr: lunrSnowball,
  "lunr, our tokens": lunrOurTokens,
  FTS5: fts5,
  "FTS5, title ×2": fts5Titles,
  "FTS5, our tokens": fts5OurTokens,
};
