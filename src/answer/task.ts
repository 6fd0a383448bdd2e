import { type Block, quiet } from "../channel/block.ts";
import type { Task } from "../channel/reply.ts";
import { texts } from "../i18n/texts.ts";
import type { AnswerParts, Question } from "./answer.ts";
import { coached } from "./coach/coaching.ts";
import { somethingToPractise } from "./coach/offer.ts";
import { summary } from "./summary/summary.ts";

/** What is written like an answer: a hint, a summary. Ended by `signal`, it gives what there is so far. */
export async function carryOut(
  parts: AnswerParts,
  { task, ...question }: Question & { task: Task },
  say: (text: string) => Promise<void>,
  signal: AbortSignal,
): Promise<Block[]> {
  if (signal.aborted) return [quiet(texts[question.language].ask.stopped)];
  switch (task.do) {
    case "practise":
      return somethingToPractise(parts, question);
    case "hint":
      return coached(parts, { ...question, hinting: task.hint }, signal);
    case "summarise":
      return summary(parts, question, task.passage, say, signal);
  }
}
