import type { Kysely, Transaction } from "kysely";
import type { Schema } from "./schema.ts";

/** Reads, and by its type nothing else. */
export type Reader = Pick<Kysely<Schema>, "selectFrom">;

/** The inside of one transaction. Await nothing but SQL in it, and never the store itself. */
export type Writer = Pick<Transaction<Schema>, "selectFrom" | "insertInto" | "updateTable" | "deleteFrom">;

/** The record of everything that must not be lost. */
export interface Store {
  /** The ids of all orgs: the only thing that is ever seen of more than one. */
  orgs(): Promise<string[]>;
  /**
   * The committed state of one org, on a connection that cannot write. Where the engine can, rows of others are not there, whatever a
   * query forgets to say.
   */
  readOf(org: string): Reader;
  /**
   * Runs `work` on the rows of one org in one transaction and resolves when it is durable. If `work` throws, none of it happened and its error is passed on.
   * Writes end as if they had run one after another; to keep that promise, `work` may be undone and run again, so it changes nothing
   * but through `writer`. A statement that fails spoils it.
   * Throws Failure `unavailable` when the store cannot be written. Rows of other orgs are not there, as in `readOf`.
   */
  write<T>(work: (writer: Writer) => Promise<T>, org: string): Promise<T>;
  /**
   * Clears what was deleted out of the files, the log included, as far as the engine can: a server does not overwrite at once.
   * Throws Failure `unavailable` when that is not possible just now.
   */
  scrub(): Promise<void>;
  /** Removes the copies that were made before an update, if that was before `before` (epoch milliseconds). */
  forgetCopies(before: number): Promise<void>;
  /** Folds the log into the file and lets go of it. */
  close(): Promise<void>;
}
