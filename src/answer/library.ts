import { documentHashes, searchedDocuments } from "../knowledge/passages.ts";
import { synonymGroups } from "../knowledge/synonyms.ts";
import { type IndexBuilder, keptIndex } from "../search/kept-index.ts";
import type { PassageIndex } from "../search/passage-index.ts";
import { synonyms } from "../search/synonyms.ts";
import type { Store } from "../store/store.ts";

/** The index over the documents of each org; `refresh` after an import. */
export function libraries({ readOf }: Pick<Store, "readOf">, builder: IndexBuilder) {
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
  return {
    of: (org: string): Promise<PassageIndex> => ofOrg(org).current(),
    refresh: (org: string): Promise<PassageIndex> => ofOrg(org).refresh(),
  };
}

export type Libraries = ReturnType<typeof libraries>;
