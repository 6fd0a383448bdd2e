import { type Block, text } from "../channel/block.ts";
import type { Language } from "../channel/language.ts";
import type { Retell, Task } from "../channel/reply.ts";
import type { Clock } from "../clock.ts";
import { isFailure } from "../errors.ts";
import { texts } from "../i18n/texts.ts";
import type { Log } from "../log.ts";
import type { Change } from "../store/change.ts";
import { type Claimed, DELIVERY_LEASE_MS, named, type Outbox } from "./outbox.ts";

/** A question to be answered, whose it is and where in the chat it was asked, and the id the answer shall have. */
export type AnswerJob = {
  org: string;
  learner: string;
  place: string;
  answer: string;
  question: string;
  language: Language;
  retell?: Retell;
  task?: Task;
};

/** What the message shall say in the end, and what is stored about it when it has arrived. */
type WrittenAnswer = { blocks: Block[]; changes: Change[] };

/**
 * Writes an answer, saying bits of it as they come. When `signal` ends it, it gives what it has. May throw; it is tried again.
 */
export type AnswerJobs = (
  job: AnswerJob,
  say: (text: string) => Promise<void>,
  signal: AbortSignal,
) => Promise<WrittenAnswer>;

/** An answer that could not be written this often is given up, with a word. */
const MOST_ANSWER_ATTEMPTS = 3;
/** How often it is looked up whether an answer is still wanted, milliseconds. */
const LOOK_AT_DOOR_MS = 1000;

export const STOPPED = "stopped by the learner";
export const DRAINED = "the process ends";

type Parts = { outbox: Outbox; answers: AnswerJobs; clock: Clock; log: Log };

/** Has answers written, and keeps hold of them meanwhile. */
export function writing({ outbox, answers, clock, log }: Parts) {
  /** An admin has stopped Lotse, or its learner has left the company. */
  async function stopIfClosed(claimed: Claimed, abort: AbortController): Promise<void> {
    try {
      if (await outbox.isClosed(claimed)) abort.abort(STOPPED);
    } catch (error) {
      log.warn("could not look whether an answer is still wanted", named(claimed), error);
    }
  }

  async function written(
    claimed: Claimed,
    job: AnswerJob,
    say: (text: string) => Promise<void>,
    signal: AbortSignal,
  ): Promise<WrittenAnswer | null> {
    try {
      return await answers(job, say, signal);
    } catch (error) {
      if (isFailure(error, "unavailable")) throw error;
      log.error("an answer could not be written", { ...named(claimed), attempts: claimed.attempts }, error);
      if (claimed.attempts < MOST_ANSWER_ATTEMPTS) return null;
      return { blocks: [text(texts[job.language].common.wentWrong)], changes: [] };
    }
  }

  async function extend(claimed: Claimed, abort: AbortController): Promise<void> {
    try {
      // The word of a stop may have been lost between replicas.
      const { stopped } = await outbox.extend(claimed, clock.now());
      if (stopped) abort.abort(STOPPED);
    } catch (error) {
      log.warn("could not keep hold of an answer", named(claimed), error);
      if (isFailure(error, "lost")) abort.abort(DRAINED);
    }
  }

  /** Null: it failed, and shall be tried again. */
  return async (
    claimed: Claimed,
    job: AnswerJob,
    say: (text: string) => Promise<void>,
    abort: AbortController,
  ): Promise<WrittenAnswer | null> => {
    const heartbeat = setInterval(() => void extend(claimed, abort), DELIVERY_LEASE_MS / 3);
    await stopIfClosed(claimed, abort);
    const door = setInterval(() => void stopIfClosed(claimed, abort), LOOK_AT_DOOR_MS);
    try {
      return await written(claimed, job, say, abort.signal);
    } finally {
      clearInterval(heartbeat);
      clearInterval(door);
    }
  };
}
