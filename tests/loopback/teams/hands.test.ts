import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ADAPTIVE, actions, adaptive, answering, dialog, results } from "./answering.ts";
import { card, words } from "./company.ts";
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

const show = (...actions: Json[]) =>
  at.say(at.ana.chat(), {
    attachments: [{ contentType: ADAPTIVE, content: adaptive([words("SQL basics")], { actions }) }],
  });
describe("a person in the loopback Teams with a dialog", () => {
  const open = {
    type: "Action.Submit",
    title: "Request",
    data: { msteams: { type: "task/fetch" }, form: "request" },
  };

  it("opens it by a button, fills it in, and is told what came of it", async () => {
    await show(open);
    at.answers(dialog());
    expect(await at.ana.clicks("Request")).toEqual({ state: "opened" });
    expect(at.heard).toMatchObject([{ name: "task/fetch", value: { data: { form: "request" } } }]);
    expect(at.ana.seesDialog()).toMatchObject({
      title: "Request",
      fields: { "What?": "", "For whom?": "me" },
    });
    expect(at.ana.seesDialog()?.words).toContain("For whom?:\n( ) Me\n( ) My team");
    expect(await at.ana.submits({})).toMatchObject({ state: "errors" });
    at.answers(dialog(adaptive([words("It is too long.")], { actions: actions })));
    expect(await at.ana.submits({ "What?": "SQL" })).toEqual({ state: "opened" });
    expect(at.heard[1]).toMatchObject({
      name: "task/submit",
      value: { data: { form: "request", need: "SQL", who: "me" } },
    });
    expect(at.ana.seesDialog()?.words).toContain("too long");
    at.answers({ task: { type: "message", value: "Sent." } });
    expect(await at.ana.submits()).toEqual({ state: "said", words: "Sent." });
    expect(at.ana.seesDialog()).toBeNull();
    await expect(at.ana.submits()).rejects.toThrow("no dialog open");
  });

  it("can close it, and sees when the answer is none", async () => {
    await show(open);
    at.answers(dialog());
    await at.ana.clicks("Request");
    at.ana.closesDialog();
    expect(at.ana.seesDialog()).toBeNull();
    await at.ana.clicks("Request");
    await expect(at.ana.submits({ "What?": "SQL" }, "Delete")).rejects.toThrow("no button Delete");
    at.answers({ task: { type: "continue", value: { title: "x" } } });
    expect(await at.ana.submits({ "What?": "SQL" })).toEqual({ state: "trouble" });
    at.answers({});
    expect(await at.ana.submits({ "What?": "SQL" }, "Send")).toEqual({ state: "closed" });
  });

  it("opens it on a message, which comes along", async () => {
    const { id } = await at.ben.says("We should learn SQL", { in: at.general });
    at.answers(dialog());
    expect(await at.ana.startsCommand("requestLearning", { on: id })).toEqual({ state: "opened" });
    const messagePayload = {
      id,
      from: { user: { id: at.ben.directory, displayName: "Ben Roth" } },
      body: { content: "<p>We should learn SQL</p>" },
    };
    const context = { commandId: "requestLearning", commandContext: "message", messagePayload };
    expect(at.heard).toMatchObject([{ name: "composeExtension/fetchTask", value: context }]);
    at.answers(results("SQL basics"));
    expect(await at.ana.submits({ "What?": "SQL" })).toMatchObject({ state: "attached", cards: [{}] });
    expect(at.heard[1]).toMatchObject({
      name: "composeExtension/submitAction",
      value: { ...context, data: { need: "SQL" } },
    });
    at.answers(dialog());
    await at.ana.startsCommand("requestLearning");
    expect(at.heard[2]?.value).toMatchObject({ commandContext: "compose" });
    await expect(at.ana.startsCommand("requestLearning", { on: "1" })).rejects.toThrow("sees no message 1");
  });
});

