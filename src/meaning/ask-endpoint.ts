import { hashesOfPassages, inParts, keepVectors } from "../knowledge/text-vectors.ts";
import type { Log } from "../log.ts";
import { ours } from "../redaction/redacted.ts";
import { redaction } from "../redaction/redaction.ts";
import type { Rosters } from "../redaction/rosters.ts";
import type { Embedder } from "../search/embed.ts";
import { inBytes } from "../search/vectors.ts";
import type { Store } from "../store/store.ts";
import { CHANCE_QUESTIONS } from "./chance.ts";
import { type OrgMeaning, take } from "./org-meaning.ts";
import type { rests } from "./rest.ts";

export type AskParts = {
  store: Store;
  rosters: Rosters;
  embedder: Embedder;
  rest: ReturnType<typeof rests>;
  log: Log;
  signal: AbortSignal;
};

/** A text, and the passages that say it; none, where it is a general question. */
export type Wanted = { hash: string; words: string; passages: string[] };

/** Some servers take no more. */
const TEXTS_AT_ONCE = 32;
const MOST_IN_FLIGHT = 2;

/** Whether none of it is missing any more. What is asked is in the store before anything further is. */
export async function askForAll(
  parts: AskParts,
  org: string,
  known: OrgMeaning,
  wanted: readonly Wanted[],
): Promise<boolean> {
  const batches = inParts(wanted, TEXTS_AT_ONCE).values();
  const askers = Array.from({ length: MOST_IN_FLIGHT }, async () => {
    for (const batch of batches) if (!(await askFor(parts, org, known, batch))) return false;
    return true;
  });
  // One that the store left in the lurch must not leave the other asking by itself.
  const ends = await Promise.allSettled(askers);
  const broken = ends.find((end) => end.status === "rejected");
  if (broken) throw broken.reason;
  return ends.every((end) => end.status === "fulfilled" && end.value);
}

/** Whether there is no more to ask about them. A text that is not taken keeps nothing from the others. */
async function askFor(
  parts: AskParts,
  org: string,
  known: OrgMeaning,
  batch: readonly Wanted[],
): Promise<boolean> {
  const { rosters, embedder, rest, log, signal } = parts;
  if (signal.aborted || rest.isResting()) return false;
  const roster = await rosters.of(org);
  // Each by itself, so that what goes out for a text does not depend on the others.
  const redacted = batch.map(({ words }) => redaction(roster).redact(words));
  const answer = await embedder.embed(redacted, signal);
  if (signal.aborted) return false;
  switch (answer.state) {
    case "embedded":
      await keep(parts, org, known, batch, answer.vectors);
      return true;
    case "later":
      rest.begin(answer.afterMs);
      log.warn("passages were not embedded; a later tick goes on", { org, count: batch.length }, answer.why);
      return false;
    case "refused":
      if (!(await takesAnything(parts, org))) return false;
      if (batch.length > 1) {
        const half = Math.ceil(batch.length / 2);
        const first = await askFor(parts, org, known, batch.slice(0, half));
        return first && (await askFor(parts, org, known, batch.slice(half)));
      }
      for (const { hash } of batch) known.refused.add(hash);
      log.warn("a passage cannot be embedded; it is found by its words", { org }, answer.why);
      return true;
  }
}

/** It may be the settings that it refuses, and not the texts. */
async function takesAnything({ embedder, rest, log, signal }: AskParts, org: string): Promise<boolean> {
  const answer = await embedder.embed(CHANCE_QUESTIONS.en.slice(0, 1).map(ours), signal);
  if (answer.state === "embedded") return true;
  rest.begin(answer.state === "later" ? answer.afterMs : null);
  log.warn("the endpoint for embeddings takes no text at all", { org }, answer.why);
  return false;
}

async function keep(
  { store, embedder }: AskParts,
  org: string,
  known: OrgMeaning,
  batch: readonly Wanted[],
  vectors: readonly Float32Array[],
): Promise<void> {
  const rows = new Map(batch.map(({ hash }, at) => [hash, inBytes(vectors[at] ?? new Float32Array())]));
  await store.write(async (writer) => {
    // An import may have come in between: nothing is kept of what is gone.
    const first = batch.flatMap(({ passages }) => passages.slice(0, 1));
    const there = new Set(await hashesOfPassages(writer, org, first));
    const kept = batch.filter(({ hash, passages }) => passages.length === 0 || there.has(hash));
    await keepVectors(
      writer,
      org,
      embedder.model,
      new Map(kept.map(({ hash }) => [hash, rows.get(hash) ?? new Int8Array()])),
    );
  }, org);
  for (const one of batch) {
    const row = rows.get(one.hash);
    if (row) take(known, one, row);
  }
}
