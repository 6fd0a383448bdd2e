import type { Clock } from "../clock.ts";
import { isFor } from "../knowledge/passages.ts";
import type { Log } from "../log.ts";
import { redaction } from "../redaction/redaction.ts";
import type { Rosters } from "../redaction/rosters.ts";
import type { Embedder } from "../search/embed.ts";
import { FUSION_DEPTH } from "../search/fusion.ts";
import { inUnits } from "../search/vectors.ts";
import type { Store } from "../store/store.ts";
import { catchUp } from "./catch-up.ts";
import { isBeyondChance } from "./chance.ts";
import { type OrgMeaning, orgMeaning } from "./org-meaning.ts";
import { rests } from "./rest.ts";

/** Who asks, and which passages there are for whom; undefined: there is no such passage any more. */
export type Asker = {
  memberships: ReadonlySet<string>;
  audienceOf(passage: string): readonly string[] | undefined;
};

/** How a question's meaning relates to what its asker may read. */
export type Meant = {
  /** The nearest passages, nearest first. */
  nearest: string[];
  cosineOf(passage: string): number | undefined;
  /** The nearest is nearer than general questions come by chance. */
  isClose: boolean;
};

/** Null: not known in time, so the words alone have to do. */
export type Meaning = (question: string, asker: Asker) => Promise<Meant | null>;

/** How long an answer may wait for what its question means. */
const PATIENCE_MS = 1000;

/** What passages and questions mean, with the help of an embedder; nothing breaks when that is slow, or gone. */
export function meanings(parts: {
  store: Store;
  rosters: Rosters;
  embedder: Embedder;
  clock: Clock;
  log: Log;
}) {
  const { rosters, embedder, log } = parts;
  const orgs = new Map<string, OrgMeaning>();
  const due = new Set<string>();
  const unfinished = new Set<string>();
  const closing = new AbortController();
  const rest = rests(parts.clock);
  let running: Promise<void> = Promise.resolve();

  /** One org after another: the endpoint is the same for all of them. */
  async function run(): Promise<void> {
    for (const org of due) {
      due.delete(org);
      unfinished.add(org);
      if (closing.signal.aborted || rest.isResting()) continue;
      const known = orgs.get(org) ?? orgMeaning();
      orgs.set(org, known);
      try {
        const isWhole = await catchUp({ ...parts, rest, signal: closing.signal }, org, known);
        if (isWhole) unfinished.delete(org);
      } catch (error) {
        log.error("passages could not be embedded; the next tick tries again", { org }, error);
      }
    }
  }

  async function mean(org: string, question: string, asker: Asker): Promise<Meant | null> {
    const known = orgs.get(org);
    if (!known || known.vectors.names().length === 0 || rest.isResting()) return null;
    const patience = AbortSignal.any([closing.signal, AbortSignal.timeout(PATIENCE_MS)]);
    const ended = new Promise<null>((resolve) => patience.addEventListener("abort", () => resolve(null)));
    const roster = await Promise.race([rosters.of(org), ended]);
    if (!roster) return null;
    const answer = await embedder.embed([redaction(roster).redact(question)], patience);
    if (answer.state !== "embedded") {
      if (answer.state === "later") rest.begin(answer.afterMs);
      log.warn("a question was not embedded; its words alone were searched", { org }, answer.why);
      return null;
    }
    const unit = inUnits(answer.vectors[0] ?? []);
    const near = known.vectors.nearest(unit, FUSION_DEPTH, (passage) => {
      const audience = asker.audienceOf(passage);
      return audience !== undefined && isFor(audience, asker.memberships);
    });
    const [first] = near;
    return {
      nearest: near.map(({ passage }) => passage),
      cosineOf: (passage) => known.vectors.cosine(unit, passage),
      isClose:
        first !== undefined &&
        known.chance !== null &&
        isBeyondChance(known.chance.chance, asker.memberships, first.cosine),
    };
  }

  return {
    of(org: string): Meaning {
      return (question, asker) => mean(org, question, asker);
    },
    /** Begins to make good, in the background, what is missing of an org's passages. */
    async refresh(org: string): Promise<void> {
      due.add(org);
      running = running.then(run);
    },
    /** Goes on where the endpoint, or the store, was away. */
    async goOn(): Promise<void> {
      for (const org of unfinished) await this.refresh(org);
    },
    async close(): Promise<void> {
      closing.abort();
      await running;
    },
  };
}

export type Meanings = ReturnType<typeof meanings>;
