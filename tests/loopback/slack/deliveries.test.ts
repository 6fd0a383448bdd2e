import { createHmac } from "node:crypto";
import type { ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listener } from "./listener.ts";
import { workspace } from "./workspace.ts";

const PATIENCE = { answerWithin: 150, repeatAfter: [0, 1, 1] };
let at: Awaited<ReturnType<typeof workspace>>;
let app: Awaited<ReturnType<typeof listener>>;
let answer: (response: ServerResponse) => void;
beforeEach(async () => {
  answer = (response) => response.end();
  at = await workspace({ patience: PATIENCE });
  app = await listener((response) => answer(response));
  at.slack.sendsTo(app.url);
});
afterEach(async () => {
  await app.close();
  await at.slack.close();
});
const status =
  (code: number, headers = {}) =>
  (response: ServerResponse) =>
    response.writeHead(code, headers).end();
const reasons = () => app.heard.map(({ headers }) => headers["x-slack-retry-reason"]);
const eventIds = () => app.heard.map(({ body }) => JSON.parse(body).event_id);

describe("what the loopback Slack delivers", () => {
  it("is signed over the very bytes (S1)", async () => {
    await at.ana.says("Grüße <b> & 🧭");
    const [heard] = app.heard;
    const { "x-slack-signature": sign, "x-slack-request-timestamp": time } = heard?.headers ?? {};
    const key = at.slack.app.signingSecret;
    const expected = createHmac("sha256", key).update(`v0:${time}:${heard?.body}`).digest("hex");
    expect(sign).toBe(`v0=${expected}`);
    expect(Math.abs(Number(time) - Date.now() / 1000)).toBeLessThan(5);
  });

  it("is an event in its envelope, as JSON, and forms for what people press and type", async () => {
    await at.ana.says("hello");
    await at.ana.runs("/lotse", "help");
    await at.ana.usesShortcut("request_learning");
    const [event, command, shortcut] = app.heard;
    expect(JSON.parse(event?.body ?? "")).toMatchObject({
      type: "event_callback",
      team_id: at.team.id,
      event_id: expect.stringMatching(/^Ev/),
      authorizations: [{ team_id: at.team.id, is_bot: true, is_enterprise_install: false }],
      event: { type: "message", channel_type: "im", user: at.ana.id, text: "hello" },
    });
    expect(event?.headers["content-type"]).toBe("application/json");
    expect(command?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(Object.fromEntries(new URLSearchParams(command?.body))).toMatchObject({
      command: "/lotse",
      text: "help",
    });
    const payload = JSON.parse(new URLSearchParams(shortcut?.body).get("payload") ?? "");
    expect(payload).toMatchObject({ type: "shortcut", callback_id: "request_learning" });
  });

  it("comes again where it was not taken, the same event, up to three times (R2)", async () => {
    answer = status(503);
    const { reception } = await at.ana.says("hello");
    expect(reception).toMatchObject({ state: "answered", status: 503 });
    expect(reasons()).toEqual([undefined, "http_error", "http_error", "http_error"]);
    expect(app.heard.map(({ headers }) => headers["x-slack-retry-num"])).toEqual([undefined, "1", "2", "3"]);
    expect(new Set(eventIds()).size).toBe(1);
  });

  it("comes again where no answer came in time, or the connection broke", async () => {
    const ways = [() => undefined, (response: ServerResponse) => void response.socket?.destroy()];
    answer = (response) => (ways.shift() ?? status(200))(response);
    const { reception } = await at.ana.says("hello");
    expect(reception).toMatchObject({ state: "answered", status: 200 });
    expect(reasons()).toEqual([undefined, "http_timeout", "connection_failed"]);
  });

  it("does not come again where the app says so, nor when it was pressed or typed as a command", async () => {
    answer = status(500, { "x-slack-no-retry": "1" });
    await at.ana.says("hello");
    await at.ana.runs("/lotse", "help");
    await at.ana.usesShortcut("request_learning");
    expect(app.heard).toHaveLength(3);
  });

  it("comes several times on demand, at once or one by one (F11)", async () => {
    at.slack.deliveries.duplicate(10);
    await at.ana.says("hello");
    expect(app.heard).toHaveLength(10);
    at.slack.deliveries.duplicate(3, { oneByOne: true });
    await at.ana.says("again");
    expect(app.heard).toHaveLength(13);
    expect(new Set(eventIds()).size).toBe(2);
    at.slack.deliveries.duplicate(1);
    await at.slack.deliveries.again();
    expect(eventIds().at(-1)).toBe(eventIds().at(-2));
  });

  it("is only what the app is subscribed to, once per subscription", async () => {
    await at.ana.says("among people", { in: at.general });
    expect(app.heard).toEqual([]);
    expect(await at.ana.reacts("tada", (await at.ben.says("done", { in: at.general })).ts)).toBeNull();
    await at.ana.mentions("what about this?", { in: at.general });
    expect(app.heard.map(({ body }) => JSON.parse(body).event.type)).toEqual(["app_mention"]);
    const both = await workspace({ manifest: manifestWith("app_mention", "message.channels") });
    both.slack.sendsTo(app.url);
    await both.ana.mentions("and this?", { in: both.general });
    const events = app.heard.slice(1).map(({ body }) => JSON.parse(body).event);
    expect(events.map(({ type }) => type).sort()).toEqual(["app_mention", "message"]);
    expect(new Set(events.map(({ ts }) => ts)).size).toBe(1);
    await both.slack.close();
  });

  it("says what people change, take back, share and become", async () => {
    const { ts } = await at.ana.says("helo");
    await at.ana.edits(ts, "hello");
    await at.ana.deletes(ts);
    await at.ana.attaches("voice");
    await at.ana.opensHome();
    await at.ana.opensMessages();
    await at.ana.sharesLink("https://learn.example.com/c/42", { in: at.general });
    await at.ana.sharesLink("https://elsewhere.example.net/", { in: at.general });
    await at.slack.changes(at.ana, { left: true });
    await at.slack.uninstalls(at.team);
    const events = app.heard.map(({ body }) => JSON.parse(body).event);
    expect(events.map(({ type, subtype, tab }) => [type, subtype ?? tab].filter(Boolean).join(" "))).toEqual([
      "message",
      "message message_changed",
      "message message_deleted",
      "message file_share",
      "app_home_opened home",
      "app_home_opened messages",
      "link_shared",
      "user_change",
      "tokens_revoked",
      "app_uninstalled",
    ]);
    expect(events[6].links).toEqual([{ domain: "learn.example.com", url: "https://learn.example.com/c/42" }]);
  });

  it("tells strangers and shared channels apart, and other bots", async () => {
    const partner = at.slack.team("Partner");
    const zoe = at.slack.person(partner, "Zoe", { stranger: true });
    const shared = at.slack.channel(at.team, "shared", [at.ana, zoe], { external: true });
    await zoe.mentions("hello", { in: shared });
    const envelope = JSON.parse(app.heard[0]?.body ?? "");
    expect(envelope).toMatchObject({ is_ext_shared_channel: true, event: { user_team: partner.id } });
    const robot = at.slack.person(at.team, "Robot", { bot: true });
    await robot.mentions("beep", { in: shared });
    expect(JSON.parse(app.heard[1]?.body ?? "").event).toMatchObject({ bot_id: expect.any(String) });
  });
});

function manifestWith(...events: string[]) {
  return {
    features: {},
    oauth_config: { scopes: { bot: ["chat:write"] } },
    settings: { event_subscriptions: { bot_events: events } },
  };
}
