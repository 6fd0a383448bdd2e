import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { Failure } from "../../src/errors.ts";
import type { Migration, WhenOlder } from "../../src/store/migrations/list.ts";

/**
 * Brings the file to the newest shape: each step in a transaction of its own, with a copy of the whole file before it, unless the
 * file has only just been made.
 * Throws Failure `misconfigured` for a file that a newer Lotse has written, or an older one where that is refused. Returns the names of the steps that were run.
 */
export function migrate(
  database: DatabaseSync,
  file: string,
  migrations: readonly Migration[],
  whenOlder: WhenOlder = "update",
): string[] {
  database.exec("create table if not exists migration (name text not null primary key) strict");
  const done = new Set(
    database
      .prepare("select name from migration")
      .all()
      .map((row) => String(row.name)),
  );
  const known = new Set(migrations.map((migration) => migration.name));
  const newer = [...done].filter((name) => !known.has(name));
  if (newer.length > 0) {
    throw new Failure(
      "misconfigured",
      `The database ${file} was written by a newer version of Lotse (it knows ${newer.join(", ")}). Start that version, or set DATA_DIR to another folder.`,
    );
  }

  const fresh = done.size === 0;
  const pending = migrations.filter((migration) => !done.has(migration.name));
  if (pending.length > 0 && whenOlder === "refuse")
    throw new Failure(
      "misconfigured",
      `The database ${file} is of an earlier version of Lotse. Start this version on it once, which brings it up to date, or use the commands of the version that runs.`,
    );
  for (const migration of pending) {
    if (!fresh) backUp(database, backupOf(file, migration));
    run(database, migration);
  }
  return pending.map((migration) => migration.name);
}

function backupOf(file: string, { name }: Migration): string {
  return join(dirname(file), `backup-before-${name}.sqlite`);
}

/** Removes backups, finished or not, that were written before `before` (epoch milliseconds); no file of any other name. */
export function forgetBackups(file: string, migrations: readonly Migration[], before: number): void {
  for (const backup of migrations.map((migration) => backupOf(file, migration))) {
    for (const one of [backup, partOf(backup)]) {
      const found = statSync(one, { throwIfNoEntry: false });
      if (found && found.mtimeMs < before) rmSync(one, { force: true });
    }
  }
}

function partOf(backup: string): string {
  return `${backup}.part`;
}

/**
 * The copy gets its name when it is complete and on the disk. One that is there already is from a try that did not finish, and
 * may be older than what people have written since: it is replaced.
 */
function backUp(database: DatabaseSync, to: string): void {
  const unfinished = partOf(to);
  rmSync(unfinished, { force: true });
  try {
    database.prepare("vacuum into ?").run(unfinished);
    const copy = openSync(unfinished, "r+");
    fsyncSync(copy);
    closeSync(copy);
    renameSync(unfinished, to);
  } finally {
    rmSync(unfinished, { force: true });
  }
}

function run(database: DatabaseSync, migration: Migration): void {
  database.exec("begin immediate");
  try {
    for (const statement of migration.statements) {
      database.exec(statement.replaceAll("{int}", "integer").replaceAll("{strict}", "strict"));
    }
    database.prepare("insert into migration (name) values (?)").run(migration.name);
    database.exec("commit");
  } catch (error) {
    if (database.isTransaction) database.exec("rollback");
    throw error;
  }
}
