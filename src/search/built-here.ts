import type { IndexBuilder } from "./kept-index.ts";
import { passageIndex } from "./passage-index.ts";

/** Builds indexes in this thread and keeps none: for commands that end when they have answered, and for tests. */
export const builtHere: IndexBuilder = {
  load: async () => null,
  async build(_, documents) {
    const index = passageIndex();
    for await (const batch of documents) index.update(batch);
    return index.saved();
  },
  forget: async () => {},
};
