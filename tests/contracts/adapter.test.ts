import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { serve } from "../../adapters/http/server.ts";
import { slackAdapter } from "../../adapters/slack/adapter.ts";
import { slackCall } from "../../adapters/slack/client.ts";
import { singleToken } from "../../adapters/slack/tokens.ts";
import { webAdapter } from "../../adapters/web/adapter.ts";
import { webDoor } from "../../adapters/web/door.ts";
import { demoVisitors } from "../../adapters/web/visitor.ts";
import type { ChannelAdapter, Inward, Route } from "../../src/channel/adapter.ts";
import type { Address } from "../../src/channel/address.ts";
import { type Block, text } from "../../src/channel/block.ts";
import type { ChannelEvent } from "../../src/channel/event.ts";
import type { Outgoing, Sent } from "../../src/channel/reply.ts";
import { systemClock as clock, orderedStamps } from "../../src/clock.ts";
import { bindWorkspace } from "../../src/entrance/workspace.ts";
import { Failure } from "../../src/errors.ts";
import { pinoLog } from "../../src/log.ts";
import { storeDemoCompany } from "../../src/org/company.ts";
import { openReplicas } from "../../src/replicas.ts";
import { applyChanges } from "../../src/store/change.ts";
import { aesSealer } from "../../src/store/sealing.ts";
import type { Store } from "../../src/store/store.ts";
import { teamsChannel } from "../../src/teams.ts";
import { transcripts } from "../../src/transcript/transcript.ts";
import { type Bench, engines } from "../engines.ts";
import { company, ORG } from "../house.ts";
import { type LoopbackSlack, loopbackSlack } from "../loopback/slack/slack.ts";
import { loopbackTeams } from "../loopback/teams/teams.ts";

/** A channel under test, and its platform as far as the contract can see it. */
type Channel = {
  adapter: ChannelAdapter;
  /** Keeps what the channel leaves to our own record, as the deliverer does, and then it is shown. */
  keep(sent: Sent, delivery: string): Promise<Sent>;
  /** What it says of a delivery that never arrived. */
  missing: "absent" | "unrecorded";
  address: Address;
  /** What the person has in front of them: message id -> blocks, in order. */
  shown(): Promise<Map<string, Block[]>>;
  /** Delivers one message of the person's, as the platform would, under this id. */
  deliver(routes: Route[], id: string): Promise<Response>;
};

