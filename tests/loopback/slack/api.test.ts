import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientOf, refusal, workspace } from "./workspace.ts";

let at: Awaited<ReturnType<typeof workspace>>;
beforeAll(async () => {
  at = await workspace();
});
afterAll(() => at.slack.close());
const say = (text = "hello", channel = at.ana.direct()) => at.client.chat.postMessage({ channel, text });

describe("the loopback Slack", () => {
  it("says who a token belongs to, and what it may", async () => {
    const who = await at.client.auth.test();
    expect(who).toMatchObject({ ok: true, team: "Nordlicht", team_id: at.team.id, bot_id: at.team.bot.id });
    expect(who.response_metadata?.scopes).toContain("im:history");
  });

  it.each([
    ["no token", "", "not_authed"],
    ["a made-up token", "xoxb-made-up", "invalid_auth"],
  ])("refuses %s", async (_what, token, error) => {
    expect((await refusal(clientOf(at.slack, token).auth.test())).error).toBe(error);
  });

  it("refuses a token that was taken away, that of an app that was taken out, and that of the app itself", async () => {
    const elsewhere = at.slack.team("Elsewhere");
    const [revoked, inactive] = [at.slack.installs(at.team), at.slack.installs(elsewhere)];
    at.slack.revokes(revoked);
    expect((await refusal(clientOf(at.slack, revoked).auth.test())).error).toBe("token_revoked");
    await at.slack.uninstalls(elsewhere);
    expect((await refusal(clientOf(at.slack, inactive).auth.test())).error).toBe("account_inactive");
    const error = (await refusal(clientOf(at.slack, at.slack.appToken).auth.test())).error;
    expect(error).toBe("not_allowed_token_type");
  });

  it("revokes a token when asked to", async () => {
    const own = clientOf(at.slack, at.slack.installs(at.team));
    expect(await own.auth.revoke()).toMatchObject({ revoked: true });
    expect((await refusal(own.auth.test())).error).toBe("token_revoked");
  });

  it("names the scope a call needs and those there are", async () => {
    const open = at.client.conversations.history({ channel: at.general });
    expect(await refusal(open)).toMatchObject({
      error: "missing_scope",
      needed: "channels:history",
      provided: expect.stringContaining("chat:write"),
    });
    expect(await refusal(at.client.apiCall("conversations.info", { channel: at.general }))).toMatchObject({
      error: "missing_scope",
      needed: "channels:read",
    });
  });

  it("knows no other methods, and wants the arguments of those it knows", async () => {
    expect((await refusal(at.client.apiCall("chat.shout", {}))).error).toBe("unknown_method");
    expect((await refusal(at.client.apiCall("chat.postMessage", { text: "x" }))).error).toBe(
      "invalid_arguments",
    );
  });

  it("tells of each call that came in", async () => {
    const before = at.slack.calls("chat.postMessage").length;
    await say("counted");
    expect(at.slack.calls("chat.postMessage").slice(before)).toEqual([
      expect.objectContaining({ team: at.team.id, given: expect.objectContaining({ text: "counted" }) }),
    ]);
  });
});

describe("the limits on calls", () => {
  it("are as published, per channel for messages, with the time to wait", async () => {
    const own = await workspace();
    const post = (who: typeof own.ana) => own.client.chat.postMessage({ channel: who.direct(), text: "x" });
    own.slack.rates.enforce();
    await post(own.ana);
    await expect(post(own.ana)).rejects.toMatchObject({ retryAfter: 1 });
    await post(own.ben);
    own.slack.passes(1000);
    await post(own.ana);
    await own.slack.close();
  });

  it("are per method and workspace for the others", async () => {
    const own = await workspace();
    own.slack.rates.allow("users.info", { calls: 2, within: 60_000 });
    const ask = () => own.client.users.info({ user: own.ana.id });
    await ask();
    await ask();
    await expect(ask()).rejects.toMatchObject({ retryAfter: 60 });
    const other = own.slack.team("Elsewhere");
    const carl = own.slack.person(other, "Carl");
    await clientOf(own.slack, own.slack.installs(other)).users.info({ user: carl.id });
    await own.slack.close();
  });
});

describe("a fault on demand", () => {
  const shown = () => at.ana.reads().length;

  it.each([
    ["429", { kind: "rate limited", seconds: 7 }, { retryAfter: 7 }, 0],
    ["a failure before the effect", { kind: "status", status: 500, when: "before" }, { statusCode: 500 }, 0],
    ["a failure after the effect", { kind: "status", status: 503, when: "after" }, { statusCode: 503 }, 1],
    ["a cut before the effect", { kind: "cut", when: "before" }, { code: "slack_webapi_request_error" }, 0],
    ["a cut after the effect", { kind: "cut", when: "after" }, { code: "slack_webapi_request_error" }, 1],
    [
      "an error code",
      { kind: "error", error: "account_inactive" },
      { data: { error: "account_inactive" } },
      0,
    ],
  ] as const)("is %s, once", async (_what, fault, thrown, effects) => {
    const before = shown();
    at.slack.faults.next("chat.postMessage", fault);
    await expect(say()).rejects.toMatchObject(thrown);
    expect(shown() - before).toBe(effects);
    await say();
    expect(shown() - before).toBe(effects + 1);
  });

  it.each(["before", "after"] as const)("is no answer at all, %s the effect", async (when) => {
    const before = shown();
    at.slack.faults.next("chat.postMessage", { kind: "silence", when });
    const hasty = clientOf(at.slack, at.token, 100).chat.postMessage({ channel: at.ana.direct(), text: "x" });
    await expect(hasty).rejects.toMatchObject({ code: "slack_webapi_request_error" });
    expect(shown() - before).toBe(when === "after" ? 1 : 0);
  });

  it("meets one channel or workspace alone, and lasts until it is mended", async () => {
    at.slack.faults.always(
      "chat.postMessage",
      { kind: "error", error: "channel_not_found" },
      { channel: at.ben.direct() },
    );
    await say();
    expect((await refusal(say("x", at.ben.direct()))).error).toBe("channel_not_found");
    expect((await refusal(say("x", at.ben.direct()))).error).toBe("channel_not_found");
    at.slack.faults.mend();
    await say("x", at.ben.direct());
  });
});
