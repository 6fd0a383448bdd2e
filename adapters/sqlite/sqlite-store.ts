import type { DatabaseSync } from "node:sqlite";
import { Failure } from "../../src/errors.ts";
import { migrations as allMigrations, type Migration } from "../../src/store/migrations/list.ts";
import type { Store } from "../../src/store/store.ts";
import { openDatabase, queriesOver } from "./database.ts";
import { groupCommit } from "./group-commit.ts";
import { migrate } from "./migrate.ts";
import { openingProblem } from "./problems.ts";

/**
 * The embedded store: one file, one connection that writes, one that can only read.
 * Throws Failure `misconfigured`, saying what to do, when the file cannot be used.
 */
export function sqliteStore(file: string, migrations: readonly Migration[] = allMigrations): Store {
  const { writing, reading } = open(file, migrations);
  const commits = groupCommit(writing, queriesOver(writing));

  return {
    read: queriesOver(reading),
    write: commits.write,
    async close() {
      await commits.idle();
      reading.close();
      writing.exec("pragma wal_checkpoint(truncate)");
      writing.close();
    },
  };
}

function open(
  file: string,
  migrations: readonly Migration[],
): { writing: DatabaseSync; reading: DatabaseSync } {
  try {
    const writing = openDatabase(file, "write");
    migrate(writing, file, migrations);
    return { writing, reading: openDatabase(file, "read") };
  } catch (error) {
    throw error instanceof Failure ? error : openingProblem(file, error);
  }
}
