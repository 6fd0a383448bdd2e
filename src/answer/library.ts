import { allPassages, type SourcePassage } from "../knowledge/passages.ts";
import type { Meaning, Meanings } from "../meaning/meanings.ts";
import { type PassageIndex, passageIndex } from "../search/passage-index.ts";
import type { Store } from "../store/store.ts";

/** What an org's answers are looked up in: its passages, and the index over them. */
export type Library = {
  index: PassageIndex;
  /** By passage id. */
  passages: ReadonlyMap<string, SourcePassage>;
  /** In document order, by document id. */
  documents: ReadonlyMap<string, SourcePassage[]>;
  /** Null: words alone are searched. */
  meaning: Meaning | null;
};

/** One library per org, in memory; `refresh` after an import. */
export function libraries({ readOf }: Pick<Store, "readOf">, meanings: Meanings | null) {
  const loaded = new Map<string, Library>();
  return {
    async of(org: string): Promise<Library> {
      return loaded.get(org) ?? this.refresh(org);
    },
    async refresh(org: string): Promise<Library> {
      const passages = await allPassages(readOf(org), org);
      const library: Library = {
        index: passageIndex(passages),
        passages: new Map(passages.map((passage) => [passage.passage, passage])),
        documents: Map.groupBy(passages, (passage) => passage.document),
        meaning: meanings?.of(org) ?? null,
      };
      loaded.set(org, library);
      return library;
    },
  };
}

export type Libraries = ReturnType<typeof libraries>;
