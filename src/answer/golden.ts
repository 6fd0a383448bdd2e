import { setImmediate as yieldToOthers } from "node:timers/promises";
import { dayOf } from "../clock.ts";
import { GOLDEN_FILE } from "../knowledge/beside.ts";
import { documentId } from "../knowledge/document.ts";
import { goldenQuestions, type Standing, storeStanding } from "../knowledge/golden-questions.ts";
import type { Reader, Store } from "../store/store.ts";
import type { Libraries, Library } from "./library.ts";
import { lookUp } from "./look-up.ts";

/** Asks the golden questions of an org, as somebody with their memberships would. Resolves to all of them, as they stand now. */
export async function askGoldenQuestions(
  { store, libraries }: { store: Store; libraries: Libraries },
  org: string,
  now: number,
): Promise<Standing[]> {
  const questions = await goldenQuestions(store.readOf(org), org);
  if (questions.length === 0) return [];
  const read = store.readOf(org);
  // By words alone: what the passages mean is still being learnt after an import, and the same must come out every time.
  const { index } = await libraries.of(org);
  const asked: Standing[] = [];
  for (const question of questions) {
    asked.push(standing(question, await isFound(read, { index, meaning: null }, org, question), now));
    await yieldToOthers();
  }
  const changed = asked.filter(({ state }, at) => state !== questions[at]?.state);
  if (changed.length > 0)
    await store.write(async (writer) => {
      for (const question of changed) await storeStanding(writer, org, question);
    }, org);
  return asked;
}

/** Golden questions that were answered once and are no longer, the longest lost first. */
export async function lostAnswers(read: Reader, org: string): Promise<Standing[]> {
  return (await goldenQuestions(read, org))
    .filter(({ state }) => state === "lost")
    .sort((one, other) => (one.since ?? 0) - (other.since ?? 0));
}

/** For the terminal. By line: what is asked stands in the file, and need not stand in a log of what was said here. */
export function goldenReport(golden: readonly Standing[]): string[] {
  if (golden.length === 0) return [];
  const missing = golden.filter(({ state }) => state !== "found");
  const lines = missing.map(({ line, document, section, state, since }) => {
    const how = state === "lost" ? `lost its answer (since ${dayOf(since ?? 0)})` : "not found so far";
    return `  ${GOLDEN_FILE}:${line}  ${how}: ${[document, section].filter(Boolean).join(" › ")} is not cited`;
  });
  const sum = `Golden questions: ${golden.length - missing.length} of ${golden.length} answered from where they should be`;
  return [missing.length === 0 ? `${sum}.` : `${sum}. Please look at:`, ...lines];
}

/** Whether the answer cites the expected place. */
async function isFound(
  read: Reader,
  library: Library,
  org: string,
  { source, document, section, memberships, question, language }: Standing,
): Promise<boolean> {
  const asked = { org, question, language, memberships: new Set(memberships) };
  const { cited } = await lookUp(read, library, asked);
  const expected = documentId(source, { path: document });
  return cited.some(
    (one) =>
      one.source.document === expected &&
      (section === "" || ` › ${one.source.section} › `.includes(` › ${section} › `)),
  );
}

function standing(before: Standing, found: boolean, now: number): Standing {
  const missing = before.state === "found" || before.state === "lost" ? "lost" : "never found";
  const state = found ? "found" : missing;
  return state === before.state ? before : { ...before, state, since: now };
}
