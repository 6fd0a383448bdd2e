import { allPassages, type SourcePassage } from "../knowledge/passages.ts";
import { synonymGroups } from "../knowledge/synonyms.ts";
import { type PassageIndex, passageIndex } from "../search/passage-index.ts";
import { synonyms } from "../search/synonyms.ts";
import type { Store } from "../store/store.ts";

/** What an org's answers are looked up in: its passages, and the index over them. */
export type Library = {
  index: PassageIndex;
  /** By passage id. */
  passages: ReadonlyMap<string, SourcePassage>;
  /** In document order, by document id. */
  documents: ReadonlyMap<string, SourcePassage[]>;
};

/** One library per org, in memory; `refresh` after an import. */
export function libraries({ readOf }: Pick<Store, "readOf">) {
  const loaded = new Map<string, Library>();
  return {
    async of(org: string): Promise<Library> {
      return loaded.get(org) ?? this.refresh(org);
    },
    async refresh(org: string): Promise<Library> {
      const passages = await allPassages(readOf(org), org);
      const library: Library = {
        index: passageIndex(passages, synonyms(await synonymGroups(readOf(org), org))),
        passages: new Map(passages.map((passage) => [passage.passage, passage])),
        documents: Map.groupBy(passages, (passage) => passage.document),
      };
      loaded.set(org, library);
      return library;
    },
  };
}

export type Libraries = ReturnType<typeof libraries>;
