import type { DatabaseSync } from "node:sqlite";
import { Failure } from "../../src/errors.ts";
import {
  migrations as allMigrations,
  type Migration,
  type WhenOlder,
} from "../../src/store/migrations/list.ts";
import type { Store } from "../../src/store/store.ts";
import { openDatabase, queriesOver } from "./database.ts";
import { groupCommit } from "./group-commit.ts";
import { forgetBackups, migrate } from "./migrate.ts";
import { openingProblem } from "./problems.ts";

/**
 * The embedded store: one file, one connection that writes, one that can only read.
 * Throws Failure `misconfigured`, saying what to do, when the file cannot be used.
 */
export function sqliteStore(
  file: string,
  migrations: readonly Migration[] = allMigrations,
  whenOlder: WhenOlder = "update",
): Store {
  const { writing, reading } = open(file, migrations, whenOlder);
  const commits = groupCommit(writing, queriesOver(writing));
  const read = queriesOver(reading);
  let closed = false;

  return {
    async orgs() {
      return (await read.selectFrom("org").select("org").orderBy("org").execute()).map(({ org }) => org);
    },
    // The file of one company: there is nothing that SQLite itself could hold back.
    readOf: () => read,
    async write(work) {
      if (closed) throw new Failure("unavailable", "The store is closed.");
      return commits.write(work);
    },
    async scrub() {
      if (closed) throw new Failure("unavailable", "The store is closed.");
      await commits.outside(() => {
        // Deleted content is overwritten (`secure_delete`), but not where pages were rearranged around it, nor in the old pages of the log:
        // the file is written anew, and the log is cleared.
        writing.exec("vacuum");
        const row = writing.prepare("pragma wal_checkpoint(truncate)").get();
        if (row?.busy !== 0)
          throw new Failure("unavailable", "The database is being read; its log cannot be cleared just now.");
      });
    },
    async forgetCopies(before) {
      forgetBackups(file, migrations, before);
    },
    async close() {
      closed = true;
      await commits.idle();
      reading.close();
      try {
        writing.exec("pragma wal_checkpoint(truncate)");
      } catch {
        // The disk is full: the log keeps what was written, and the next start reads it from there.
      } finally {
        writing.close();
      }
    },
  };
}

function open(
  file: string,
  migrations: readonly Migration[],
  whenOlder: WhenOlder,
): { writing: DatabaseSync; reading: DatabaseSync } {
  let writing: DatabaseSync | null = null;
  try {
    writing = openDatabase(file, "write");
    migrate(writing, file, migrations, whenOlder);
    return { writing, reading: openDatabase(file, "read") };
  } catch (error) {
    writing?.close();
    throw error instanceof Failure ? error : openingProblem(file, error);
  }
}
