import { createHash } from "node:crypto";
import { setImmediate as yieldToOthers } from "node:timers/promises";
import { documentHashes, searchedDocuments } from "../knowledge/passages.ts";
import { findVectors, hashOfWords, inParts, wordsOf } from "../knowledge/text-vectors.ts";
import type { Passage } from "../search/passage.ts";
import { inUnits } from "../search/vectors.ts";
import type { Reader } from "../store/store.ts";
import { type AskParts, askForAll, type Wanted } from "./ask-endpoint.ts";
import { CHANCE_QUESTIONS, chanceOf } from "./chance.ts";
import { type OrgMeaning, take } from "./org-meaning.ts";

/** Looked at between two looks at what else is waiting. */
const YIELD_EVERY = 500;
const DOCUMENTS_AT_ONCE = 100;

/**
 * Brings what is known of an org's passages in step with them. What was asked before is in the store; the endpoint is asked for nothing
 * but the rest. Resolves to whether nothing is missing any more.
 */
export async function catchUp(parts: AskParts, org: string, known: OrgMeaning): Promise<boolean> {
  const passages = await passagesNow(parts.store.readOf(org), org);
  const wanted = await wantedBy(passages);
  dropOld(known, wanted);
  const missing = wanted.filter((one) => !isKnown(known, one));
  const unstored: Wanted[] = [];
  for (const some of inParts(missing, YIELD_EVERY)) {
    const hashes = some.map(({ hash }) => hash);
    const stored = await findVectors(parts.store.readOf(org), org, parts.embedder.model, hashes);
    for (const one of some) {
      const row = stored.get(one.hash);
      if (row) take(known, one, row);
      else if (!known.refused.has(one.hash)) unstored.push(one);
    }
    await yieldToOthers();
  }
  const isWhole = await askForAll(parts, org, known, unstored);
  const state = stateOf(known, passages);
  if (isWhole && known.chance?.of !== state)
    known.chance = { of: state, chance: await reckonChance(known, passages) };
  return isWhole;
}

type PassageNow = Passage & { audience: readonly string[] };

/** All passages of an org, in the order of their documents, read some at a time. */
async function passagesNow(read: Reader, org: string): Promise<PassageNow[]> {
  const passages: PassageNow[] = [];
  const documents = [...(await documentHashes(read, org)).keys()].sort();
  for (const some of inParts(documents, DOCUMENTS_AT_ONCE)) {
    const found = await searchedDocuments(read, org, some);
    for (const { audience, passages: parts } of found)
      for (const part of parts) passages.push({ ...part, audience });
    await yieldToOthers();
  }
  return passages;
}

async function wantedBy(passages: readonly PassageNow[]): Promise<Wanted[]> {
  if (passages.length === 0) return [];
  const wanted = new Map<string, Wanted>();
  for (const words of [...CHANCE_QUESTIONS.de, ...CHANCE_QUESTIONS.en]) {
    const hash = hashOfWords(words);
    wanted.set(hash, { hash, words, passages: [] });
  }
  for (const [at, passage] of passages.entries()) {
    if (at % YIELD_EVERY === YIELD_EVERY - 1) await yieldToOthers();
    const words = wordsOf(passage);
    const hash = hashOfWords(words);
    const twin = wanted.get(hash);
    if (twin) twin.passages.push(passage.passage);
    else wanted.set(hash, { hash, words, passages: [passage.passage] });
  }
  return [...wanted.values()];
}

function dropOld(known: OrgMeaning, wanted: readonly Wanted[]): void {
  const hashNow = new Map(wanted.flatMap(({ hash, passages }) => passages.map((passage) => [passage, hash])));
  for (const [passage, hash] of known.hashOf) {
    if (hashNow.get(passage) === hash) continue;
    known.vectors.remove(passage);
    known.hashOf.delete(passage);
  }
}

function isKnown(known: OrgMeaning, { hash, passages }: Wanted): boolean {
  if (passages.length === 0) return known.general.has(hash);
  return passages.every((passage) => known.hashOf.get(passage) === hash);
}

/** Changes with whatever the chance is reckoned from. */
function stateOf({ hashOf }: OrgMeaning, passages: readonly PassageNow[]): string {
  const state = createHash("sha256");
  for (const { passage, audience } of passages)
    state.update(JSON.stringify([passage, hashOf.get(passage), audience]));
  return state.digest("hex");
}

function reckonChance({ vectors, general }: OrgMeaning, passages: readonly PassageNow[]) {
  const audiences = new Map(passages.map(({ passage, audience }) => [passage, audience]));
  const unitsOf = (questions: readonly string[]) =>
    questions.flatMap((words) => {
      const row = general.get(hashOfWords(words));
      return row ? [inUnits(row)] : [];
    });
  const questions = [unitsOf(CHANCE_QUESTIONS.de), unitsOf(CHANCE_QUESTIONS.en)];
  return chanceOf(vectors, questions, (passage) => audiences.get(passage) ?? []);
}
