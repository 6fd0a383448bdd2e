import type { AnswerParts, Question } from "./answer/answer.ts";
import { coached } from "./answer/coach/coaching.ts";
import { somethingToPractise } from "./answer/coach/offer.ts";
import { summary } from "./answer/summary/summary.ts";
import { brief } from "./brief/brief.ts";
import type { FindingParts } from "./brief/found.ts";
import { type Block, quiet } from "./channel/block.ts";
import type { Task } from "./channel/reply.ts";
import { texts } from "./i18n/texts.ts";

/** What is written like an answer: a hint, a summary, a draft. Ended by `signal`, it gives what there is so far. */
export async function carryOut(
  parts: AnswerParts & FindingParts,
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
    case "brief":
      return brief(parts, question, signal);
  }
}