const channels: { name: string; open(bench: Bench): Promise<Channel> }[] = [
  {
    name: "Slack",
    async open({ store }) {
      const slack = await loopbackSlack();
      const team = slack.team("Werft");
      const token = slack.installs(team);
      const ida = slack.person(team, "Ida");
      await storeDemoCompany(store, company);
      const sealer = aesSealer(Buffer.alloc(32, 1));
      const log = pinoLog("silent");
      const { memory } = await openReplicas(null, { sealer, clock, log });
      const call = slackCall(slack.apiUrl);
      const adapter = slackAdapter({
        store,
        clock,
        log,
        memory,
        call,
        stamp: orderedStamps(clock),
        transcripts: transcripts({ store, sealer }),
        signingSecret: slack.app.signingSecret,
        appToken: null,
        url: slack.apiUrl,
        tokens: singleToken(token, { call, store, now: clock.now, log }),
        groups: new Map(),
        entrance: [],
      });
      const connection = `slack:${team.id}`;
      await store.write((writer) => bindWorkspace(writer, ORG, "slack", team.id), ORG);
      const one = await ida.says("Hallo");
      const two = await ida.says("Hallo");
      return {
        keep: async (sent) => sent,
        missing: "absent",
        adapter: {
          ...adapter,
          async close() {
            await adapter.close();
            await slack.close();
          },
        },
        address: {
          org: ORG,
          channel: "slack",
          connection,
          conversation: `${connection}:${ida.id}`,
          direct: true,
          native: { user: ida.id, channel: ida.direct() },
          thread: one.ts,
        },
        async shown() {
          const lotses = ida.sees().filter(({ from }) => from === "Lotse");
          return new Map(lotses.map(({ ts, words }) => [`${ida.direct()}/${ts}`, [text(words)]]));
        },
        async deliver(routes, id) {
          const route = routes.find(({ path }) => path === "/slack/events");
          if (route?.access !== "platform") throw new Error("no such route");
          const { ts } = id === "event-one" ? one : two;
          const spot = { channel: ida.direct(), user: ida.id, ts };
          return route.handle(signedMessage(slack, team.id, spot), { from: "127.0.0.1" }, {});
        },
      };
    },
  },
  {
    name: "Teams",
    async open({ store }) {
      const teams = await loopbackTeams();
      const { app, home: tenant, authority } = teams;
      const ida = teams.person(tenant, "Ida");
      await storeDemoCompany(store, company);
      const sealer = aesSealer(Buffer.alloc(32, 1));
      const log = pinoLog("silent");
      const { memory } = await openReplicas(null, { sealer, clock, log });
      const proof = { kind: "secret", secret: app.secret } as const;
      const config = {
        app: app.id,
        tenant: tenant.id,
        authority: new URL(authority),
        proof,
        hosts: [],
        links: [],
        graph: null,
      };
      const adapter = await teamsChannel(config, {
        ...{ store, memory, clock, log, transcripts: transcripts({ store, sealer }) },
        stamp: orderedStamps(clock),
      });
      const connection = `teams:${tenant.id}`;
      await store.write((writer) => bindWorkspace(writer, ORG, "teams", tenant.id), ORG);
      const brought = new Map<string, unknown>();
      const nowhere = await serve(() => new Response(), { host: "127.0.0.1", port: 0 });
      teams.sendsTo(`http://127.0.0.1:${nowhere.port}/`);
      for (const id of ["event-one", "event-two"]) {
        await ida.says("Hallo");
        brought.set(id, teams.deliveries.tries.at(-1)?.activity);
      }
      const service = teams.serviceUrl(tenant.id);
      const conversation = `${connection}:${ida.directory}`;
      return {
        missing: "unrecorded",
        async keep(sent, delivery) {
          if (sent.state !== "sent") return sent;
          const row = { org: ORG, delivery, conversation, message: sent.message, state: "sent" } as const;
          const rest = {
            position: 0,
            attempts: 1,
            not_before: 0,
            lease_until: 0,
            fence: 1,
            stopped: 0,
          } as const;
          const values = { ...row, ...rest, unasked_of: null, sealed_reply: null };
          await store.write((writer) => writer.insertInto("outbox").values(values).execute(), ORG);
          return sent;
        },
        adapter: {
          ...adapter,
          async close() {
            await adapter.close();
            await nowhere.close();
            await teams.close();
          },
        },
        address: {
          org: ORG,
          channel: "teams",
          connection,
          conversation,
          direct: true,
          native: {
            chat: ida.chat(),
            shared: false,
            person: ida.directory,
            user: ida.id,
            bot: `28:${app.id}`,
            service,
          },
        },
        async shown() {
          const lotses = ida.sees().filter(({ from }) => from === "Lotse");
          return new Map(lotses.map(({ id, words }) => [`${ida.chat()}/${id}`, [text(words)]]));
        },
        async deliver(routes, id) {
          const route = routes.find(({ path }) => path === "/teams/messages");
          if (route?.access !== "platform") throw new Error("no such route");
          const headers = { authorization: await teams.framework.authorization(service) };
          const body = JSON.stringify(brought.get(id));
          const request = new Request("http://127.0.0.1/teams/messages", { method: "POST", body, headers });
          return route.handle(request, { from: "127.0.0.1" }, {});
        },
      };
    },
  },
  {
    name: "the web chat",
    async open({ store }) {
      const stamp = orderedStamps(clock);
      const sealer = aesSealer(Buffer.alloc(32, 1));
      const record = transcripts({ store, sealer });
      await storeDemoCompany(store, company);
      await openConversation(store, "web:ida");
      const visitors = demoVisitors(company);
      const log = pinoLog("silent");
      const conversation = "web:ida";
      const { notices } = await openReplicas(null, { sealer, clock, log });
      return {
        missing: "absent",
        async keep(sent) {
          if (sent.state !== "ours") return sent;
          const put = record.put({ org: ORG, conversation, ...sent.kept });
          await store.write((writer) => applyChanges(writer, ORG, [put]), ORG);
          sent.show();
          return { state: "sent", message: sent.kept.message };
        },
        adapter: webAdapter({
          transcripts: record,
          readOf: store.readOf,
          sealer,
          visitors,
          entrance: [],
          chats: null,
          notices,
          clock,
          stamp,
          log,
        }),
        address: { org: ORG, channel: "web", connection: "web", conversation, direct: true, native: "ida" },
        async shown() {
          const entries = await record.latest(ORG, conversation, 100);
          return new Map(
            entries
              .filter(({ author }) => author === "lotse")
              .map(({ message, blocks }) => [message, blocks]),
          );
        },
        async deliver(routes, id) {
          const route = routes.find(({ path }) => path === "/api/events");
          if (!route) throw new Error("no such route");
          const body = JSON.stringify({ id, kind: "message", text: "Hallo", attachments: [] });
          const headers = { "content-type": "application/json" };
          const door = webDoor({ readOf: store.readOf, visitors, origin: null, hosts: "any" });
          return door(route)(
            new Request("http://127.0.0.1/api/events?as=ida", { method: "POST", body, headers }),
            { from: "127.0.0.1" },
            {},
          );
        },
      };
    },
  },
];

