import lunr from "lunr";
import { isStopword } from "../../../src/search/stopwords.ts";
import type { Engine, Search } from "../engine.ts";
import { ownTokens } from "../own.ts";
import type { Item } from "../test-set.ts";
import { stemmer } from "./stem.ts";

/** One edit for words of six letters or more, as good as found, weighing a fifth: the best on three development sets. */
const FUZZY = { usePipeline: false, editDistance: 1, boost: 0.2 } as const;
const LONG_ENOUGH = 6;

export const lunrSnowball: Engine = {
  setup: "Snowball and stop words, as its language add-ons; one edit from 6 letters, weighing .2",
  memory: "heap",
  build: async (items, language) => {
    const stem = stemmer(language);
    return searching(items, (text) =>
      lunr
        .tokenizer(text)
        .map((token) => token.toString().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ""))
        .filter((word) => word !== "" && !isStopword(word))
        .map(stem),
    );
  },
};

export const lunrOurTokens: Engine = {
  setup: "our tokens; edits as above",
  memory: "heap",
  build: async (items) => searching(items, ownTokens),
};

/** The terms are made before it gets them, the same for texts and questions, so its pipelines stay empty. */
function searching(items: readonly Item[], termsOf: (text: string) => string[]): Search {
  const index = lunr((builder) => {
    builder.tokenizer = (text) =>
      termsOf(String(text)).map((term, at) => new lunr.Token(term, { index: at }));
    builder.pipeline.reset();
    builder.searchPipeline.reset();
    builder.ref("id");
    for (const field of ["title", "text"]) builder.field(field);
    for (const item of items) builder.add(item);
  });
  return (question, limit) => {
    const terms = new Set(termsOf(question));
    const found = index.query((query) => {
      for (const term of terms) {
        query.term(term, { usePipeline: false });
        if (term.length >= LONG_ENOUGH) query.term(term, FUZZY);
      }
    });
    return { band: null, hits: found.slice(0, limit).map(({ ref, score }) => ({ id: ref, score })) };
  };
}
