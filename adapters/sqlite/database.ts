import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { Kysely, SqliteDialect } from "kysely";
import type { Schema } from "../../src/store/schema.ts";
import { runningProblem } from "./problems.ts";

export type Access = "write" | "read";

/** One connection to an embedded database file, as durable as SQLite can be. */
export function openDatabase(file: string, access: Access): DatabaseSync {
  const database = new DatabaseSync(file, { readOnly: access === "read", timeout: 5000 });
  if (access === "write") {
    database.exec("pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on");
    // A file that may only be read opens all the same: this finds out.
    database.exec("begin immediate; pragma user_version = 0; rollback");
  }
  return database;
}

/** Queries over a connection. Statements are prepared once and kept: the house asks the same hundred questions all day. */
export function queriesOver(database: DatabaseSync): Kysely<Schema> {
  const statements = new Map<string, PreparedStatement>();
  return new Kysely<Schema>({
    dialect: new SqliteDialect({
      database: {
        close: () => database.close(),
        prepare(sql) {
          const known = statements.get(sql);
          if (known) return known;
          const prepared = preparedStatement(database.prepare(sql));
          if (statements.size < 500) statements.set(sql, prepared);
          return prepared;
        },
      },
    }),
  });
}

type PreparedStatement = ReturnType<typeof preparedStatement>;

function preparedStatement(statement: StatementSync) {
  return {
    reader: statement.columns().length > 0,
    all: (values: readonly unknown[]) => explained(() => statement.all(...(values as SQLInputValue[]))),
    run: (values: readonly unknown[]) => explained(() => statement.run(...(values as SQLInputValue[]))),
    iterate: (values: readonly unknown[]) =>
      explained(() => statement.iterate(...(values as SQLInputValue[]))),
  };
}

function explained<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw runningProblem(error);
  }
}
