import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listener } from "../slack/listener.ts";
import { company } from "./company.ts";
import { ours } from "./teams.ts";

/** What passes between the app and one person in front of others. */
let at: Awaited<ReturnType<typeof company>>;
let app: Awaited<ReturnType<typeof listener>>;
beforeAll(async () => {
  [at, app] = await Promise.all([company(), listener((response) => response.end())]);
  at.teams.sendsTo(app.url);
});
afterAll(() => Promise.all([app.close(), at.teams.close()]));
const activity = (conversation: string, id: string, query = "") =>
  `/${encodeURIComponent(conversation)}/activities/${id}${query}`;
const reason = ({ status, body }: Awaited<ReturnType<typeof at.call>>) => [status, body.error?.code];
const TARGETED = "?isTargetedActivity=true";

describe("targeted messages in the loopback Teams", () => {
  it("keeps targeted messages between the bot and one person of the group", async () => {
    const recipient = { id: at.ana.id };
    const { body } = await at.say(at.general, { text: "Only for you", recipient }, TARGETED);
    expect(at.ana.sees(at.general).at(-1)).toMatchObject({ words: "Only for you", onlyForMe: true });
    expect(at.ben.reads(at.general)).not.toContain("Only for you");
    const changed = { type: "message", text: "Still only for you" };
    expect(reason(await at.call("PUT", activity(at.general, body.id ?? ""), changed))).toEqual([
      404,
      "ActivityNotFoundInConversation",
    ]);
    expect((await at.call("PUT", activity(at.general, body.id ?? "", TARGETED), changed)).status).toBe(200);
    const other = { ...changed, recipient: { id: at.ben.id } };
    expect((await at.call("PUT", activity(at.general, body.id ?? "", TARGETED), other)).status).toBe(400);
    expect((await at.call("DELETE", activity(at.general, body.id ?? "", TARGETED))).status).toBe(200);
    expect(at.ana.reads(at.general)).not.toContain("Still only for you");
  });

  it.each([
    ["for nobody", {}],
    ["for somebody who is not there", { recipient: { id: "29:nobody" } }],
  ])("refuses a targeted message %s", async (_, more) => {
    const answer = await at.say(at.general, { text: "x", ...more }, TARGETED);
    expect(reason(answer)).toEqual([400, "BadArgument"]);
  });

  it("refuses a targeted message in a personal chat", async () => {
    const given = { text: "x", recipient: { id: at.ana.id } };
    const answer = await at.say(at.ana.chat(), given, TARGETED);
    expect(reason(answer)).toEqual([400, "BadArgument"]);
  });

  it("may suggest to their reader what to say next", async () => {
    const suggestedActions = {
      to: [at.ana.id],
      actions: [{ type: "imBack", title: "Share", value: "share" }],
    };
    const given = { text: "For you", recipient: { id: at.ana.id }, suggestedActions };
    expect((await at.say(at.general, given, TARGETED)).status).toBe(201);
    expect((await at.say(at.general, given)).status).toBe(400);
  });

  it("come from people, too, by the slash command of the app, and are answered below the question", async () => {
    const { id } = await at.ana.asksPrivately("What is my budget?", { in: at.general });
    expect(JSON.parse(app.heard.at(-1)?.body ?? "")).toMatchObject({
      type: "message",
      id,
      text: "What is my budget?",
      recipient: { id: `28:${at.teams.app.id}`, isTargeted: true },
      conversation: { conversationType: "channel" },
    });
    expect(at.ana.sees(at.general).at(-1)).toMatchObject({ words: "What is my budget?", onlyForMe: true });
    expect(at.ben.reads(at.general)).not.toContain("What is my budget?");
    const answer = (messageId: string) => ({
      text: "500 euros.",
      recipient: { id: at.ana.id },
      entities: [{ type: "targetedMessageInfo", messageId }],
    });
    expect((await at.say(at.general, answer(id), TARGETED)).status).toBe(201);
    expect(reason(await at.say(at.general, answer("1"), TARGETED))).toEqual([400, "BadArgument"]);
    await expect(at.ana.reacts("like", id)).rejects.toThrow("offers no reactions");
    const alone = at.ana.asksPrivately("x", { in: at.ana.chat() });
    await expect(alone).rejects.toThrow("sees no slash command");
  });

  it("are gone after a day", async () => {
    const { body } = await at.say(at.general, { text: "Today", recipient: { id: at.ana.id } }, TARGETED);
    at.teams.passes(86_400_001);
    expect(at.ana.reads(at.general)).not.toContain("Today");
    const late = await at.call("PUT", activity(at.general, body.id ?? "", TARGETED), {
      type: "message",
      text: "x",
    });
    expect(reason(late)).toEqual([404, "ActivityNotFoundInConversation"]);
  });
});

describe("what the manifest of the app does not ask for", () => {
  it("is not there for people in the loopback Teams", async () => {
    const [bot] = ours().bots;
    const other = await company({
      manifest: {
        ...ours(),
        bots: [{ ...bot, scopes: [], supportsTargetedMessages: false }],
        composeExtensions: [],
      },
    });
    const { ana, general } = other;
    await expect(ana.installs()).rejects.toThrow("the app is not for personal");
    await expect(ana.addsApp(general)).rejects.toThrow("the app is not for team");
    const group = other.teams.groupChat(other.tenant, [ana]);
    await expect(ana.addsApp(group)).rejects.toThrow("the app is not for groupChat");
    await expect(ana.asksPrivately("x", { in: general })).rejects.toThrow("sees no slash command");
    expect(() => ana.searches("sql")).toThrow("the app offers no query searchContent");
    await expect(ana.startsCommand("requestLearning")).rejects.toThrow("offers no action");
    expect(await ana.pastesLink("https://learn.example.com/c/42")).toBeNull();
    expect(() => at.ana.searches("sql", { parameter: "words" })).toThrow("searchContent has no words");
    await other.teams.close();
  });
});
