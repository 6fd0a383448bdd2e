import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { everyMinute } from "../adapters/cron/ticks.ts";
import { catalogueFile, catalogueFolder } from "../adapters/files/catalogue.ts";
import { type Demo, readDemo } from "../adapters/files/demo.ts";
import { folder } from "../adapters/files/folder.ts";
import { promptFiles } from "../adapters/files/prompts.ts";
import { httpHandler, serve } from "../adapters/http/server.ts";
import { lockFolder } from "../adapters/sqlite/lock.ts";
import { webAdapter } from "../adapters/web/adapter.ts";
import { webDoor } from "../adapters/web/door.ts";
import { discloseInWorker } from "../adapters/worker/disclosure-worker.ts";
import { indexBuilder } from "../adapters/worker/index-builder.ts";
import { allDialogs } from "../dialogs/list.ts";
import { extractiveWriter } from "./answer/extract.ts";
import { goldenReport } from "./answer/golden.ts";
import { type Lotse, lotse } from "./app.ts";
import { shelves as shelvesIn } from "./catalogue/shelf.ts";
import type { Chats } from "./channel/adapter.ts";
import { systemClock as clock, orderedStamps } from "./clock.ts";
import { readServerConfig, type ServerConfig } from "./config.ts";
import { storePast } from "./demo/past.ts";
import { demoDoors, productionDoors } from "./doors.ts";
import { type Engines, makeFolder, openEngines } from "./engines.ts";
import { freshAdminCode, hasAdmin } from "./entrance/admin-code.ts";
import { Failure } from "./errors.ts";
import { type Log, pinoLog } from "./log.ts";
import { helpOf } from "./model.ts";
import { storeDemoCompany } from "./org/company.ts";
import { findOrg } from "./org/org.ts";
import { rosters as rostersIn } from "./redaction/rosters.ts";
import { openReplicas, type Replicas } from "./replicas.ts";
import { catalogueReport, documentReport } from "./report.ts";
import type { Embedder } from "./search/embed.ts";
import { slackChannel } from "./slack.ts";
import { checkVault } from "./store/key-check.ts";
import { latestStamp } from "./store/latest-stamp.ts";
import type { Sealer } from "./store/sealing.ts";
import type { Store } from "./store/store.ts";
import { teamsChannel } from "./teams.ts";
import { topicRecognisers } from "./topic/recognisers.ts";
import { transcripts as transcriptsIn } from "./transcript/transcript.ts";

const PROMPTS = fileURLToPath(new URL("../prompts/", import.meta.url));
const DEMO = fileURLToPath(new URL("../demo/", import.meta.url));
const TICKS_AN_HOUR = 60;
/** How soon another replica goes on with what one that died has left lying, beyond its lease. */
const SWEEP_MS = 5000;
/** Platforms kill what has not ended 25 to 30 seconds after SIGTERM. */
const LONGEST_END_MS = 24_000;

/** Puts the parts together and runs until it is told to end. */
async function main(): Promise<void> {
  const { docs, catalogue } = readArguments(process.argv.slice(2));
  const config = readServerConfig(process.env);
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
  await checkVault(engines);
  const { store, sealer, keys } = engines;
  const replicas = await openReplicas(config.redisUrl, { sealer, clock, log });
  const { notices, limits } = replicas;
  const stamp = orderedStamps(clock, await latestStamp(store));
  const transcripts = transcriptsIn({ store, sealer });
  const builder = indexBuilder(join(config.dataDir, "index"));
  const shelves = shelvesIn(store, builder);
  const recognisers = topicRecognisers(store);
  const rosters = rostersIn(store);
  await refuseOther(store, config.mode);
  const embedder = await embedderOf(config);
  const prompts = promptFiles(PROMPTS);
  const help = config.model && (await helpOf(config.model, { store, rosters, prompts, clock, log }));
  const teams = config.teams
    ? await teamsChannel(config.teams, { store, transcripts, memory: replicas.memory, clock, stamp, log })
    : null;
  const chats = teams?.chats ?? null;
  const { fictional, doors } = await doorsOf(config, { store, sealer, log, chats, replicas });
  const { visitors, entrance, origin, hosts, listen } = doors;
  const app = lotse({
    store,
    sealer,
    clock,
    stamp,
    log,
    adapters: [
      webAdapter({
        transcripts,
        readOf: store.readOf,
        sealer,
        visitors,
        entrance,
        chats,
        notices,
        clock,
        stamp,
        log,
      }),
      ...(config.slack
        ? [
            await slackChannel(config.slack, config.publicUrl, {
              ...{ store, sealer, transcripts, memory: replicas.memory, clock, stamp, log },
            }),
          ]
        : []),
      ...(teams ? [teams] : []),
    ],
    dialogs: allDialogs({ sealer, keys, shelves, recognisers, embedder, model: help?.model ?? null }),
    writer: extractiveWriter,
    rosters,
    help,
    embedder,
    transcripts,
    keys,
    builder,
    shelves,
    recognisers,
    disclose: discloseInWorker,
    notices,
    limits,
    memory: replicas.memory,
    smallestGroup: config.smallestGroup,
  });
  if (fictional) {
    await storeDemoCompany(store, fictional.company);
    await importDemo(app, fictional, docs, catalogue);
    await storePast({ store, sealer }, fictional.company, fictional.requests, clock.now());
  }
  // The lock on the folder says so of the embedded store. Of a server, others may be working on the same database.
  const alone = config.databaseUrl === null;
  await app.start({ alone });
  const door = webDoor({ readOf: store.readOf, visitors, origin, hosts });
  const https = origin?.startsWith("https:") ?? false;
  const server = await serve(httpHandler({ routes: app.routes, door, log, https }), {
    host: listen,
    port: config.port,
  });
  const ticks = everyMinute(ticking(app, engines, log));
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
  if (config.mode === "production") await inviteFirstAdmin(store, config.publicUrl);
}

