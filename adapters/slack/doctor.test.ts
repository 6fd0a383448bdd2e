import { createHmac } from "node:crypto";
import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listener } from "../../tests/loopback/slack/listener.ts";
import { loopbackSlack } from "../../tests/loopback/slack/slack.ts";
import { workspace } from "../../tests/loopback/slack/workspace.ts";
import { examineSlack } from "./doctor.ts";

let at: Awaited<ReturnType<typeof workspace>>;
let lotse: Awaited<ReturnType<typeof listener>>;
let settings: Record<string, string>;
/** Stands where Lotse does: it gives a challenge back that is signed as it should be. */
let answer: Parameters<typeof listener>[0];

beforeAll(async () => {
  at = await workspace();
  lotse = await listener((response, heard) => answer(response, heard));
  settings = {
    SLACK_API_URL: at.slack.apiUrl,
    SLACK_BOT_TOKEN: at.token,
    SLACK_SIGNING_SECRET: at.slack.app.signingSecret,
    PUBLIC_URL: new URL(lotse.url).origin,
    SLACK_LINK_DOMAINS: "learn.example.com",
  };
  answer = (response, { headers, body }) => {
    const base = `v0:${headers["x-slack-request-timestamp"]}:${body}`;
    const expected = createHmac("sha256", at.slack.app.signingSecret).update(base).digest("hex");
    if (headers["x-slack-signature"] !== `v0=${expected}`) return response.writeHead(401).end();
    response.end(JSON.stringify({ challenge: JSON.parse(body).challenge }));
  };
});
afterAll(async () => {
  await lotse.close();
  await at.slack.close();
});

/** What was found, with what is wrong apart. A setting that is undefined is not set. */
async function examine(change: Record<string, string | undefined> = {}) {
  const findings = await examineSlack({ ...settings, ...change }, Date.now);
  const of = (state: string) => findings.filter((one) => one.state === state).map(({ sentence }) => sentence);
  return { right: of("right"), note: of("note"), wrong: of("wrong") };
}

