import type { TurnContext } from "botbuilder";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { bot, letEntitiesPass } from "./bot.ts";
import { company } from "./company.ts";
import { FORGERIES, type Forgery } from "./tokens.ts";

/** The SDK as it comes: what it does well, and what Lotse has to keep it from. */
let at: Awaited<ReturnType<typeof company>>;
let app: Awaited<ReturnType<typeof bot>>;
let heard: string[];
let reply: (context: TurnContext) => Promise<unknown>;
beforeAll(async () => {
  at = await company();
  app = await bot(at.teams, async (context) => {
    heard.push(`${context.activity.type} ${context.activity.text ?? context.activity.name ?? ""}`);
    await reply(context);
  });
  // It writes tokens and keys to the terminal when it refuses something.
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterAll(async () => {
  vi.restoreAllMocks();
  await app.close();
  await at.teams.close();
});
beforeEach(() => {
  heard = [];
  reply = (context) => context.sendActivity("I heard you.");
});

const source = (position: number) => ({
  "@type": "Claim",
  position,
  appearance: {
    "@type": "DigitalDocument",
    name: "Feedback",
    abstract: "When and how",
    url: "https://x.example/1",
  },
});
const cited = {
  type: "message",
  text: "Early, and about one thing [1].",
  entities: [
    {
      type: "https://schema.org/Message",
      "@type": "Message",
      "@context": "https://schema.org",
      "@id": "",
      additionalType: ["AIGeneratedContent"],
      citation: [source(1)],
    },
  ],
  channelData: { feedbackLoop: { type: "default" } },
};

/** Lotse reads tokens by itself, and takes none of these. */
const taken: readonly Forgery[] = ["without an end", "without a beginning"];
const refused = FORGERIES.filter((forgery) => !taken.includes(forgery));

describe("the loopback Teams with a bot on the SDK", () => {
  it("lets somebody write and be answered", async () => {
    const { reception } = await at.ana.says("hello");
    expect(reception).toMatchObject({ state: "answered", status: 200 });
    expect(at.ana.reads()).toEqual(["hello", "I heard you."]);
    expect(heard).toEqual(["message hello"]);
    expect(app.errors).toEqual([]);
  });

  it.each(refused)("is the only one it listens to: %s (S2)", async (forgery) => {
    await at.ana.says("hello");
    heard = [];
    const reception = await at.teams.deliveries.forge(forgery);
    expect(reception).toMatchObject({ state: "answered", status: expect.toSatisfy((one) => one >= 401) });
    expect(heard).toEqual([]);
  });

  it.each(taken)("tells of the SDK that it takes a token %s", async (forgery) => {
    await at.ana.says("hello");
    const reception = await at.teams.deliveries.forge(forgery);
    expect(reception).toMatchObject({ state: "answered", status: 200 });
  });

  it("tells of the SDK that it says in its answer what went wrong inside", async () => {
    await at.ana.says("hello");
    const reception = await at.teams.deliveries.forge("changed afterwards");
    expect(reception).toMatchObject({ status: 500, body: "invalid signature" });
  });

  it("gets an answer to an invoke inside the request", async () => {
    reply = (context) =>
      context.sendActivity({
        type: "invokeResponse",
        value: { status: 200, body: { composeExtension: { type: "message", text: "Nothing found." } } },
      });
    expect(await at.ana.searches("sql")).toEqual({ state: "said", words: "Nothing found." });
    expect(heard).toEqual(["invoke composeExtension/query"]);
  });

  it("is written to without having been asked, by the stored reference", async () => {
    let reference = {};
    reply = async ({ activity }) => {
      const { serviceUrl, conversation, recipient, from, channelId } = activity;
      reference = { serviceUrl, conversation, bot: recipient, user: from, channelId };
    };
    await at.ana.says("remember me");
    await app.adapter.continueConversationAsync(at.teams.app.id, reference, async (context) => {
      await context.sendActivity("Good morning.");
    });
    expect(at.ana.reads().at(-1)).toBe("Good morning.");
  });

  it("shows that the SDK sends four times what was accepted the first time", async () => {
    const before = at.teams.calls("send").length;
    const late = { kind: "status", status: 503, when: "after", seconds: 0 } as const;
    at.teams.faults.always("send", late);
    await at.ana.says("once, please");
    at.teams.faults.mend();
    expect(at.teams.calls("send")).toHaveLength(before + 4);
    expect(at.ana.reads().slice(-4)).toEqual(Array.from({ length: 4 }, () => "I heard you."));
    expect(app.errors.splice(0)).toHaveLength(1);
  });

  it("shows that the SDK loses citations and labels on the way, unless they are let pass", async () => {
    reply = (context) => context.sendActivity(cited);
    await at.ana.says("how do I give feedback?");
    expect(at.ana.sees().at(-1)).not.toMatchObject({ text: cited.text });
    // What is left of the entity is not one that Teams takes.
    expect(at.teams.calls("send").at(-1)?.bytes).not.toContain("citation");
    expect(app.errors.splice(0)).toHaveLength(1);

    letEntitiesPass();
    await at.ana.says("and now?");
    expect(at.ana.sees().at(-1)).toMatchObject({
      words: cited.text,
      ai: true,
      feedback: "default",
      sources: [{ position: 1, name: "Feedback", abstract: "When and how", url: "https://x.example/1" }],
    });
    expect(JSON.parse(at.teams.calls("send").at(-1)?.bytes ?? "").entities).toEqual(cited.entities);
  });
});
