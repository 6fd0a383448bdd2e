#!/usr/bin/env node
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { systemClock as clock } from "./clock.ts";
import type { At, Print } from "./commands/command.ts";
import { allCommands } from "./commands/list.ts";
import { tableOf } from "./commands/table.ts";
import { understand } from "./commands/understand.ts";
import { type Config, readConfig } from "./config.ts";
import { openEngines } from "./engines.ts";
import { Failure, isFailure } from "./errors.ts";
import type { SourceFile } from "./knowledge/document.ts";

const NOT_UNDERSTOOD = 2;
const FAILED = 1;

/** The command line: one command on what the server works on, beside it. Running servers read the same store. */
async function main(): Promise<void> {
  const understood = understand(allCommands, process.argv.slice(2), (words, options) =>
    parseArgs({ args: [...words], options, allowPositionals: true }),
  );
  if (understood.state === "help") return understood.lines.forEach(say);
  const { command, given } = understood;
  const config = readConfig(process.env);
  mustBeThere(config);
  const engines = await openEngines(config, "refuse");
  try {
    const at: At = { ...engines, clock, house: houseOf(config), readFile };
    await command.run(at, given, printing(given.has("json")));
  } finally {
    await engines.close();
  }
}

/** A mistyped folder must not become an empty house. */
function mustBeThere({ databaseUrl, dataDir }: Config): void {
  if (databaseUrl !== null || existsSync(join(dataDir, "lotse.sqlite"))) return;
  throw new Failure(
    "misconfigured",
    `There is no Lotse in ${dataDir}. Set DATA_DIR to its folder, or DATABASE_URL to its database; a new one is made by the first start (npm start).`,
  );
}

function houseOf({ mode, databaseUrl }: Config): string {
  return `${mode}, ${databaseUrl === null ? "embedded (SQLite)" : "PostgreSQL"}`;
}

function readFile(path: string): SourceFile {
  try {
    return { path: basename(path), bytes: readFileSync(path) };
  } catch (cause) {
    throw new Failure("misconfigured", `The file ${path} cannot be read.`, { cause });
  }
}

function printing(json: boolean): Print {
  return {
    say,
    list(rows, none) {
      if (json) say(JSON.stringify(rows, null, 2));
      else if (rows.length === 0) say(none);
      else tableOf(rows).forEach(say);
    },
  };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().catch((error: unknown) => {
  const reason =
    error instanceof Failure
      ? error.message
      : error instanceof Error
        ? (error.stack ?? error.message)
        : String(error);
  process.stderr.write(`${reason}\n`);
  process.exitCode = isFailure(error, "misconfigured") ? NOT_UNDERSTOOD : FAILED;
});
