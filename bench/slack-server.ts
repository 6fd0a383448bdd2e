import { createServer } from "node:http";
import { join } from "node:path";
import { App, HTTPReceiver } from "@slack/bolt";
import { folder } from "../adapters/files/folder.ts";
import { httpHandler, serve } from "../adapters/http/server.ts";
import { slackAdapter } from "../adapters/slack/adapter.ts";
import { slackCall } from "../adapters/slack/client.ts";
import { singleToken } from "../adapters/slack/tokens.ts";
import { sqliteKeyVault } from "../adapters/sqlite/key-vault.ts";
import { sqliteStore } from "../adapters/sqlite/sqlite-store.ts";
import { allDialogs } from "../dialogs/list.ts";
import { extractiveWriter } from "../src/answer/extract.ts";
import { lotse } from "../src/app.ts";
import { shelves as shelvesIn } from "../src/catalogue/shelf.ts";
import { systemClock as clock, orderedStamps } from "../src/clock.ts";
import { inward } from "../src/inward.ts";
import { pinoLog } from "../src/log.ts";
import { storeDemoCompany } from "../src/org/company.ts";
import { rosters } from "../src/redaction/rosters.ts";
import type { Limits } from "../src/replica/limits.ts";
import { openReplicas } from "../src/replicas.ts";
import { builtHere } from "../src/search/built-here.ts";
import { disclose } from "../src/signal/disclosure.ts";
import { openKeys } from "../src/store/keys.ts";
import { topicRecognisers } from "../src/topic/recognisers.ts";
import { transcripts as transcriptsIn } from "../src/transcript/transcript.ts";
import { inbox } from "../src/turn/inbox.ts";

/**
 * What is measured of Slack, in a process of its own: `node bench/slack-server.ts MODE FOLDER API SECRET TOKEN`.
 * - bare: Bolt that acknowledges a message and does nothing.
 * - accept: signed event in, durable, 200 out; nobody works on the events.
 * - product: everything, with the demo documents.
 */
const [mode = "", path = "", api = "", secret = "", token = ""] = process.argv.slice(2);
const atEnd: (() => Promise<unknown>)[] = [];

async function bare(): Promise<number> {
  const receiver = new HTTPReceiver({ signingSecret: secret });
  const app = new App({ receiver, authorize: async () => ({}) });
  app.message(async () => {});
  const server = createServer(receiver.requestListener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

async function house(acceptOnly: boolean): Promise<number> {
  const log = pinoLog("error");
  const store = sqliteStore(join(path, "lotse.sqlite"));
  atEnd.push(store.close);
  const vault = sqliteKeyVault(join(path, "keys.sqlite"));
  const masterKeys = { master: Buffer.alloc(32, 7), other: null };
  const { sealer, keys } = await openKeys({ vault, masterKeys, clock, inUse: [] });
  const stamp = orderedStamps(clock);
  const transcripts = transcriptsIn({ store, sealer });
  const { notices, memory, limits: counted } = await openReplicas(null, { sealer, clock, log });
  // Counted as ever, and nobody is over.
  const limits: Limits = { take: (limit, who) => counted.take({ ...limit, most: 1e9 }, who) };
  const company = { org: "bench", name: "Bench", language: "de", zone: "Europe/Berlin" } as const;
  await storeDemoCompany(store, { ...company, divisions: [], units: [], people: [] });
  const call = slackCall(api);
  const adapter = slackAdapter({
    signingSecret: secret,
    appToken: null,
    url: api,
    call,
    tokens: singleToken(token, { call, store, now: clock.now, log }),
    groups: new Map(),
    entrance: [],
    store,
    transcripts,
    memory,
    clock,
    stamp,
    log,
  });
  const shelves = shelvesIn(store, builtHere);
  const recognisers = topicRecognisers(store);
  const dialogs = allDialogs({ sealer, keys, shelves, recognisers, embedder: null });
  const parts = {
    store,
    sealer,
    clock,
    stamp,
    log,
    transcripts,
    keys,
    shelves,
    recognisers,
    notices,
    limits,
    memory,
  };
  const app = lotse({
    ...parts,
    adapters: acceptOnly ? [] : [adapter],
    dialogs,
    writer: extractiveWriter,
    rosters: rosters(store),
    help: null,
    embedder: null,
    builder: builtHere,
    disclose,
    smallestGroup: 5,
  });
  await app.importDocuments("bench", "de", folder(new URL("../demo/documents", import.meta.url).pathname));
  const core = inward({
    ...parts,
    inbox: inbox({ store, sealer, stamp }),
    readOf: store.readOf,
    dialogs: new Map(dialogs.map((dialog) => [dialog.id, dialog])),
    stored() {},
  });
  const routes = acceptOnly ? adapter.routes(core) : app.routes;
  const door: Parameters<typeof httpHandler>[0]["door"] = (route) => (request, by, named) =>
    route.access === "platform"
      ? route.handle(request, by, named)
      : Promise.resolve(new Response(null, { status: 404 }));
  return (await serve(httpHandler({ routes, door, log, https: false }), { host: "127.0.0.1", port: 0 })).port;
}

const port = mode === "bare" ? await bare() : await house(mode === "accept");
process.stdout.write(`${port}\n`);
process.stdin.on("data", () => process.stdout.write(`${process.memoryUsage().rss}\n`));
process.stdin.on("end", async () => {
  for (const step of atEnd) await step();
  process.exit(0);
});
