import { describe, expect, it } from "vitest";
import { slackManifest } from "../../../adapters/slack/manifest.ts";
import { clientOf, refusal, workspace } from "./workspace.ts";

const BACK = "https://lotse.example.com/slack/oauth_redirect";
const manifest = slackManifest({
  url: new URL("https://lotse.example.com"),
  socket: false,
  oauth: true,
  domains: [],
  language: "en",
});
const HOURS = 3_600_000;

async function shop() {
  const at = await workspace({ manifest });
  const { clientId: client_id, clientSecret: client_secret } = at.slack.app;
  const { access } = clientOf(at.slack, "").oauth.v2;
  const consent = (change: Record<string, string> = {}) =>
    `https://slack.com/oauth/v2/authorize?${new URLSearchParams({ client_id, scope: "chat:write,im:history", state: "s1", redirect_uri: BACK, ...change })}`;
  const codeFrom = (address: string) => new URL(address).searchParams.get("code") ?? "";
  return { ...at, client_id, client_secret, access, consent, codeFrom };
}

describe("installing in the loopback Slack", () => {
  it("leads back with a code and the state; the code gives a token once", async () => {
    const { slack, team, access, consent, codeFrom, client_id, client_secret } = await shop();
    const back = slack.approves(consent(), team);
    expect(back).toMatch(/^https:\/\/lotse\.example\.com\/slack\/oauth_redirect\?code=\w+&state=s1$/);
    const code = codeFrom(back);
    const exchange = { client_id, client_secret, code, redirect_uri: BACK };
    expect((await refusal(access({ ...exchange, client_secret: "x" }))).error).toBe("bad_client_secret");
    expect((await refusal(access({ ...exchange, client_id: "x" }))).error).toBe("invalid_client_id");
    expect((await refusal(access({ ...exchange, redirect_uri: `${BACK}/x` }))).error).toBe(
      "bad_redirect_uri",
    );
    const installed = await access(exchange);
    expect(installed).toMatchObject({
      team: { id: team.id },
      bot_user_id: team.bot.user,
      expires_in: 43_200,
    });
    expect((await refusal(access(exchange))).error).toBe("invalid_code");
    const who = await clientOf(slack, installed.access_token ?? "").auth.test();
    expect(who.team_id).toBe(team.id);
    await slack.close();
  });

  it("asks for nothing that is not in the manifest, and leads nowhere else", async () => {
    const { slack, team, consent } = await shop();
    expect(() => slack.approves(consent({ scope: "channels:history" }), team)).toThrow("invalid_scope");
    expect(() => slack.approves(consent({ redirect_uri: "https://evil.example" }), team)).toThrow(
      "bad_redirect_uri",
    );
    expect(() => slack.approves(consent({ client_id: "x" }), team)).toThrow("invalid_client_id");
    await slack.close();
  });

  it("lets a token live for twelve hours, and renews it once with each refresh token", async () => {
    const { slack, team, access, consent, codeFrom, client_id, client_secret } = await shop();
    const code = codeFrom(slack.approves(consent(), team));
    const first = await access({ client_id, client_secret, code });
    const client = clientOf(slack, first.access_token ?? "");
    slack.passes(11 * HOURS);
    await client.auth.test();
    slack.passes(1 * HOURS);
    expect((await refusal(client.auth.test())).error).toBe("token_expired");
    const renew = () =>
      access({
        client_id,
        client_secret,
        grant_type: "refresh_token",
        refresh_token: first.refresh_token ?? "",
      });
    const second = await renew();
    expect((await refusal(renew())).error).toBe("invalid_refresh_token");
    await clientOf(slack, second.access_token ?? "").auth.test();
    await slack.close();
  });

  it("can be for a whole Grid organisation, whose token has to name the workspace", async () => {
    const { slack, access, consent, codeFrom, client_id, client_secret } = await shop();
    const [north, south] = ["North", "South"].map((name) => slack.team(name, { enterprise: "E0GRID" }));
    if (!north || !south) throw new Error("two workspaces were made");
    const code = codeFrom(slack.approves(consent(), north, { organisation: true }));
    const installed = await access({ client_id, client_secret, code });
    expect(installed).toMatchObject({
      team: null,
      enterprise: { id: "E0GRID" },
      is_enterprise_install: true,
    });
    const client = clientOf(slack, installed.access_token ?? "");
    const group = slack.group(south, "sales", []);
    expect((await refusal(client.usergroups.list())).error).toBe("missing_argument");
    expect((await client.usergroups.list({ team_id: south.id })).usergroups?.[0]?.id).toBe(group);
    expect((await refusal(client.usergroups.list({ team_id: "T0ELSEWHERE" }))).error).toBe("team_not_found");
    const sara = slack.person(south, "Sara");
    expect(await client.chat.postMessage({ channel: sara.id, text: "hello" })).toMatchObject({ ok: true });
    expect(sara.reads()).toEqual(["hello"]);
    await slack.close();
  });
});
