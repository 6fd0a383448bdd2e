import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { everyMinute } from "../adapters/cron/ticks.ts";
import { folder } from "../adapters/files/folder.ts";
import { httpHandler, serve } from "../adapters/http/server.ts";
import { lockFolder } from "../adapters/sqlite/lock.ts";
import { sqliteStore } from "../adapters/sqlite/sqlite-store.ts";
import { webAdapter } from "../adapters/web/adapter.ts";
import { demoVisitors, noVisitors, type Visitors } from "../adapters/web/visitor.ts";
import { ask } from "../dialogs/ask.ts";
import { comment } from "../dialogs/comment.ts";
import { welcome } from "../dialogs/welcome.ts";
import { extractiveWriter } from "./answer/extract.ts";
import { type Lotse, lotse } from "./app.ts";
import { systemClock as clock, orderedStamps } from "./clock.ts";
import { type Config, readConfig } from "./config.ts";
import { Failure } from "./errors.ts";
import type { Imported } from "./knowledge/import.ts";
import { type Log, pinoLog } from "./log.ts";
import { Company, storeDemoCompany } from "./org/company.ts";
import { checkKey } from "./store/key-check.ts";
import { latestStamp } from "./store/latest-stamp.ts";
import { aesSealer } from "./store/sealing.ts";
import type { Store } from "./store/store.ts";
import { transcripts as transcriptsIn } from "./transcript/transcript.ts";

const DEMO = fileURLToPath(new URL("../demo/", import.meta.url));
const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"];
const TICKS_AN_HOUR = 60;
/** Platforms kill what has not ended 25 to 30 seconds after SIGTERM. */
const LONGEST_END_MS = 24_000;

/** Puts the parts together and runs until it is told to end. */
async function main(): Promise<void> {
  const { docs } = readArguments(process.argv.slice(2));
  const config = readConfig(process.env);
  const demo = config.mode === "demo";
  if (docs !== null && !demo)
    throw new Failure(
      "misconfigured",
      "--docs belongs to the demo. Start with LOTSE_MODE=demo, or without --docs.",
    );
  const log = pinoLog(config.logLevel);

  makeFolder(config.dataDir);
  const lock = lockFolder(join(config.dataDir, "lotse.lock"));
  const store = sqliteStore(join(config.dataDir, "lotse.sqlite"));
  const sealer = aesSealer(config.masterKey ?? demoKey(join(config.dataDir, "master.key")));
  const stamp = orderedStamps(clock, await latestStamp(store.read));
  const transcripts = transcriptsIn({ store, sealer });
  const visitors = demo ? await demoCompany(store) : noVisitors();
  const hosts = demo ? LOOPBACK : "any";
  const app = lotse({
    store,
    sealer,
    clock,
    stamp,
    log,
    adapters: [webAdapter({ transcripts, read: store.read, visitors, hosts, clock, stamp, log })],
    dialogs: [welcome, ask, comment({ sealer })],
    writer: extractiveWriter,
    transcripts,
  });
  if (demo) await checkKey(store, sealer, visitors.company.org);
  if (demo) await importDocuments(app, visitors, docs ?? join(DEMO, "documents"));
  await app.start({ alone: true });
  const server = await serve(httpHandler(app.routes, log), {
    host: demo ? "127.0.0.1" : "0.0.0.0",
    port: config.port,
  });
  const ticks = everyMinute(ticking(app, log));
  let ending = false;
  const end = async () => {
    // Asked twice, or over time: what is under way is in the store, and the next start goes on with it.
    if (ending) process.exit(1);
    ending = true;
    setTimeout(() => process.exit(1), LONGEST_END_MS).unref();
    ticks.close();
    await app.drain();
    await server.close();
    await store.close();
    lock.release();
    process.exit(0);
  };
  process.on("SIGTERM", () => void end());
  process.on("SIGINT", () => void end());
  say(greeting(config, server.port));
}

function readArguments(words: string[]): { docs: string | null } {
  try {
    const { values } = parseArgs({ args: words, options: { docs: { type: "string" } } });
    return { docs: values.docs === undefined ? null : resolve(values.docs) };
  } catch {
    throw new Failure(
      "misconfigured",
      `Cannot understand “${words.join(" ")}”. Usage: npm start [-- --docs FOLDER]`,
    );
  }
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new Failure(
      "misconfigured",
      `The data folder ${path} cannot be made. Set DATA_DIR to a folder that may be written.`,
      { cause },
    );
  }
}

/** The demo makes its own key, readable by this user only, and on disk before anything is sealed with it. */
function demoKey(file: string): Buffer {
  if (!existsSync(file)) {
    const fresh = openSync(`${file}.new`, "w", 0o600);
    writeFileSync(fresh, randomBytes(32).toString("hex"));
    fsyncSync(fresh);
    closeSync(fresh);
    renameSync(`${file}.new`, file);
  }
  const digits = readFileSync(file, "utf8").trim();
  if (!/^[0-9a-f]{64}$/i.test(digits)) {
    throw new Failure(
      "misconfigured",
      `The key in ${file} is damaged. Put its 64 hexadecimal digits back from a backup; without it what people wrote cannot be read. To start the demo afresh, set DATA_DIR to an empty folder.`,
    );
  }
  return Buffer.from(digits, "hex");
}

async function demoCompany(store: Store): Promise<Visitors> {
  const company = Company.parse(JSON.parse(readFileSync(join(DEMO, "company.json"), "utf8")));
  await storeDemoCompany(store, company);
  return demoVisitors(company);
}

async function importDocuments(app: Lotse, { company }: Visitors, path: string): Promise<void> {
  const imported = await app.importDocuments(company.org, company.language, folder(path));
  for (const line of report(path, imported)) say(line);
}

function report(path: string, imported: Imported): string[] {
  if (imported.state === "refused") {
    return [
      `Nothing was imported from ${path}. What was known before stays. Please mend:`,
      ...imported.problems.map(({ path, line, reason }) => `  ${path}:${line}  ${reason}`),
    ];
  }
  const { added, changed, removed, unchanged } = imported;
  const total = added + changed + unchanged;
  return [
    `Documents: ${total} in ${path} (${added} new, ${changed} changed, ${removed} removed, ${unchanged} as before).`,
  ];
}

function greeting({ mode }: Config, port: number): string {
  return mode === "demo"
    ? `\n  Lotse is ready: http://127.0.0.1:${port}\n\n  This is the demo, on this computer only. End it with Ctrl+C.\n`
    : `Lotse is ready on port ${port}.`;
}

function ticking(app: Lotse, log: Log): () => Promise<void> {
  let ticks = 0;
  return async () => {
    try {
      await app.tick();
      if (ticks++ % TICKS_AN_HOUR === 0) await app.forget();
    } catch (error) {
      log.error("a tick failed; the next one tries again", {}, error);
    }
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
  process.stderr.write(`\nLotse did not start.\n${reason}\n`);
  process.exit(1);
});
