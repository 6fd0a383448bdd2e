import { createServer } from "node:http";
import { App, HTTPReceiver } from "@slack/bolt";
import { slackAdapter } from "../adapters/slack/adapter.ts";
import { slackCall } from "../adapters/slack/client.ts";
import { singleToken } from "../adapters/slack/tokens.ts";
import type { ChannelAdapter } from "../src/channel/adapter.ts";
import type { Clock } from "../src/clock.ts";
import type { Log } from "../src/log.ts";
import type { ShortMemory } from "../src/replica/short-memory.ts";
import type { Store } from "../src/store/store.ts";
import { teamsChannel } from "../src/teams.ts";
import type { Transcripts } from "../src/transcript/transcript.ts";
import { bot } from "../tests/loopback/teams/bot.ts";

/** A platform on loopback, and how to talk to it. `echoes`: whether the bare bot says something back. */
export type BenchChannel =
  | { channel: "slack"; api: string; secret: string; token: string }
  | { channel: "teams"; app: string; tenant: string; authority: string; secret: string; echoes: boolean };

type Parts = {
  store: Store;
  transcripts: Transcripts;
  memory: ShortMemory;
  clock: Clock;
  stamp(): number;
  log: Log;
};

/** Lotse there. */
export async function adapterIn(where: BenchChannel, parts: Parts): Promise<ChannelAdapter> {
  const { store, clock, log } = parts;
  if (where.channel === "teams") {
    const { app, tenant, secret } = where;
    const proof = { kind: "secret", secret } as const;
    return teamsChannel(
      { app, tenant, authority: new URL(where.authority), proof, hosts: [], links: [], graph: null },
      parts,
    );
  }
  const call = slackCall(where.api);
  return slackAdapter({
    ...parts,
    signingSecret: where.secret,
    appToken: null,
    url: where.api,
    call,
    tokens: singleToken(where.token, { call, store, now: clock.now, log }),
    groups: new Map(),
    entrance: [],
  });
}

/** The platform's own kit, which does nothing, or says something back; the port where it listens. */
export async function bareIn(where: BenchChannel): Promise<number> {
  if (where.channel === "teams") {
    const { app: id, tenant, authority, secret, echoes } = where;
    const about = { app: { id, secret }, home: { id: tenant }, authority };
    let port = 0;
    const sendsTo = (url: string) => {
      port = Number(new URL(url).port);
    };
    await bot({ ...about, sendsTo }, async (context) => {
      if (echoes) await context.sendActivity(context.activity.text);
    });
    return port;
  }
  const receiver = new HTTPReceiver({ signingSecret: where.secret });
  const app = new App({ receiver, authorize: async () => ({}) });
  app.message(async () => {});
  const server = createServer(receiver.requestListener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}
