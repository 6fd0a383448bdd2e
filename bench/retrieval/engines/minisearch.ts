import MiniSearch, { type Options } from "minisearch";
import { isStopword } from "../../../src/search/stopwords.ts";
import type { Engine } from "../engine.ts";
import { ownTokens } from "../own.ts";
import type { Item } from "../test-set.ts";
import { stemmer } from "./stem.ts";

/** The best of what its documentation offers, on three development sets: no boost for titles, low weights for what is only alike. */
const SEARCH = {
  fuzzy: (term: string) => (term.length > 5 ? 0.2 : false),
  prefix: (term: string) => term.length > 3,
  weights: { fuzzy: 0.1, prefix: 0.1 },
};

export const miniSearch: Engine = {
  setup: "Snowball, stop words; fuzzy .2 from 6 letters, prefix from 4, each weighing .1",
  memory: "heap",
  build: async (items, language) => {
    const stem = stemmer(language);
    return searching(items, {
      processTerm: (written) => {
        const word = written.toLowerCase();
        return isStopword(word) ? null : stem(word);
      },
    });
  },
};

export const miniSearchOurTokens: Engine = {
  setup: "our tokens; fuzzy and prefix as above",
  memory: "heap",
  build: async (items) => searching(items, { tokenize: ownTokens, processTerm: (term) => term }),
};

function searching(items: readonly Item[], options: Partial<Options<Item>>) {
  const index = new MiniSearch<Item>({ fields: ["title", "text"], ...options });
  index.addAll(items);
  return (question: string, limit: number) => ({
    band: null,
    hits: index
      .search(question, SEARCH)
      .slice(0, limit)
      .map(({ id, score }) => ({ id, score })),
  });
}
