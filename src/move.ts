import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { postgresKeyVault } from "../adapters/postgres/key-vault.ts";
import { movingTo } from "../adapters/postgres/moving-to.ts";
import { sqliteKeyVault } from "../adapters/sqlite/key-vault.ts";
import { lockFolder } from "../adapters/sqlite/lock.ts";
import { movingFrom } from "../adapters/sqlite/moving-from.ts";
import { Failure } from "./errors.ts";
import { type Carried, carryOver, isCarried, storeCargo } from "./store/carry-over.ts";
import { copyVault } from "./store/copy-vault.ts";

const USAGE =
  "Usage: npm run move -- --from DATA_DIR/lotse.sqlite --to postgres://USER:PASSWORD@HOST:PORT/DATABASE [--keys-to postgres://USER:PASSWORD@HOST:PORT/ANOTHER]";

/**
 * Carries an embedded store over into an empty PostgreSQL database, and the key vault beside it into another. It may be cut off at any
 * point, and run again.
 */
async function main(): Promise<void> {
  const { from, to, keysTo } = readArguments(process.argv.slice(2));
  const lock = lockFolder(join(dirname(from), "lotse.lock"));
  const source = movingFrom(from);
  const target = await movingTo(to);
  try {
    // Opened before anything is carried, so that a wrong address is found out in time.
    const keys = keysTo === null ? null : await movingKeys(join(dirname(from), "keys.sqlite"), keysTo);
    try {
      await move(source, target);
      if (keys !== null)
        say("", `Keys: ${await copyVault(keys.source, keys.target)}, the same on both sides.`);
    } finally {
      await keys?.close();
    }
  } finally {
    await target.close();
    source.close();
    lock.release();
  }
  say(
    "",
    keysTo === null
      ? "Everything is there, and both sides agree. Start Lotse with DATABASE_URL, and otherwise as before: it still needs the master key, and keys.sqlite in DATA_DIR."
      : "Everything is there, and both sides agree. Start Lotse with DATABASE_URL and KEYS_URL, and the same master key.",
    `${from} is as it was: keep it until you are content, and then delete it, for nobody's wish to be forgotten reaches it any more.`,
  );
}

async function move(
  { read }: ReturnType<typeof movingFrom>,
  target: Awaited<ReturnType<typeof movingTo>>,
): Promise<void> {
  const there = await target.store.orgs();
  if (!target.underWay && there.length > 0) {
    if (await isCarried(read, target.store, storeCargo)) return;
    throw new Failure(
      "misconfigured",
      `The target is not empty: it has ${there.join(", ")}. Name an empty database; nothing was changed in this one.`,
    );
  }
  say(`${"table".padEnd(20)}${"rows".padStart(10)}  SHA-256, the same on both sides`);
  await target.begin();
  await carryOver(read, target.store, storeCargo, (carried) => say(lineOf(carried)));
  await target.arrived();
}

async function movingKeys(file: string, to: string) {
  if (!existsSync(file)) throw new Failure("misconfigured", `There are no keys in ${file}. ${USAGE}`);
  const target = await postgresKeyVault(to);
  const source = sqliteKeyVault(file);
  return { source, target, close: () => Promise.all([source.close(), target.close()]) };
}

function lineOf({ table, rows, hash }: Carried): string {
  return `${table.padEnd(20)}${String(rows).padStart(10)}  ${hash.slice(0, 16)}`;
}

function readArguments(words: string[]): { from: string; to: string; keysTo: string | null } {
  const { from, to, "keys-to": keysTo = null } = optionsIn(words);
  if (from === undefined || to === undefined) throw new Failure("misconfigured", USAGE);
  for (const [option, address] of Object.entries({ "--to": to, "--keys-to": keysTo ?? to }))
    if (!["postgres:", "postgresql:"].includes(URL.parse(address)?.protocol ?? ""))
      throw new Failure("misconfigured", `${option} is not the address of a PostgreSQL database. ${USAGE}`);
  if (!existsSync(from)) throw new Failure("misconfigured", `There is no file ${resolve(from)}. ${USAGE}`);
  if (statSync(from).isDirectory())
    throw new Failure("misconfigured", `${resolve(from)} is a folder. Name the lotse.sqlite in it. ${USAGE}`);
  return { from: resolve(from), to, keysTo };
}

function optionsIn(words: string[]) {
  const option = { type: "string" } as const;
  try {
    return parseArgs({ args: words, options: { from: option, to: option, "keys-to": option } }).values;
  } catch {
    throw new Failure("misconfigured", USAGE);
  }
}

function say(...lines: string[]): void {
  for (const line of lines) process.stdout.write(`${line}\n`);
}

main().catch((error: unknown) => {
  const reason =
    error instanceof Failure
      ? error.message
      : error instanceof Error
        ? (error.stack ?? error.message)
        : String(error);
  process.stderr.write(`\nNot moved.\n${reason}\n`);
  process.exit(1);
});
