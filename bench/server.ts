import { createServer } from "node:http";
import { join } from "node:path";
import { folder } from "../adapters/files/folder.ts";
import { httpHandler, serve } from "../adapters/http/server.ts";
import { sqliteKeyVault } from "../adapters/sqlite/key-vault.ts";
import { sqliteStore } from "../adapters/sqlite/sqlite-store.ts";
import { webAdapter } from "../adapters/web/adapter.ts";
import { webDoor } from "../adapters/web/door.ts";
import { demoVisitors } from "../adapters/web/visitor.ts";
import { allDialogs } from "../dialogs/list.ts";
import { extractiveWriter } from "../src/answer/extract.ts";
import { lotse } from "../src/app.ts";
import { shelves as shelvesIn } from "../src/catalogue/shelf.ts";
import { systemClock as clock, orderedStamps } from "../src/clock.ts";
import { inward } from "../src/inward.ts";
import { pinoLog } from "../src/log.ts";
import { type Company, storeDemoCompany } from "../src/org/company.ts";
import { rosters } from "../src/redaction/rosters.ts";
import type { Limits } from "../src/replica/limits.ts";
import { openReplicas } from "../src/replicas.ts";
import { builtHere } from "../src/search/built-here.ts";
import { disclose } from "../src/signal/disclosure.ts";
import type { KeyVault } from "../src/store/key-vault.ts";
import { openKeys } from "../src/store/keys.ts";
import type { Store } from "../src/store/store.ts";
import { topicRecognisers } from "../src/topic/recognisers.ts";
import { transcripts as transcriptsIn } from "../src/transcript/transcript.ts";
import { inbox } from "../src/turn/inbox.ts";
import { adapterIn, type BenchChannel, bareIn } from "./channel.ts";

/**
 * What is measured, in a process of its own: `node bench/server.ts MODE FOLDER PEOPLE [CHANNEL]`.
 * - bare: node:http that answers an empty 200, or the platform's own kit.
 * - accept: HTTP in, event durable, 2xx out; nobody works on the events.
 * - product: everything, with the demo documents.
 * The channel is the web chat, if it is not said.
 * It prints its port; `memory` on standard input prints the resident set in bytes.
 */
const atEnd: (() => Promise<void>)[] = [];
const [mode = "", path = "", people = "0", words] = process.argv.slice(2);
const channel = words ? (JSON.parse(words) as BenchChannel) : null;

/** On PostgreSQL, several of these processes share the databases of BENCH_DATABASE and BENCH_KEYS, and the Redis of BENCH_REDIS. */
async function engine(): Promise<Store> {
  const database = process.env.BENCH_DATABASE;
  if (database === undefined) return sqliteStore(join(path, "lotse.sqlite"));
  const { postgresStore } = await import("../adapters/postgres/postgres-store.ts");
  return postgresStore(database);
}

async function keyVault(): Promise<KeyVault> {
  const database = process.env.BENCH_KEYS;
  if (database === undefined) return sqliteKeyVault(join(path, "keys.sqlite"));
  const { postgresKeyVault } = await import("../adapters/postgres/key-vault.ts");
  return postgresKeyVault(database);
}

async function product(acceptOnly: boolean): Promise<number> {
  const log = pinoLog("error");
  const store = await engine();
  atEnd.push(store.close);
  const vault = await keyVault();
  const masterKeys = { master: Buffer.alloc(32, 7), other: null };
  const { sealer, keys } = await openKeys({ vault, masterKeys, clock, inUse: [] });
  const stamp = orderedStamps(clock);
  const transcripts = transcriptsIn({ store, sealer });
  const replicas = await openReplicas(process.env.BENCH_REDIS ?? null, { sealer, clock, log });
  atEnd.unshift(replicas.close);
  const { notices, memory } = replicas;
  // Counted as ever, and nobody is over.
  const limits: Limits = { take: (limit, who) => replicas.limits.take({ ...limit, most: 1e9 }, who) };
  await storeDemoCompany(store, company(Number(people)));
  const visitors = demoVisitors(company(Number(people)));
  const adapter = channel
    ? await adapterIn(channel, { store, transcripts, memory, clock, stamp, log })
    : webAdapter({
        transcripts,
        readOf: store.readOf,
        sealer,
        visitors,
        entrance: [],
        chats: null,
        notices,
        clock,
        stamp,
        log,
      });
  const shelves = shelvesIn(store, builtHere);
  const recognisers = topicRecognisers(store);
  const dialogs = allDialogs({ sealer, keys, shelves, recognisers, embedder: null, model: null });
  const app = lotse({
    store,
    sealer,
    clock,
    stamp,
    log,
    adapters: [adapter],
    dialogs,
    writer: extractiveWriter,
    rosters: rosters(store),
    help: null,
    embedder: null,
    transcripts,
    keys,
    builder: builtHere,
    shelves,
    recognisers,
    disclose,
    notices,
    limits,
    memory: replicas.memory,
    smallestGroup: 5,
  });
  await app.importDocuments("bench", "de", folder(new URL("../demo/documents", import.meta.url).pathname));
  const core = inward({
    inbox: inbox({ store, sealer, stamp }),
    readOf: store.readOf,
    dialogs: new Map(dialogs.map((dialog) => [dialog.id, dialog])),
    clock,
    sealer,
    transcripts,
    limits,
    stored() {},
  });
  const door = webDoor({ readOf: store.readOf, visitors, origin: null, hosts: "any" });
  const routes = acceptOnly ? adapter.routes(core) : app.routes;
  return (await serve(httpHandler({ routes, door, log, https: false }), { host: "127.0.0.1", port: 0 })).port;
}

function company(count: number): Company {
  const people = Array.from({ length: count }, (_, at) => ({
    person: `p${at}`,
    name: `Person ${at}`,
    unit: "u",
    language: "de" as const,
    role: { de: "", en: "" },
    roles: [],
  }));
  return {
    org: "bench",
    name: "Bench",
    language: "de",
    zone: "Europe/Berlin",
    divisions: [{ division: "d", name: "D" }],
    units: [{ unit: "u", division: "d", name: "U" }],
    people,
  };
}

function bare(): Promise<number> {
  if (channel) return bareIn(channel);
  const server = createServer((request, response) => {
    request.resume();
    request.on("end", () => response.end());
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
}

const port = mode === "bare" ? await bare() : await product(mode === "accept");
process.stdout.write(`${port}\n`);
process.stdin.on("data", () => process.stdout.write(`${process.memoryUsage().rss}\n`));
process.stdin.on("end", async () => {
  for (const step of atEnd) await step();
  process.exit(0);
});
