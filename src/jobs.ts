import { type AnswerParts, answerQuestion, type Question } from "./answer/answer.ts";
import { coached } from "./answer/coach/coaching.ts";
import { somethingToPractise } from "./answer/coach/offer.ts";
import { summary } from "./answer/summary/summary.ts";
import type { Writer } from "./answer/writer.ts";
import { brief } from "./brief/brief.ts";
import type { FindingParts } from "./brief/found.ts";
import { type Block, quiet } from "./channel/block.ts";
import type { Task } from "./channel/reply.ts";
import { texts } from "./i18n/texts.ts";
import type { Help } from "./model/help.ts";
import type { Model } from "./model/model.ts";
import { keepSent, recording } from "./model/sent.ts";
import type { Store } from "./store/store.ts";
import type { AnswerJobs } from "./turn/writing.ts";

type Parts = Omit<AnswerParts & FindingParts, "read" | "help" | "writer"> & {
  store: Store;
  /** Answers where no model does. */
  writer: Writer;
  /** Null: no model is asked for anything. */
  help: (Help & { writer(model: Model): Writer }) | null;
};

/** Writes what people ask for. What goes to a model for it is kept for them before it leaves. */
export function jobs(parts: Parts): AnswerJobs {
  const { store, help } = parts;
  return async ({ task, ...job }, say, signal) => {
    const model = help && recording(help.model, keepSent(parts, help.model, job));
    const asking = help && model ? { ...help, model } : null;
    const writer = asking?.writer(asking.model) ?? parts.writer;
    const answering = { ...parts, read: store.readOf(job.org), help: asking, writer };
    if (task === undefined) return answerQuestion(answering, job, say, signal);
    return { blocks: await carryOut(answering, { ...job, task }, say, signal), changes: [] };
  };
}

/** What is written like an answer: a hint, a summary, a draft. Ended by `signal`, it gives what there is so far. */
async function carryOut(
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
