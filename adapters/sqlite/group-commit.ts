import type { DatabaseSync } from "node:sqlite";
import type { Kysely } from "kysely";
import type { Schema } from "../../src/store/schema.ts";
import type { Writer } from "../../src/store/store.ts";
import { runningProblem } from "./problems.ts";

type Job = {
  work(writer: Writer): Promise<unknown>;
  resolve(value: unknown): void;
  reject(error: unknown): void;
};

/** How many waiting pieces of work share one commit: bounds how long the first of them waits. */
const LARGEST_GROUP = 64;

/**
 * One writer at a time, and one flush to disk for all who wait: each piece of work runs in a savepoint of its own, the
 * transaction around them is committed once, and only then does any of them resolve. One that throws is undone alone.
 */
export function groupCommit(database: DatabaseSync, writer: Kysely<Schema>) {
  const waiting: Job[] = [];
  let running: Promise<void> | null = null;

  async function run(): Promise<void> {
    // What arrives in the same turn of the event loop joins the first group.
    await new Promise((next) => setImmediate(next));
    while (waiting.length > 0) {
      await commit(waiting.splice(0, LARGEST_GROUP));
      // The engine is synchronous: without this, nobody else would have a turn while there is something to write.
      await new Promise((next) => setImmediate(next));
    }
    running = null;
  }

  async function commit(group: Job[]): Promise<void> {
    const done: { job: Job; value: unknown }[] = [];
    try {
      database.exec("begin immediate");
      for (const job of group) {
        database.exec("savepoint work");
        try {
          const value = await job.work(writer);
          database.exec("release work");
          done.push({ job, value });
        } catch (error) {
          // A full disk rolls the whole transaction back by itself; then nobody's work is left to keep.
          if (!database.isTransaction) throw error;
          database.exec("rollback to work; release work");
          job.reject(runningProblem(error));
        }
      }
      database.exec("commit");
    } catch (error) {
      if (database.isTransaction) database.exec("rollback");
      for (const job of group) job.reject(runningProblem(error));
      return;
    }
    for (const { job, value } of done) job.resolve(value);
  }

  return {
    write<T>(work: (writer: Writer) => Promise<T>): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        waiting.push({ work, resolve: (value) => resolve(value as T), reject });
        running ??= run();
      });
    },
    /** Resolves when nothing waits and nothing runs. */
    async idle(): Promise<void> {
      while (running !== null) await running;
    },
  };
}
