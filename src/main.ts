import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { everyMinute } from "../adapters/cron/ticks.ts";
import { catalogueFile, catalogueFolder } from "../adapters/files/catalogue.ts";
import { type Demo, readDemo } from "../adapters/files/demo.ts";
import { folder } from "../adapters/files/folder.ts";
import { httpHandler, serve } from "../adapters/http/server.ts";
import { lockFolder } from "../adapters/sqlite/lock.ts";
import { webAdapter } from "../adapters/web/adapter.ts";
import { demoVisitors, noVisitors } from "../adapters/web/visitor.ts";
import { allDialogs } from "../dialogs/list.ts";
import { extractiveWriter } from "./answer/extract.ts";
import { type Lotse, lotse } from "./app.ts";
import type { CatalogueImported } from "./catalogue/import.ts";
import { shelves as shelvesIn } from "./catalogue/shelf.ts";
import { systemClock as clock, orderedStamps } from "./clock.ts";
import { type Config, readConfig } from "./config.ts";
import { storePast } from "./demo/past.ts";
import { makeFolder, openEngines } from "./engines.ts";
import { Failure } from "./errors.ts";
import type { Problem } from "./knowledge/document.ts";
import type { Imported } from "./knowledge/import.ts";
import { type Log, pinoLog } from "./log.ts";
import { storeDemoCompany } from "./org/company.ts";
import { openReplicas } from "./replicas.ts";
import { checkKey } from "./store/key-check.ts";
import { latestStamp } from "./store/latest-stamp.ts";
import { topicRecognisers } from "./topic/recognisers.ts";
import { transcripts as transcriptsIn } from "./transcript/transcript.ts";

const DEMO = fileURLToPath(new URL("../demo/", import.meta.url));
const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"];
const TICKS_AN_HOUR = 60;
/** How soon another replica goes on with what one that died has left lying, beyond its lease. */
const SWEEP_MS = 5000;
/** Platforms kill what has not ended 25 to 30 seconds after SIGTERM. */
const LONGEST_END_MS = 24_000;

/** Puts the parts together and runs until it is told to end. */
async function main(): Promise<void> {
  const { docs, catalogue } = readArguments(process.argv.slice(2));
  const config = readConfig(process.env);
  const demo = config.mode === "demo";
  if ((docs !== null || catalogue !== null) && !demo)
    throw new Failure(
      "misconfigured",
      "--docs and --catalogue belong to the demo. Start with LOTSE_MODE=demo, or without them.",
    );
  const log = pinoLog(config.logLevel);

  makeFolder(config.dataDir);
  const lock = lockFolder(join(config.dataDir, "lotse.lock"));
  const engines = await openEngines(config);
  const { store, sealer, keys } = engines;
  const replicas = await openReplicas(config.redisUrl, { sealer, clock, log });
  const { notices, limits } = replicas;
  const stamp = orderedStamps(clock, await latestStamp(store.read));
  const transcripts = transcriptsIn({ store, sealer });
  const shelves = shelvesIn(store.read);
  const recognisers = topicRecognisers(store.read);
  const fictional = demo ? readDemo(DEMO) : null;
  const visitors = fictional ? demoVisitors(fictional.company) : noVisitors();
  const hosts = demo ? LOOPBACK : "any";
  const app = lotse({
    store,
    sealer,
    clock,
    stamp,
    log,
    adapters: [
      webAdapter({ transcripts, readOf: store.readOf, sealer, visitors, notices, hosts, clock, stamp, log }),
    ],
    dialogs: allDialogs({ sealer, keys, shelves, recognisers }),
    writer: extractiveWriter,
    transcripts,
    keys,
    shelves,
    recognisers,
    notices,
    limits,
    smallestGroup: config.smallestGroup,
  });
  if (fictional) {
    await storeDemoCompany(store, fictional.company);
    await checkKey(store, sealer, fictional.company.org);
    await importDemo(app, fictional, docs, catalogue);
    await storePast({ store, sealer }, fictional.company, fictional.requests, clock.now());
  }
  // The lock on the folder says so of the embedded store. Of a server, others may be working on the same database.
  const alone = config.databaseUrl === null;
  await app.start({ alone });
  const server = await serve(httpHandler(app.routes, log), {
    host: demo ? "127.0.0.1" : "0.0.0.0",
    port: config.port,
  });
  const ticks = everyMinute(ticking(app, log));
  const sweeps = alone ? undefined : setInterval(() => void app.sweep(), SWEEP_MS);
  let ending = false;
  const end = async () => {
    // Asked twice, or over time: what is under way is in the store, and the next start goes on with it.
    if (ending) process.exit(1);
    ending = true;
    setTimeout(() => process.exit(1), LONGEST_END_MS).unref();
    ticks.close();
    clearInterval(sweeps);
    await app.drain();
    await server.close();
    await replicas.close();
    await engines.close();
    lock.release();
    process.exit(0);
  };
  process.on("SIGTERM", () => void end());
  process.on("SIGINT", () => void end());
  say(greeting(config, server.port));
}

function readArguments(words: string[]): { docs: string | null; catalogue: string | null } {
  try {
    const options = { docs: { type: "string" }, catalogue: { type: "string" } } as const;
    const { values } = parseArgs({ args: words, options });
    const path = (value: string | undefined) => (value === undefined ? null : resolve(value));
    return { docs: path(values.docs), catalogue: path(values.catalogue) };
  } catch {
    throw new Failure(
      "misconfigured",
      `Cannot understand “${words.join(" ")}”. Usage: npm start [-- --docs FOLDER] [--catalogue FILE.json|FILE.csv]`,
    );
  }
}

/** What the demo knows: its own documents and catalogue, or those that were named. */
async function importDemo(
  app: Lotse,
  demo: Demo,
  docs: string | null,
  catalogue: string | null,
): Promise<void> {
  const { org, language } = demo.company;
  const path = docs ?? demo.documents;
  const imported = await app.importDocuments(org, language, folder(path));
  for (const line of documentReport(path, imported)) say(line);
  await app.importTopics(org, demo.topics);
  const sources = catalogue === null ? await catalogueFolder(demo.catalogue) : [catalogueFile(catalogue)];
  const catalogues = await app.importCatalogue(org, sources);
  catalogues.forEach((catalogue, at) => {
    for (const line of catalogueReport(sources[at]?.source ?? "", catalogue)) say(line);
  });
}

function documentReport(path: string, imported: Imported): string[] {
  if (imported.state === "refused") return refusal(path, imported.problems);
  const { added, changed, removed, unchanged } = imported;
  const total = added + changed + unchanged;
  return [
    `Documents: ${total} in ${path} (${added} new, ${changed} changed, ${removed} removed, ${unchanged} as before).`,
  ];
}

function catalogueReport(source: string, imported: CatalogueImported): string[] {
  if (imported.state === "refused") return refusal(source, imported.problems);
  const { added, changed, removed, unchanged } = imported;
  const total = added + changed + unchanged;
  return [
    `Catalogue: ${total} in ${source} (${added} new, ${changed} changed, ${removed} removed, ${unchanged} as before).`,
  ];
}

function refusal(path: string, problems: readonly Problem[]): string[] {
  return [
    `Nothing was imported from ${path}. What was known before stays. Please mend:`,
    ...problems.map(({ path, line, reason }) => `  ${path}:${line}  ${reason}`),
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
      if (ticks++ % TICKS_AN_HOUR === 0) await app.tidy();
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
