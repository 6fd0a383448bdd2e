import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { isSigned } from "../../adapters/slack/signature.ts";
import { temporaryFolder } from "../house.ts";
import { type SlackHouse, slackHouse } from "../slack-house.ts";

const FIVE_MINUTES = 300;

describe("the entry for Slack", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let at: SlackHouse;
  let ana: ReturnType<SlackHouse["slack"]["person"]>;
  let count = 0;

  beforeAll(async () => {
    folder = temporaryFolder();
    at = await slackHouse({ folder: folder.path });
    ana = at.slack.person(at.team, "Ana");
  });
  afterAll(async () => {
    await at.close();
    folder.remove();
  });
  beforeEach(() => {
    count += 1;
  });

  const seconds = () => Math.floor(at.slack.clock.now() / 1000);
  const message = (text = "Hallo", id = count) =>
    JSON.stringify({
      type: "event_callback",
      team_id: at.team.id,
      event_id: `Ev${id}`,
      authorizations: [{ team_id: at.team.id, user_id: at.team.bot.user, is_enterprise_install: false }],
      event: {
        type: "message",
        channel: ana.direct(),
        channel_type: "im",
        user: ana.id,
        text,
        ts: `1795334400.${String(id).padStart(6, "0")}`,
      },
    });
  async function bring(body: string, headers: Record<string, string>): Promise<number> {
    const init = { method: "POST", body, headers: { "content-type": "application/json", ...headers } };
    return (await at.home.handle(new Request("http://lotse.test/slack/events", init))).status;
  }
  const stored = async () => (await at.home.store.read.selectFrom("inbox").select("event").execute()).length;

  it("takes what Slack has signed", async () => {
    const body = message();
    expect(await bring(body, at.slack.signature(body))).toBe(200);
    expect(await stored()).toBe(1);
  });

  it.each([
    ["another signature", (body: string) => at.slack.signature(`${body} `)],
    ["none", () => ({})],
    [
      "one without a time",
      (body: string) => ({ "x-slack-signature": at.slack.signature(body)["x-slack-signature"] }),
    ],
    [
      "one of more than five minutes ago",
      (body: string) => at.slack.signature(body, seconds() - FIVE_MINUTES - 2),
    ],
    [
      "one from more than five minutes ahead",
      (body: string) => at.slack.signature(body, seconds() + FIVE_MINUTES + 2),
    ],
    [
      "one with a time that is no number",
      (body: string) => ({ ...at.slack.signature(body), "x-slack-request-timestamp": "soon" }),
    ],
  ])("refuses %s, and nothing comes of it (S1)", async (_which, headers) => {
    const before = await stored();
    const body = message();
    expect(await bring(body, headers(body))).toBe(401);
    expect(await stored()).toBe(before);
  });

  it("refuses more than 256 KB, though it is signed (S1)", async () => {
    const before = await stored();
    const body = message("x".repeat(257 * 1024));
    expect(await bring(body, at.slack.signature(body))).toBe(413);
    expect(await stored()).toBe(before);
  });

  it("says 200 to the same request again, and nothing comes of it (S1, R2)", async () => {
    const body = message();
    const headers = at.slack.signature(body);
    expect(await bring(body, headers)).toBe(200);
    const before = await stored();
    expect(await bring(body, headers)).toBe(200);
    expect(await stored()).toBe(before);
  });

  it("takes a command under one signature once only (S1)", async () => {
    const body = new URLSearchParams({
      team_id: at.team.id,
      user_id: ana.id,
      channel_id: ana.direct(),
      command: "/lotse",
      text: "request",
      trigger_id: "1.2.three",
    }).toString();
    const headers = {
      ...at.slack.signature(body),
      "content-type": "application/x-www-form-urlencoded; charset=utf-8",
    };
    expect(await bring(body, headers)).toBe(200);
    const before = at.slack.calls("views.open").length;
    expect(await bring(body, headers)).toBe(200);
    expect(at.slack.calls("views.open").length).toBe(before);
  });

  it("refuses what is signed and cannot be read", async () => {
    expect(await bring("{", at.slack.signature("{"))).toBe(400);
    expect(await bring("[]", at.slack.signature("[]"))).toBe(400);
  });

  it("says back what Slack challenges it with, and lets its certificate be checked", async () => {
    const body = JSON.stringify({ type: "url_verification", challenge: "abc" });
    const init = {
      method: "POST",
      body,
      headers: { ...at.slack.signature(body), "content-type": "application/json" },
    };
    const response = await at.home.handle(new Request("http://lotse.test/slack/events", init));
    expect(await response.json()).toEqual({ challenge: "abc" });
    const check = "ssl_check=1&token=x";
    const form = { ...at.slack.signature(check), "content-type": "application/x-www-form-urlencoded" };
    expect(await bring(check, form)).toBe(200);
  });

  it("says 200 to what it does not know, and nothing comes of it", async () => {
    const before = await stored();
    for (const body of [
      JSON.stringify({
        type: "event_callback",
        team_id: at.team.id,
        event_id: "Ev9",
        event: { type: "later_invented" },
      }),
      JSON.stringify({ type: "later_invented" }),
    ]) {
      expect(await bring(body, at.slack.signature(body))).toBe(200);
    }
    expect(await stored()).toBe(before);
  });

  it("verifies the very bytes, whatever they mean as text", () => {
    const body = Buffer.from([0xff, 0xfe, 0x00, 0x80]);
    const hash = createHmac("sha256", "secret").update("v0:100:").update(body).digest("hex");
    const headers = { "x-slack-request-timestamp": "100", "x-slack-signature": `v0=${hash}` };
    const request = new Request("http://lotse.test", { headers });
    expect(isSigned(request, body, "secret", 100_000)).toBe(true);
    expect(isSigned(request, Buffer.from(body.toString("utf8")), "secret", 100_000)).toBe(false);
  });
});