async function doorsOf(
  config: ServerConfig,
  parts: { store: Store; sealer: Sealer; log: Log; chats: Chats | null; replicas: Replicas },
) {
  if (config.mode === "production")
    return { fictional: null, doors: await productionDoors(config, { ...parts, clock }) };
  const fictional = readDemo(DEMO);
  return { fictional, doors: demoDoors(fictional.company) };
}

/** Loaded when it is wanted: the demo starts without it. */
async function embedderOf({ embeddings }: ServerConfig): Promise<Embedder | null> {
  if (embeddings === null) return null;
  const { openaiEmbedder } = await import("../adapters/openai/embeddings.ts");
  return openaiEmbedder(embeddings);
}

/** The demo and a real company never share a store: in the demo anybody can be anybody. */
async function refuseOther(store: Store, mode: ServerConfig["mode"]): Promise<void> {
  for (const org of await store.orgs()) {
    const isDemo = (await findOrg(store.readOf(org), org))?.demo === true;
    if (isDemo && mode === "production")
      throw new Failure(
        "misconfigured",
        `The company “${org}” in this store is the demo's. Set DATA_DIR (or DATABASE_URL) to a place without it.`,
      );
    if (!isDemo && mode === "demo")
      throw new Failure(
        "misconfigured",
        `The company “${org}” in this store is a real one, and in the demo anybody can be anybody. Start with LOTSE_MODE=production, or set DATA_DIR (or DATABASE_URL) to another place.`,
      );
  }
}

async function inviteFirstAdmin(store: Store, publicUrl: URL): Promise<void> {
  if (await hasAdmin(store)) return;
  const code = await freshAdminCode(store, clock.now());
  const setUp = new URL("/setup", publicUrl);
  say(
    `\nThere is no admin yet. Open ${setUp} within 24 hours, sign in, and enter this code, unless another server has started since and printed its own:\n\n  ${code}\n`,
  );
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
  for (const line of goldenReport(imported.golden)) say(line);
  await app.importTopics(org, demo.topics);
  const sources = catalogue === null ? await catalogueFolder(demo.catalogue) : [catalogueFile(catalogue)];
  const catalogues = await app.importCatalogue(org, sources);
  catalogues.forEach((catalogue, at) => {
    for (const line of catalogueReport(sources[at]?.source ?? "", catalogue)) say(line);
  });
}

function greeting({ mode }: ServerConfig, port: number): string {
  return mode === "demo"
    ? `\n  Lotse is ready: http://127.0.0.1:${port}\n\n  This is the demo, on this computer only. End it with Ctrl+C.\n`
    : `Lotse is ready on port ${port}.`;
}

function ticking(app: Lotse, engines: Engines, log: Log): () => Promise<void> {
  let ticks = 0;
  return async () => {
    try {
      await engines.sealer.refresh();
      await checkVault(engines);
    } catch (error) {
      log.error("the keys could not be looked after; the next tick tries again", {}, error);
    }
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
