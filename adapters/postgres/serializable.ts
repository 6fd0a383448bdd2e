import { setTimeout as pause } from "node:timers/promises";
import type { Kysely } from "kysely";
import { Failure } from "../../src/errors.ts";
import type { Schema } from "../../src/store/schema.ts";
import type { Writer } from "../../src/store/store.ts";
import { isClash, runningProblem } from "./problems.ts";

/** How often work is tried beside that of others, before it queues up with all of this process that keeps clashing. */
const FREE_TRIES = 3;
/** How long it is tried then, milliseconds. */
const PATIENCE_MS = 20_000;
const LONGEST_PAUSE_MS = 5;

/**
 * Writes side by side that end as if they had run one after another, as they do in the embedded store: PostgreSQL watches what each
 * has read, and undoes one of two that clash. That one is done again from the start.
 */
export function serializable(of: (org: string) => Kysely<Schema>) {
  const running = new Set<Promise<unknown>>();
  let queue: Promise<unknown> = Promise.resolve();

  type Work<T> = { work: (writer: Writer) => Promise<T>; org: string };
  const once = <T>({ work, org }: Work<T>) =>
    of(org).transaction().setIsolationLevel("serializable").execute(work);

  async function untilDone<T>(work: Work<T>): Promise<T> {
    for (let tries = 0; tries < FREE_TRIES; tries++) {
      try {
        return await once(work);
      } catch (error) {
        if (!isClash(error)) throw error;
      }
    }
    const turn = queue.then(() => inQueue(work));
    queue = turn.catch(() => {});
    return turn;
  }

  async function inQueue<T>(work: Work<T>): Promise<T> {
    for (const until = Date.now() + PATIENCE_MS; ; ) {
      try {
        return await once(work);
      } catch (error) {
        if (!isClash(error)) throw error;
        if (Date.now() > until)
          throw new Failure("unavailable", "The database is too busy just now.", { cause: error });
        await pause(Math.random() * LONGEST_PAUSE_MS);
      }
    }
  }

  return {
    async write<T>(work: (writer: Writer) => Promise<T>, org: string): Promise<T> {
      const result = untilDone({ work, org });
      running.add(result);
      try {
        return await result;
      } catch (error) {
        throw runningProblem(error);
      } finally {
        running.delete(result);
      }
    },
    /** Resolves when nothing runs. */
    async idle(): Promise<void> {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}