/** A message of this person's, as Slack brings it. */
function signedMessage(
  slack: LoopbackSlack,
  team: string,
  spot: { channel: string; user: string; ts: string },
) {
  const event = { type: "message", channel_type: "im", text: "Hallo", ...spot };
  const authorizations = [
    { team_id: team, enterprise_id: null, user_id: "U0LOTSE", is_enterprise_install: false },
  ];
  const envelope = { type: "event_callback", team_id: team, event_id: `Ev${spot.ts}`, authorizations, event };
  const body = JSON.stringify(envelope);
  const headers = { "content-type": "application/json", ...slack.signature(body) };
  return new Request("http://127.0.0.1/slack/events", { method: "POST", body, headers });
}

/** As the first event of somebody opens it. */
async function openConversation(store: Store, conversation: string): Promise<void> {
  const row = { org: ORG, conversation, address_json: "{}", version: 0, fence: 0, lease_until: 0 };
  await store.write((writer) => writer.insertInto("conversation").values(row).execute(), ORG);
}

describe.each(channels)("the adapter contract: $name", ({ open }) => {
  let bench: Bench;
  let channel: Channel;

  beforeEach(async () => {
    const [engine] = engines;
    if (!engine) throw new Error("no engine");
    bench = await engine.open();
    channel = await open(bench);
  });
  afterEach(async () => {
    await channel.adapter.close();
    await bench.close();
  });

  const inward = (accept: Inward["accept"]): Inward => ({ accept, answer: async () => ({ state: "none" }) });
  const send = async (out: Outgoing, delivery: string) =>
    channel.keep(await channel.adapter.send(channel.address, out, delivery), delivery);
  const texts = async () => [...(await channel.shown()).values()].map((blocks) => JSON.stringify(blocks));

  it("delivers a message", async () => {
    const sent = await send({ kind: "message", blocks: [text("Hallo Ida")] }, "d1");
    expect(sent).toMatchObject({ state: "sent", message: expect.any(String) });
    expect(await texts()).toEqual([expect.stringContaining("Hallo Ida")]);
  });

  it("finds what it has delivered, and knows what never arrived", async () => {
    const sent = await send({ kind: "message", blocks: [text("Hallo")] }, "d1");
    const message = sent.state === "sent" ? sent.message : "";
    expect(await channel.adapter.find(channel.address, "d1", "whole")).toEqual({ state: "found", message });
    expect(await channel.adapter.find(channel.address, "d2", "whole")).toEqual({ state: channel.missing });
  });

  it("rewrites an earlier message in its place", async () => {
    await send({ kind: "message", blocks: [text("eins")] }, "d1");
    await send({ kind: "message", blocks: [text("zwei")] }, "d2");
    await send({ kind: "replace", delivery: "d1", blocks: [text("neu")] }, "d3");
    expect(await texts()).toEqual([expect.stringContaining("neu"), expect.stringContaining("zwei")]);
  });

  it("refuses for good to rewrite what is not there", async () => {
    const sent = await send({ kind: "replace", delivery: "no", blocks: [] }, "d1");
    expect(sent).toMatchObject({ state: "refused", retryAfter: "never" });
  });

  it("writes a streamed answer into one message", async () => {
    const opened = await channel.adapter.stream(channel.address, "d1", null);
    if (opened.state !== "open") throw new Error("not open");
    await opened.stream.append("Ein ");
    await opened.stream.append("Entwurf");
    expect(await channel.keep(await opened.stream.finish([text("Die Antwort")]), "d1")).toEqual({
      state: "sent",
      message: opened.message,
    });
    expect(await texts()).toEqual([expect.stringContaining("Die Antwort")]);
  });

  it("takes an interrupted answer up again in the same message", async () => {
    const first = await channel.adapter.stream(channel.address, "d1", null);
    if (first.state !== "open") throw new Error("not open");
    await first.stream.append("Ein Anfang");
    const second = await channel.adapter.stream(channel.address, "d1", first.message);
    if (second.state !== "open") throw new Error("not open");
    expect(second.message).toBe(first.message);
    await channel.keep(await second.stream.finish([text("Das Ganze")]), "d1");
    expect(await texts()).toEqual([expect.stringContaining("Das Ganze")]);
  });

  it("shows that Lotse is at work, also when nobody looks", async () => {
    await channel.adapter.typing(channel.address);
  });

  it("says 'received' when the event is stored, and not before", async () => {
    const accepted: ChannelEvent[] = [];
    let stored = false;
    const routes = channel.adapter.routes(
      inward(async (event) => {
        accepted.push(event);
        await new Promise((resolve) => setTimeout(resolve, 20));
        stored = true;
        return { state: "stored", kept: true };
      }),
    );
    const response = await channel.deliver(routes, "event-one");
    expect(response.ok).toBe(true);
    expect(stored).toBe(true);
    expect(accepted).toMatchObject([{ kind: "message", text: "Hallo", address: channel.address }]);
  });

  it("gives the same delivery of the platform the same id", async () => {
    const ids: string[] = [];
    const routes = channel.adapter.routes(
      inward(async ({ id }) => {
        ids.push(id);
        return ids.length > 1 ? { state: "repeated" } : { state: "stored", kept: true };
      }),
    );
    await channel.deliver(routes, "event-one");
    expect((await channel.deliver(routes, "event-one")).ok).toBe(true);
    await channel.deliver(routes, "event-two");
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it("says when to come again, when it is too much at once (S14)", async () => {
    const routes = channel.adapter.routes(inward(async () => ({ state: "limited", retryAfterMs: 7200 })));
    const refused = await channel.deliver(routes, "event-one");
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("8");
  });

  it("answers 503 when the event cannot be stored, so that the platform repeats it (F5)", async () => {
    const routes = channel.adapter.routes(
      inward(async () => {
        throw new Failure("unavailable", "the disk is full");
      }),
    );
    expect((await channel.deliver(routes, "event-one")).status).toBe(503);
  });
});