describe("a person in the loopback Teams who writes to others", () => {
  it("searches, from the first list on", async () => {
    at.answers(results("SQL basics", "SQL for analysts"));
    const first = await at.ana.opensSearch();
    expect(first).toMatchObject({ state: "found", results: [{ title: "SQL basics", text: "45 min" }, {}] });
    await at.ana.searches("sql", { skip: 25, in: at.general });
    expect(at.heard.map(({ value }) => value)).toMatchObject([
      { commandId: "searchContent", parameters: [{ name: "initialRun", value: "true" }] },
      { parameters: [{ name: "q", value: "sql" }], queryOptions: { skip: 25, count: 25 } },
    ]);
    at.answers(results(...Array.from({ length: 26 }, (_, place) => `${place}`)));
    expect(await at.ana.searches("sql")).toMatchObject({ state: "trouble" });
  });

  it("pastes links, of which those of the app's domains get a preview", async () => {
    at.answers(results("SQL basics"));
    const found = await at.ana.pastesLink("https://learn.example.com/c/42");
    expect(found).toMatchObject({ state: "found", results: [{ words: "SQL basics" }] });
    expect(await at.ana.pastesLink("https://elsewhere.example.net/")).toBeNull();
    expect(at.heard).toMatchObject([
      { name: "composeExtension/queryLink", value: { url: "https://learn.example.com/c/42" } },
    ]);
  });
});

describe("a person in the loopback Teams who judges an answer", () => {
  const say = (feedbackLoop?: Json) =>
    at.say(at.ana.chat(), { text: "Early.", ...(feedbackLoop && { channelData: { feedbackLoop } }) });

  it("presses a thumb, with or without a word on it", async () => {
    const { body } = await say({ type: "default" });
    expect(await at.ana.rates("like", { comment: "Helpful" })).toEqual({ state: "thanked" });
    await at.ana.rates("dislike", { on: body.id ?? "" });
    const value = (reaction: string, feedbackText: string) => ({
      actionName: "feedback",
      actionValue: { reaction, feedback: JSON.stringify({ feedbackText }) },
    });
    expect(at.heard).toMatchObject([
      { name: "message/submitAction", replyTo: body.id, value: value("like", "Helpful") },
      { name: "message/submitAction", replyTo: body.id, value: value("dislike", "") },
    ]);
  });

  it("gets a form of the app's own where it asked for that", async () => {
    await say({ type: "custom" });
    at.answers(dialog(adaptive([words("What was missing?")], { actions: actions })));
    expect(await at.ana.rates("dislike")).toEqual({ state: "opened" });
    expect(at.heard).toMatchObject([
      { name: "message/fetchTask", value: { data: { actionValue: { reaction: "dislike" } } } },
    ]);
    expect(at.ana.seesDialog()?.words).toContain("What was missing?");
  });

  it("cannot where there are no thumbs", async () => {
    const { body } = await say();
    await expect(at.ana.rates("like", { on: body.id ?? "" })).rejects.toThrow("sees no thumbs");
  });
});

describe("what a person sees in the loopback Teams", () => {
  it("is everything a card says, in the order of reading", async () => {
    const facts = { type: "FactSet", facts: [{ title: "Length", value: "45 min" }] };
    const row = { type: "TableRow", cells: [{ type: "TableCell", items: [words("cell")] }] };
    const columns = [
      { type: "Column", items: [words("left")] },
      { type: "Column", items: [words("right")] },
    ];
    const rich = { type: "RichTextBlock", inlines: [{ type: "TextRun", text: "run" }] };
    const picture = { type: "Image", url: "https://x.example/a.png", altText: "a chart" };
    const more = { type: "Action.ShowCard", title: "More", card: adaptive([words("inside")]) };
    await at.say(at.ana.chat(), {
      attachments: [
        card(
          facts,
          { type: "ColumnSet", columns },
          { type: "Container", items: [rich, picture] },
          { type: "Table", rows: [row], columns: [{ width: 1 }] },
          { type: "ActionSet", actions: [more] },
        ),
      ],
    });
    expect(at.ana.sees().at(-1)).toMatchObject({
      words: "Length: 45 min\nleft\nright\nrun\n(a chart)\ncell\n[More]\ninside",
      buttons: ["More"],
    });
  });
});
