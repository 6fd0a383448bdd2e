import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { card, company, words } from "./company.ts";

let at: Awaited<ReturnType<typeof company>>;
beforeAll(async () => {
  at = await company();
});
afterAll(() => at.teams.close());
const reason = ({ status, body }: Awaited<ReturnType<typeof at.call>>) => [status, body.error?.code];

describe("whom the loopback Teams lets a bot reach", () => {
  it.each(["code", "subCode", "none"] as const)("says why not, or does not: %s (F10)", async (where) => {
    const own = await company();
    own.teams.givesReasons(where);
    own.ana.blocks();
    const answer = await own.say(own.ana.chat(), { text: "x" });
    expect(answer.status).toBe(403);
    const { code, subCode } = answer.body.error ?? {};
    const blocked = "ConversationBlockedByUser";
    expect([code, subCode]).toEqual(
      { code: [blocked, undefined], subCode: ["Forbidden", blocked], none: ["Forbidden", undefined] }[where],
    );
    await own.teams.close();
  });

  it("says no where the app was taken away, is not, or may not write (F10)", async () => {
    const own = await company();
    const bare = own.teams.channel(own.sales, "bare", [own.ana], { withApp: false });
    expect(reason(await own.say(bare, { text: "x" }))).toEqual([403, "BotNotInConversationRoster"]);
    const members = await own.call("GET", `/${encodeURIComponent(bare)}/members`);
    expect(reason(members)).toEqual([403, "BotNotInConversationRoster"]);
    own.teams.closes(own.general);
    expect(reason(await own.say(own.general, { text: "x" }))).toEqual([403, "MessageWritesBlocked"]);
    own.teams.disables(own.tenant);
    expect(reason(await own.say(own.ana.chat(), { text: "x" }))).toEqual([403, "BotDisabledByAdmin"]);
    own.teams.disables(own.tenant, false);
    own.teams.app.state = "deleted";
    expect(reason(await own.say(own.ana.chat(), { text: "x" }))).toEqual([401, "BotNotRegistered"]);
    await own.teams.close();
  });
});

describe("what goes wrong with a call, on demand", () => {
  it("goes wrong before or after its effect, once or from now on (F9)", async () => {
    const say = (text: string) => at.say(at.ben.chat(), { text });
    at.teams.faults.next("send", { kind: "status", status: 412, when: "before" });
    expect(reason(await say("not yet"))).toEqual([412, "PreconditionFailed"]);
    at.teams.faults.next("send", { kind: "status", status: 502, when: "before" });
    expect(reason(await say("not yet"))).toEqual([502, "ServiceError"]);
    at.teams.faults.next("send", { kind: "status", status: 504, when: "after" });
    expect((await say("there all the same")).status).toBe(504);
    at.teams.faults.next("send", { kind: "cut", when: "after" });
    await expect(say("cut")).rejects.toThrow("fetch failed");
    expect(at.ben.reads()).toEqual(["there all the same", "cut"]);
    at.teams.faults.next("send", { kind: "refused", status: 403, code: "BotDisabledByAdmin" });
    expect(reason(await say("no"))).toEqual([403, "BotDisabledByAdmin"]);
    at.teams.faults.always("send", { kind: "rate limited", seconds: 3 }, { conversation: at.ben.chat() });
    expect(await say("later")).toMatchObject({ status: 429, retryAfter: "3" });
    expect((await at.say(at.ana.chat(), { text: "elsewhere it works" })).status).toBe(201);
    at.teams.faults.mend();
    expect((await say("now")).status).toBe(201);
  });

  it("gets no answer at all", async () => {
    at.teams.faults.next("send", { kind: "silence", when: "after" });
    const before = at.ben.reads().length;
    const { authorization = "" } = at.teams.calls("send").at(-1) ?? {};
    const waiting = fetch(
      `${at.teams.serviceUrl(at.tenant.id)}v3/conversations/${at.ben.chat()}/activities`,
      {
        method: "POST",
        headers: { authorization },
        body: JSON.stringify({ type: "message", text: "heard?" }),
        signal: AbortSignal.timeout(200),
      },
    );
    await expect(waiting).rejects.toThrow("timeout");
    expect(at.ben.reads()).toHaveLength(before + 1);
  });
});

describe("how often the loopback Teams lets a bot speak", () => {
  it("limits each thread, and says when to come again (F6)", async () => {
    const own = await company();
    own.teams.rates.enforce();
    const say = () => own.say(own.ana.chat(), { text: "x" });
    for (let count = 0; count < 7; count += 1) expect((await say()).status).toBe(201);
    expect(await say()).toMatchObject({
      status: 429,
      retryAfter: "1",
      body: { error: { code: "Throttled" } },
    });
    expect((await own.say(own.ben.chat(), { text: "another thread" })).status).toBe(201);
    own.teams.passes(1001);
    expect((await say()).status).toBe(201);
    expect((await say()).status).toBe(429);
    for (let count = 0; count < 14; count += 1) {
      expect((await own.call("GET", `/${own.ana.chat()}/members`)).status).toBe(200);
    }
    expect((await own.call("GET", `/${own.ana.chat()}/members`)).status).toBe(429);
    await own.teams.close();
  });

  it("limits a whole tenant", async () => {
    const own = await company();
    own.teams.rates.allowTenant({ calls: 2, within: 60_000 });
    expect((await own.say(own.ana.chat(), { text: "1" })).status).toBe(201);
    expect((await own.say(own.ben.chat(), { text: "2" })).status).toBe(201);
    const third = await own.say(own.general, { attachments: [card(words("3"))] });
    expect(third).toMatchObject({ status: 429, retryAfter: "60" });
    await own.teams.close();
  });
});
