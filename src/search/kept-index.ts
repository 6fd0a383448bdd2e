import { setImmediate as others } from "node:timers/promises";
import type { Saved } from "./memory.ts";
import type { Searched } from "./passage.ts";
import { type PassageIndex, passageIndex } from "./passage-index.ts";
import type { Synonyms } from "./synonyms.ts";

/** Which index it is. */
export type IndexName = { org: string; of: "documents" | "catalogue" };

/** Where an index comes from that is too large to be built in between. */
export type IndexBuilder = {
  /** The one kept under this name by an earlier process, as old as it may be. Null: there is none that can be used. */
  load(name: IndexName): Promise<Saved | null>;
  /** Builds one elsewhere and keeps it under this name. */
  build(name: IndexName, documents: AsyncIterable<Searched[]>): Promise<Saved>;
  /** Keeps none under this name any more. */
  forget(name: IndexName): Promise<void>;
};

/** What an index is of, as it stands in the store. */
export type Indexed = {
  /** The stamps of all documents, by id. */
  stamps(): Promise<ReadonlyMap<string, string>>;
  /** What means the same in it. */
  synonyms(): Promise<Synonyms>;
  /** These documents, as far as they are still there. */
  read(documents: readonly string[]): Promise<Searched[]>;
};

/** More changed documents than this are not taken in one by one: the index is built anew, in a thread of its own. */
const MANY_CHANGES = 300;
/** Documents read and handed over at once. */
const BATCH = 200;
/** Documents compared between two looks at what else is waiting. */
const LOOKED_AT = 2_000;

/** An index that is kept in step with the store: by document, without others having to wait. */
export function keptIndex(name: IndexName, indexed: Indexed, builder: IndexBuilder) {
  let held: PassageIndex | null = null;
  let refreshing: Promise<PassageIndex> = Promise.resolve(passageIndex());
  let first: Promise<PassageIndex> | null = null;

  async function* all(): AsyncGenerator<Searched[]> {
    const documents = [...(await indexed.stamps()).keys()];
    for (let at = 0; at < documents.length; at += BATCH)
      yield await indexed.read(documents.slice(at, at + BATCH));
  }

  async function catchUp(): Promise<PassageIndex> {
    let index = held ?? passageIndex((await builder.load(name)) ?? undefined);
    let { changed, dropped } = await difference(index, await indexed.stamps());
    while (changed.length > MANY_CHANGES || index.worn()) {
      index = passageIndex(await builder.build(name, all()));
      // Something may have changed while it was built.
      ({ changed, dropped } = await difference(index, await indexed.stamps()));
    }
    // What is kept must not outlive what was removed.
    if (dropped.length > 0 || changed.some((document) => index.stampOf(document) !== undefined))
      await builder.forget(name);
    index.update([], dropped);
    for (const document of changed) {
      index.update(await indexed.read([document]));
      index.settle();
      await others();
    }
    index.understand(await indexed.synonyms());
    await index.prepare(new Set());
    held = index;
    return index;
  }

  return {
    /** The index as it is now; the first time, as it will be. */
    async current(): Promise<PassageIndex> {
      if (held) return held;
      // All who ask before there is one wait for the same.
      first ??= this.refresh().finally(() => {
        first = null;
      });
      return first;
    },
    /** Takes in what has changed. */
    refresh(): Promise<PassageIndex> {
      refreshing = refreshing.catch(() => {}).then(catchUp);
      return refreshing;
    },
  };
}

/** What has to change for the index to be of these documents; looked for a little at a time. */
async function difference(index: PassageIndex, now: ReadonlyMap<string, string>) {
  const changed: string[] = [];
  const dropped: string[] = [];
  let looked = 0;
  for (const [document, stamp] of now) {
    if (index.stampOf(document) !== stamp) changed.push(document);
    if (++looked % LOOKED_AT === 0) await others();
  }
  for (const document of index.documents()) {
    if (!now.has(document)) dropped.push(document);
    if (++looked % LOOKED_AT === 0) await others();
  }
  return { changed, dropped };
}
