import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../command.ts";
import { workspace } from "../loopback/slack/workspace.ts";
import { loopbackTeams } from "../loopback/teams/teams.ts";
import { modelServer, refusing } from "../model-server.ts";

let at: Awaited<ReturnType<typeof workspace>>;
let teams: Awaited<ReturnType<typeof loopbackTeams>>;
beforeAll(async () => {
  [at, teams] = await Promise.all([workspace(), loopbackTeams()]);
});
afterAll(() => Promise.all([at.slack.close(), teams.close()]));

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

  it("says what it found for Teams, and what to do", async () => {
    const settings = {
      TEAMS_APP_ID: teams.app.id,
      TEAMS_TENANT_ID: teams.home.id,
      TEAMS_APP_SECRET: teams.app.secret,
      TEAMS_AUTHORITY: teams.authority,
    };
    expect(await run("doctor", ["teams"], settings)).toEqual({
      code: 1,
      output: `ok    Entra ID gives the app ${teams.app.id} tokens for TEAMS_APP_SECRET.
ok    The keys of the Bot Framework are there.
ok    The clock agrees with Microsoft's.
fix   PUBLIC_URL is not set: without it nobody can say whether Teams reaches Lotse.
note  Links of the catalogue could get previews, too. Name the domains in TEAMS_LINK_DOMAINS, and in the package with --links.
`,
      complaints: "",
    });
  });

  it("says what it found for a language model, and what to do", async () => {
    const server = await modelServer(refusing(401));
    const settings = { MODEL_URL: server.url.href, MODEL_NAME: "small", MODEL_KEY: "wrong" };
    expect(await run("doctor", ["model"], settings)).toEqual({
      code: 1,
      output: "fix   The language model answers 401. Check MODEL_KEY.\n",
      complaints: "",
    });
    await server.close();
    expect(await run("doctor", ["model"], { MODEL_URL: "models" })).toMatchObject({
      code: 1,
      complaints: expect.stringContaining("MODEL_URL: expected the address"),
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
        complaints: "Usage: npm run -s doctor -- model|slack|teams\n",
      });
    },
  );
});