describe("a look at the settings for Slack", () => {
  it("finds what is all right, and what only Slack can say", async () => {
    const address = `${settings.PUBLIC_URL}/slack/events`;
    expect(await examine()).toEqual({
      right: [
        `SLACK_BOT_TOKEN is taken by Slack: it belongs to Nordlicht (${at.team.id}).`,
        "The clock agrees with Slack's.",
        "All 11 scopes are granted.",
        `${address} answers what is signed with SLACK_SIGNING_SECRET.`,
      ],
      note: [expect.stringMatching(/^That was asked from here\. .*Event Subscriptions/)],
      // Loopback has no certificate.
      wrong: ["PUBLIC_URL is not https: Slack does not call it."],
    });
  });

  it("is content with Socket Mode, which needs no address", async () => {
    const socket = {
      SLACK_APP_TOKEN: at.slack.appToken,
      PUBLIC_URL: undefined,
      SLACK_SIGNING_SECRET: undefined,
    };
    const { right, wrong } = await examine(socket);
    expect(right).toContain("SLACK_APP_TOKEN opens a connection (Socket Mode).");
    expect(wrong).toEqual([]);
  });

  it.each<[string, Record<string, string | undefined>, string]>([
    [
      "no token",
      { SLACK_BOT_TOKEN: undefined },
      "SLACK_BOT_TOKEN is not set. Copy it from “OAuth & Permissions”",
    ],
    ["an empty token", { SLACK_BOT_TOKEN: "" }, "SLACK_BOT_TOKEN is not set"],
    ["a user token", { SLACK_BOT_TOKEN: "xoxp-1" }, "SLACK_BOT_TOKEN is a user token"],
    ["an app-level token", { SLACK_BOT_TOKEN: "xapp-1" }, "SLACK_BOT_TOKEN is an app-level token"],
    ["a token that expires", { SLACK_BOT_TOKEN: "xoxe.xoxb-1" }, "SLACK_BOT_TOKEN is a token that expires"],
    ["something else", { SLACK_BOT_TOKEN: "hello" }, "SLACK_BOT_TOKEN is no bot token"],
    ["an unknown token", { SLACK_BOT_TOKEN: "xoxb-1" }, "is not known to Slack. Copy it again"],
    ["both ways to install", { SLACK_CLIENT_ID: "1.2" }, "Set either SLACK_BOT_TOKEN"],
    ["a wrong app token", { SLACK_APP_TOKEN: "xoxb-1" }, "SLACK_APP_TOKEN is not an app-level token"],
    [
      "an unknown app token",
      { SLACK_APP_TOKEN: "xapp-1" },
      "Switch Socket Mode on in the settings of the app",
    ],
    ["no signing secret", { SLACK_SIGNING_SECRET: undefined }, "SLACK_SIGNING_SECRET is not set"],
    ["a signing secret that is none", { SLACK_SIGNING_SECRET: "secret" }, "expected 32 hexadecimal digits"],
    ["another signing secret", { SLACK_SIGNING_SECRET: "0".repeat(32) }, "the running Lotse has another one"],
    ["no address", { PUBLIC_URL: undefined }, "PUBLIC_URL is not set"],
    ["an address without Lotse", { PUBLIC_URL: "http://127.0.0.1:1" }, "does not answer from this computer"],
    [
      "a Slack that is away",
      { SLACK_API_URL: "http://127.0.0.1:1/api/" },
      "Slack cannot be reached at 127.0.0.1:1",
    ],
    [
      "a Slack that is not here",
      { SLACK_API_URL: "https://slack.example.com/api/" },
      "for tests on this computer only",
    ],
  ])("says what to do about %s", async (_what, change, sentence) => {
    const { wrong } = await examine(change);
    expect(wrong.join("\n")).toContain(sentence);
  });

  it.each(["token_revoked", "account_inactive", "token_expired", "team_access_not_granted"])(
    "says what to do when Slack says %s",
    async (error) => {
      at.slack.faults.next("auth.test", { kind: "error", error });
      const { wrong } = await examine();
      expect(wrong[0]).toMatch(
        {
          token_revoked: /Install it again/,
          account_inactive: /Install it again/,
          token_expired: /Make a new app/,
        }[error] ?? /does not take SLACK_BOT_TOKEN: team_access_not_granted/,
      );
    },
  );

  it("says which scopes are missing, what they are for, and which are too many", async () => {
    const bare = await loopbackSlack({
      manifest: {
        features: {},
        oauth_config: { scopes: { bot: ["chat:write", "channels:history"] } },
        settings: { event_subscriptions: { bot_events: [] } },
      },
    });
    const token = bare.installs(bare.team("Bare"));
    const change = { SLACK_API_URL: bare.apiUrl, SLACK_BOT_TOKEN: token, SLACK_LINK_DOMAINS: undefined };
    const { note, wrong } = await examine(change);
    expect(wrong.filter((line) => line.includes("was not granted"))).toHaveLength(8);
    expect(wrong.join("\n")).toContain(
      "The scope im:history was not granted. It is for hearing direct messages to Lotse",
    );
    expect(note.join("\n")).toContain("More was granted than Lotse needs: channels:history.");
    await bare.close();
  });

  it("notices a clock that is off", async () => {
    const own = await workspace();
    own.slack.passes(-90_000);
    const { wrong } = await examine({ SLACK_API_URL: own.slack.apiUrl, SLACK_BOT_TOKEN: own.token });
    expect(wrong.join("\n")).toMatch(/The clock of this computer is (89|90|91) s ahead of Slack's/);
    await own.slack.close();
  });

  it.each<[string, (response: ServerResponse) => void, string]>([
    [
      "is not Lotse's",
      (response) => response.writeHead(404).end(),
      "is not there. Either PUBLIC_URL leads elsewhere",
    ],
    ["is broken", (response) => response.writeHead(502).end(), "answers with status 502"],
    [
      "says something else",
      (response) => response.end("hello"),
      "answers with status 200, but not as Lotse would",
    ],
  ])("notices an address that %s", async (_what, instead, sentence) => {
    const before = answer;
    answer = instead;
    const { wrong } = await examine();
    answer = before;
    expect(wrong.join("\n")).toContain(sentence);
  });

  it("notices an address that takes what Slack did not sign (S1)", async () => {
    const before = answer;
    answer = (response, { body }) => response.end(JSON.parse(body).challenge);
    const { wrong } = await examine();
    answer = before;
    expect(wrong.join("\n")).toContain("also answers what Slack did not sign");
  });

  it("tries the credentials for many workspaces", async () => {
    const many = { SLACK_BOT_TOKEN: undefined, SLACK_CLIENT_ID: at.slack.app.clientId };
    const good = await examine({ ...many, SLACK_CLIENT_SECRET: at.slack.app.clientSecret });
    expect(good.right[0]).toBe("SLACK_CLIENT_ID and SLACK_CLIENT_SECRET are taken by Slack.");
    const bad = await examine({ ...many, SLACK_CLIENT_SECRET: "wrong", PUBLIC_URL: undefined });
    expect(bad.wrong[0]).toContain(
      "does not take SLACK_CLIENT_ID and SLACK_CLIENT_SECRET (bad_client_secret)",
    );
    expect(bad.wrong.join("\n")).toContain("Slack leads admins back there");
  });

  it("changes nothing", async () => {
    const before = at.slack.calls().length;
    await examine({ SLACK_APP_TOKEN: at.slack.appToken });
    const called = at.slack.calls().slice(before);
    expect(called.map(({ method }) => method)).toEqual(["auth.test", "apps.connections.open"]);
  });
});
