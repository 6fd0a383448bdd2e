import { knowledgeOf, knowledgeVersions } from "./org/org.ts";
import type { Notices } from "./replica/notices.ts";
import type { Store } from "./store/store.ts";

/** Something that is held in memory of an org's documents, catalogue or topics. */
type Held = { refresh(org: string): Promise<unknown> };

/** Keeps in step with the store what is held in memory of what orgs know, whichever replica changes it. */
export function known({ store, notices, held }: { store: Store; notices: Notices; held: readonly Held[] }) {
  /** The version that is held, by org. */
  const versions = new Map<string, number | null>();
  let looked = false;

  async function refresh(org: string, which: readonly Held[]): Promise<void> {
    // Read first: what comes in between is looked at once more.
    const version = await knowledgeOf(store.readOf(org), org);
    for (const one of which) await one.refresh(org);
    versions.set(org, version);
  }

  return {
    /** After an import at this replica. */
    async changed(org: string, which: readonly Held[]): Promise<void> {
      await refresh(org, which);
      notices.tell({ notice: "knowledge", org });
    },
    /** Reads again what another replica has changed. */
    async look(): Promise<void> {
      for (const { org, knowledge } of await knowledgeVersions(store)) {
        const before = versions.get(org);
        // At the start nothing is held yet that could be old; of an org that has come since, something may be.
        if (before === undefined && !looked) versions.set(org, knowledge);
        else if (before !== knowledge) await refresh(org, held);
      }
      looked = true;
    },
  };
}
