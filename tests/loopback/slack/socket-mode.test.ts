import { once } from "node:events";
import { SocketModeReceiver } from "@slack/bolt";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { clientOf, QUIET, refusal, workspace } from "./workspace.ts";

type Envelope = {
  ack(response?: object): Promise<void>;
  type: string;
  body: { event?: { text?: string } };
  retry_num?: number;
  retry_reason?: string;
};
let at: Awaited<ReturnType<typeof workspace>>;
let client: SocketModeReceiver["client"];
let heard: Envelope[];
let take: (envelope: Envelope) => void;

beforeEach(async () => {
  at = await workspace({ patience: { answerWithin: 150, repeatAfter: [0, 1, 1] } });
  heard = [];
  take = ({ ack }) => void ack();
  client = receiver(at.slack.appToken);
  client.on("slack_event", (envelope: Envelope) => {
    heard.push(envelope);
    take(envelope);
  });
  await client.start();
});
afterEach(async () => {
  await client.disconnect();
  await at.slack.close();
});

/** The real client. It connects anew after as many milliseconds as it waits for a pong. */
function receiver(appToken: string) {
  return new SocketModeReceiver({
    appToken,
    clientPingTimeout: 200,
    logger: QUIET,
    installerOptions: { clientOptions: { slackApiUrl: at.slack.apiUrl, retryConfig: { retries: 0 } } },
  }).client;
}

describe("Socket Mode of the loopback Slack", () => {
  it("brings events, commands and interactions in envelopes, and takes their answers", async () => {
    await at.ana.says("hello");
    take = ({ ack }) => void ack({ text: "This is what I can do." });
    const reception = await at.ana.runs("/lotse", "help");
    await at.ana.usesShortcut("request_learning");
    expect(heard.map(({ type }) => type)).toEqual(["events_api", "slash_commands", "interactive"]);
    expect(heard[0]?.body.event?.text).toBe("hello");
    expect(reception).toEqual({ state: "answered", status: 200, body: '{"text":"This is what I can do."}' });
    expect(at.ana.sees().at(-1)).toMatchObject({ words: "This is what I can do.", ephemeral: true });
  });

  it("brings again what was not acknowledged in time", async () => {
    take = (envelope) => void (heard.length > 1 && envelope.ack());
    await at.ana.says("hello");
    expect(heard.map(({ retry_num, retry_reason }) => [retry_num, retry_reason])).toEqual([
      [0, ""],
      [1, "http_timeout"],
    ]);
  });

  it("carries long texts", async () => {
    const long = "ü".repeat(12_000);
    await at.ana.says(long);
    expect(heard[0]?.body.event?.text).toBe(long);
  });

  it("has the client connect anew, on request and after a cut", async () => {
    for (const part of [at.slack.socket.refresh, at.slack.socket.cut]) {
      const again = new Promise((resolve) => client.once("connected", resolve));
      part();
      await again;
      await expect.poll(at.slack.socket.connections).toBe(1);
    }
    await at.ana.says("still there?");
    expect(heard.at(-1)?.body.event?.text).toBe("still there?");
  });

  it("keeps connections open over pings", async () => {
    await expect.poll(() => at.slack.calls("apps.connections.open").length).toBe(1);
    const sent = at.slack.socket.pings();
    await expect.poll(at.slack.socket.pings).toBeGreaterThan(sent + 6);
    expect(at.slack.socket.connections()).toBe(1);
  });

  it("opens connections for app tokens only, ten at most, each with a ticket of its own", async () => {
    const open = (token: string) => clientOf(at.slack, token).apps.connections.open();
    expect((await refusal(open(at.token))).error).toBe("not_allowed_token_type");
    const sockets: WebSocket[] = [];
    for (let count = at.slack.socket.connections(); count < 10; count += 1) {
      const { url = "" } = await open(at.slack.appToken);
      const socket = new WebSocket(url);
      await once(socket, "open");
      await once(new WebSocket(url), "error");
      sockets.push(socket);
    }
    expect((await refusal(open(at.slack.appToken))).error).toBe("too_many_websockets");
    for (const socket of sockets) socket.close();
  });
});
