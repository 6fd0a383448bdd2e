import { setImmediate as others } from "node:timers/promises";
import type { Language } from "../channel/language.ts";
import { type Thresholds, thresholds } from "./band.ts";
import { GENERAL_QUESTIONS } from "./general-questions.ts";
import type { View } from "./view.ts";

/** The thresholds of each view, learnt when it is first needed and anew when much of the corpus has changed. */
export type Gates = {
  /** Those learnt last; learns them now, at once, if there are none. */
  of(view: View): Thresholds;
  /** Sees to it that there are some which are not too old, a question at a time, so that others have their turn meanwhile. */
  prepare(view: View): Promise<void>;
  saved(): string[];
};

/** `changes`: those of the view when it was learnt. */
type Gate = { thresholds: Thresholds; changes: number };

/** From this many visible passages on, a third of the general questions has to do, or learning takes seconds. */
const MANY_PASSAGES = 3_000;
/** Learnt anew once more than this share of the visible passages has changed. */
const MUCH = 0.1;
/** Gates kept; those learnt longest ago go first. */
const MOST_GATES = 256;

/** `fitOf` says how well the best passage in a view fits a question. */
export function gates(fitOf: (question: string, view: View) => number, saved: readonly string[] = []): Gates {
  const learnt = new Map<string, Gate>(saved.map((line) => JSON.parse(line)));
  const learning = new Map<string, Promise<void>>();

  const keyOf = ({ audiences }: View) => audiences.join(" ");
  function keep(view: View, fits: Record<Language, number[]>): Thresholds {
    const found = thresholds(Object.values(fits));
    learnt.delete(keyOf(view));
    learnt.set(keyOf(view), { thresholds: found, changes: view.changes });
    const oldest = learnt.keys().next().value;
    if (learnt.size > MOST_GATES && oldest !== undefined) learnt.delete(oldest);
    return found;
  }
  function isGood(view: View): boolean {
    const gate = learnt.get(keyOf(view));
    return gate !== undefined && view.changes - gate.changes <= MUCH * view.passages;
  }
  async function learn(view: View): Promise<void> {
    const fits: Record<Language, number[]> = { de: [], en: [] };
    for (const { language, question } of questionsFor(view)) {
      fits[language].push(fitOf(question, view));
      await others();
    }
    keep(view, fits);
  }

  return {
    of(view) {
      const known = learnt.get(keyOf(view));
      if (known) return known.thresholds;
      const fits: Record<Language, number[]> = { de: [], en: [] };
      for (const { language, question } of questionsFor(view)) fits[language].push(fitOf(question, view));
      return keep(view, fits);
    },
    prepare(view) {
      if (isGood(view)) return Promise.resolve();
      const key = keyOf(view);
      const under = learning.get(key) ?? learn(view).finally(() => learning.delete(key));
      learning.set(key, under);
      return under;
    },
    saved: () => Array.from(learnt, (entry) => JSON.stringify(entry)),
  };
}

function questionsFor({ passages }: View): { language: Language; question: string }[] {
  const some = (language: Language) =>
    GENERAL_QUESTIONS[language]
      .filter((_, at) => passages < MANY_PASSAGES || at % 3 === 0)
      .map((question) => ({ language, question }));
  return [...some("de"), ...some("en")];
}
