import { documentHashes, searchedDocuments } from "../knowledge/passages.ts";
import { synonymGroups } from "../knowledge/synonyms.ts";
import type { Meaning, Meanings } from "../meaning/meanings.ts";
import { type IndexBuilder, keptIndex } from "../search/kept-index.ts";
import type { PassageIndex } from "../search/passage-index.ts";
import { synonyms } from "../search/synonyms.ts";
import type { Store } from "../store/store.ts";

/** What an org's answers are looked up in. */
export type Library = {
  index: PassageIndex;
  /** Null: words alone are searched. */
  meaning: Meaning | null;
};

/** The library of each org; `refresh` after an import. */
export function libraries(
  { readOf }: Pick<Store, "readOf">,
  builder: IndexBuilder,
  meanings: Meanings | null,
) {
  const kept = new Map<string, ReturnType<typeof keptIndex>>();
  function ofOrg(org: string) {
    const known = kept.get(org);
    if (known) return known;
    const read = readOf(org);
    const made = keptIndex(
      { org, of: "documents" },
      {
        stamps: () => documentHashes(read, org),
        synonyms: async () => synonyms(await synonymGroups(read, org)),
        read: (documents) => searchedDocuments(read, org, documents),
      },
      builder,
    );
    kept.set(org, made);
    return made;
  }
  const library = (org: string, index: PassageIndex): Library => ({
    index,
    meaning: meanings?.of(org) ?? null,
  });
  return {
    of: async (org: string): Promise<Library> => library(org, await ofOrg(org).current()),
    refresh: async (org: string): Promise<Library> => library(org, await ofOrg(org).refresh()),
  };
}

export type Libraries = ReturnType<typeof libraries>;
