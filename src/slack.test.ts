import { describe, expect, it } from "vitest";
import { readConfig } from "./config.ts";
import { Failure } from "./errors.ts";

const ONE = { SLACK_BOT_TOKEN: "xoxb-1", SLACK_SIGNING_SECRET: "5".repeat(32) };
const MANY = { SLACK_CLIENT_ID: "1.2", SLACK_CLIENT_SECRET: "s", PUBLIC_URL: "https://lotse.example.com" };

function refusal(environment: Record<string, string>): string | null {
  try {
    readConfig(environment);
    return null;
  } catch (error) {
    if (error instanceof Failure && error.kind === "misconfigured") return error.message;
    throw error;
  }
}

describe("the settings for Slack", () => {
  it("are none where nothing is set", () => {
    expect(readConfig({}).slack).toBeNull();
  });

  it("are a token and a signing secret for one workspace", () => {
    expect(readConfig(ONE).slack).toEqual({
      signingSecret: ONE.SLACK_SIGNING_SECRET,
      appToken: null,
      tokens: { from: "settings", token: "xoxb-1" },
      linkDomains: [],
      groups: new Map(),
      apiUrl: null,
    });
  });

  it("may say whose links are shown, and which user group stands for which unit", () => {
    const settings = {
      ...ONE,
      SLACK_LINK_DOMAINS: "a.example, b.example",
      SLACK_UNITS: "S1=sales, S2=hall-2",
    };
    expect(readConfig(settings).slack).toMatchObject({
      linkDomains: ["a.example", "b.example"],
      groups: new Map([
        ["S1", "sales"],
        ["S2", "hall-2"],
      ]),
    });
  });

  it("are an app for many workspaces, or Socket Mode", () => {
    expect(readConfig({ ...MANY, SLACK_APP_TOKEN: "xapp-1" }).slack).toMatchObject({
      signingSecret: null,
      appToken: "xapp-1",
      tokens: { from: "installations", id: "1.2", secret: "s" },
    });
  });

  it.each([
    [{ SLACK_SIGNING_SECRET: "x" }, "SLACK_BOT_TOKEN: needed"],
    [{ SLACK_BOT_TOKEN: "xoxb-1" }, "SLACK_SIGNING_SECRET: needed"],
    [{ ...ONE, SLACK_BOT_TOKEN: "xoxp-1" }, "SLACK_BOT_TOKEN: expected the bot token"],
    [{ ...ONE, SLACK_APP_TOKEN: "xoxb-1" }, "SLACK_APP_TOKEN: expected an app-level token"],
    [{ ...ONE, SLACK_CLIENT_ID: "1.2" }, "SLACK_BOT_TOKEN: expected either"],
    [{ SLACK_CLIENT_ID: "1.2", SLACK_SIGNING_SECRET: "x" }, "SLACK_BOT_TOKEN: needed"],
    [{ SLACK_CLIENT_ID: "1.2", SLACK_CLIENT_SECRET: "s", SLACK_SIGNING_SECRET: "x" }, "PUBLIC_URL: needed"],
    [{ ...ONE, SLACK_UNITS: "S1" }, "SLACK_UNITS: expected user groups"],
    // Tokens go there.
    [
      { ...ONE, SLACK_API_URL: "https://slack.example.com/api/" },
      "SLACK_API_URL: expected an address on this computer",
    ],
  ])("are refused with what to change: %j", (settings, words) => {
    const message = refusal(settings);
    expect(message).toContain(words);
    expect(message).not.toMatch(/xox[a-z]-1/);
  });
});
