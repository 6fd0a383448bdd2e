import type { DatabaseSync } from "node:sqlite";
import { Failure } from "../../src/errors.ts";
import { migrations as allMigrations, type Migration } from "../../src/store/migrations/list.ts";
import type { Reader } from "../../src/store/store.ts";
import { openDatabase, queriesOver } from "./database.ts";
import { openingProblem } from "./problems.ts";

/**
 * An embedded store to be carried elsewhere: it is only read, and stays as it is. Throws Failure `misconfigured` when it is not one, or
 * of another version.
 */
export function movingFrom(
  file: string,
  migrations: readonly Migration[] = allMigrations,
): { read: Reader; close(): void } {
  let database: DatabaseSync | null = null;
  try {
    database = openDatabase(file, "read");
    refuseOtherVersion(database, file, migrations);
    const opened = database;
    return { read: queriesOver(opened), close: () => opened.close() };
  } catch (error) {
    database?.close();
    throw error instanceof Failure ? error : openingProblem(file, error);
  }
}

function refuseOtherVersion(database: DatabaseSync, file: string, migrations: readonly Migration[]): void {
  if (!database.prepare("select 1 from sqlite_schema where name = 'migration'").get())
    throw new Failure("misconfigured", `The file ${file} is not a store of Lotse. Name its lotse.sqlite.`);
  const done = database
    .prepare("select name from migration order by name")
    .all()
    .map(({ name }) => String(name));
  const known = migrations.map(({ name }) => name);
  const newer = done.filter((name) => !known.includes(name));
  if (newer.length > 0)
    throw new Failure(
      "misconfigured",
      `The store ${file} was written by a newer version of Lotse (it knows ${newer.join(", ")}). Move it with that version.`,
    );
  if (done.length < known.length)
    throw new Failure(
      "misconfigured",
      `The store ${file} is of an earlier version of Lotse. Start this version on it once, which brings it up to date; end it, and run the move again.`,
    );
}
