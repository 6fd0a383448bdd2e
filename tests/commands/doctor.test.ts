import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../command.ts";
import { workspace } from "../loopback/slack/workspace.ts";

let at: Awaited<ReturnType<typeof workspace>>;
beforeAll(async () => {
  at = await workspace();
});
afterAll(() => at.slack.close());

describe("npm run doctor", () => {
  it("says line by line what it found for Slack, and ends well when there is nothing to do", async () => {
    const settings = {
      SLACK_API_URL: at.slack.apiUrl,
      SLACK_BOT_TOKEN: at.token,
      SLACK_APP_TOKEN: at.slack.appToken,
    };
    expect(await run("doctor", ["slack"], settings)).toEqual({
      code: 0,
      output: `ok    SLACK_BOT_TOKEN is taken by Slack: it belongs to Nordlicht (${at.team.id}).
ok    The clock agrees with Slack's.
ok    All 9 scopes are granted.
note  Links of the catalogue could get previews, too: the app may show them. Name the domains in SLACK_LINK_DOMAINS.
ok    SLACK_APP_TOKEN opens a connection (Socket Mode).
`,
      complaints: "",
    });
  });

  it("ends with 1 when there is something to do", async () => {
    const { code, output } = await run("doctor", ["slack"], { SLACK_API_URL: at.slack.apiUrl });
    expect(code).toBe(1);
    expect(output).toMatch(/^fix {3}SLACK_BOT_TOKEN is not set\./);
  });

  it.each([[[]], [["constructor"]], [["slack", "more"]]])(
    "says how it is used instead of %j",
    async (words) => {
      expect(await run("doctor", words)).toEqual({
        code: 1,
        output: "",
        complaints: "Usage: npm run -s doctor -- slack\n",
      });
    },
  );
});
