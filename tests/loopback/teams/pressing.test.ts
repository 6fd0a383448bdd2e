import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ADAPTIVE, adaptive, answering, form } from "./answering.ts";
import { words } from "./company.ts";
import type { Json } from "./world.ts";

let at: Awaited<ReturnType<typeof answering>>;
beforeAll(async () => {
  at = await answering();
});
afterAll(() => at.close());
beforeEach(() => {
  at.heard.length = 0;
  at.answers({});
});

const cardAnswer = (value: unknown, type = ADAPTIVE, statusCode = 200) => ({ statusCode, type, value });
const execute = {
  type: "Action.Execute",
  title: "Save",
  verb: "item.save",
  data: { item: "c42" },
  fallback: { type: "Action.Submit", title: "Save", data: { verb: "item.save", item: "c42" } },
};
const show = (...actions: Json[]) =>
  at.say(at.ana.chat(), {
    attachments: [{ contentType: ADAPTIVE, content: adaptive([words("SQL basics")], { actions }) }],
  });
describe("a person in the loopback Teams who presses a button", () => {
  it("sends what it says with what was filled in, and gets another card", async () => {
    await at.say(at.ana.chat(), {
      attachments: [{ contentType: ADAPTIVE, content: { ...form, actions: [execute] } }],
    });
    at.answers(cardAnswer(adaptive([words("Saved.")])));
    const filled = { "What?": "SQL", "For whom?": "My team", "By when?": "2026-12-24", Soon: true };
    expect(await at.ana.clicks("Save", { filled })).toEqual({ state: "card" });
    const data = { item: "c42", need: "SQL", who: "team", when: "2026-12-24", soon: "yes" };
    const action = { type: "Action.Execute", verb: "item.save", data };
    expect(at.heard).toMatchObject([{ name: "adaptiveCard/action", value: { action, trigger: "manual" } }]);
    expect(at.heard[0]?.replyTo).toBe(at.ana.sees().at(-1)?.id);
    expect(at.ana.reads().at(-1)).toBe("Saved.");
  });

  it("sees what is wrong below the fields before anything is sent", async () => {
    await at.say(at.ana.chat(), {
      attachments: [{ contentType: ADAPTIVE, content: { ...form, actions: [execute] } }],
    });
    const filled = { "By when?": "2026-11-30", "How many?": "12" };
    expect(await at.ana.clicks("Save", { filled })).toEqual({
      state: "errors",
      errors: { "What?": "Say what.", "By when?": "Not before December.", "How many?": "One to nine." },
    });
    const long = await at.ana.clicks("Save", { filled: { "What?": "x".repeat(21) } });
    expect(long).toEqual({ state: "errors", errors: { "What?": "Say what." } });
    expect(at.heard).toEqual([]);
    await expect(at.ana.clicks("Save", { filled: { Nothing: "x" } })).rejects.toThrow("no field “Nothing”");
    const none = at.ana.clicks("Save", { filled: { "For whom?": "Nobody" } });
    await expect(none).rejects.toThrow("no choice “Nobody”");
  });

  it("is told something, or no, or that it went wrong", async () => {
    await show(execute);
    at.answers(cardAnswer("Saved", "application/vnd.microsoft.activity.message"));
    expect(await at.ana.clicks("Save")).toEqual({ state: "said", words: "Saved" });
    at.answers(
      cardAnswer({ code: "Gone", message: "It is no longer there" }, "application/vnd.microsoft.error", 400),
    );
    expect(await at.ana.clicks("Save")).toEqual({ state: "refused", words: "It is no longer there" });
    at.answers({ saved: true });
    expect(await at.ana.clicks("Save")).toEqual({ state: "trouble" });
    at.answers(cardAnswer({ type: "AdaptiveCard", version: "1.6", body: [] }));
    await expect(at.ana.clicks("Save")).rejects.toThrow("expected an AdaptiveCard up to version 1.5");
  });

  it("in an old client or with a plain button, sends a message without words", async () => {
    const plain = { type: "Action.Submit", title: "Later", data: { verb: "later" } };
    const { body } = await show(execute, plain, {
      type: "Action.OpenUrl",
      title: "Open",
      url: "https://x.example",
    });
    expect(await at.ana.clicksInOldClient("Save")).toMatchObject({
      state: "sent",
      reception: { status: 200 },
    });
    await at.ana.clicks("Later", { on: body.id ?? "" });
    expect(at.heard).toMatchObject([
      { name: "message", value: { verb: "item.save", item: "c42" }, replyTo: body.id, text: "" },
      { name: "message", value: { verb: "later" } },
    ]);
    await expect(at.ana.clicks("Open")).rejects.toThrow("leads out of Teams");
    await expect(at.ana.clicks("Nowhere")).rejects.toThrow("sees nothing called");
    await expect(at.ana.clicksInOldClient("Later")).rejects.toThrow("no fallback");
  });

  it("gets a card anew by looking at it, if it is for them", async () => {
    const refresh = { action: { ...execute, verb: "item.show" }, userIds: [at.ana.id] };
    const { body } = await at.say(at.general, {
      attachments: [{ contentType: ADAPTIVE, content: adaptive([words("Before")], { refresh }) }],
    });
    at.answers(cardAnswer(adaptive([words("After")])));
    expect(await at.ben.looksAt(body.id ?? "")).toBeNull();
    expect(await at.ana.looksAt(body.id ?? "")).toEqual({ state: "card" });
    expect(at.heard).toMatchObject([{ value: { trigger: "automatic", action: { verb: "item.show" } } }]);
    expect(at.ana.reads(at.general).at(-1)).toBe("After");
    expect(at.ben.reads(at.general).at(-1)).toBe("Before");
  });

  it("taps a suggestion, which is said as if typed", async () => {
    const suggested = ["Help", "Goal", "Privacy", "More"].map((title) => ({
      type: "imBack",
      title,
      value: title.toLowerCase(),
    }));
    await at.say(at.ana.chat(), { text: "Hello", suggestedActions: { to: [at.ana.id], actions: suggested } });
    expect(at.ana.seesSuggestions()).toEqual(["Help", "Goal", "Privacy"]);
    await at.ana.taps("Goal");
    expect(at.heard).toMatchObject([{ name: "message", text: "goal" }]);
    expect(at.ana.seesSuggestions()).toEqual([]);
    await expect(at.ana.taps("Goal")).rejects.toThrow("sees no suggestion");
  });
});
