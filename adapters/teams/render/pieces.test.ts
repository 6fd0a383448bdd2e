import { describe, expect, it } from "vitest";
import type { Block } from "../../../src/channel/block.ts";
import { item, quote, said, sources, thumbs } from "../../../src/channel/samples.fixture.ts";
import { cardOffences } from "../../../tests/teams/limits.ts";
import { readInvoke } from "./actions.ts";
import { renderCard } from "./card.ts";

const bodyOf = (...blocks: Block[]) => renderCard(blocks, "en").body;
const inDialog = (...blocks: Block[]) => renderCard(blocks, "en", "dialog").body;
const runs = (...inlines: object[]) => ({
  type: "RichTextBlock",
  inlines: inlines.map((one) => ({ type: "TextRun", ...one })),
});
const heading = (text: string, size = "Medium") => ({
  type: "TextBlock",
  text,
  style: "heading",
  size,
  weight: "Bolder",
  wrap: true,
});
const near = (element: object) => ({ ...element, spacing: "Small" });
const quiet = { isSubtle: true, size: "Small" };

describe("each kind of block in a card of Teams", () => {
  it("stands in a card that says what it is, also to those who cannot see it or whose Teams cannot show it", () => {
    const { body: _body, ...card } = renderCard([said("One *line*.")], "de");
    expect(card).toEqual({
      type: "AdaptiveCard",
      $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
      version: "1.5",
      lang: "de",
      speak: "One *line*.",
      fallbackText: "One *line*.",
    });
  });

  it("text is runs, in which nothing is markup, line by line", () => {
    expect(bodyOf(said("One *line*\nand <b>\n\nanother"))).toEqual([
      runs({ text: "One *line*" }),
      { ...runs({ text: "and <b>" }), spacing: "None" },
      runs({ text: "another" }),
    ]);
  });

  it("an aside is small", () => {
    expect(bodyOf({ kind: "text", text: "Part of this is in German.", tone: "quiet" })).toEqual([
      runs({ text: "Part of this is in German.", ...quiet }),
    ]);
  });

  it("a quote is set off: what answers is bold, and its number leads to the original", () => {
    expect(bodyOf(quote, sources)[0]).toEqual({
      type: "Container",
      style: "emphasis",
      items: [
        heading("Quotation from “Budget”", "Default"),
        runs(
          { text: "There is a budget. " },
          { text: "It is 1,200 euros a year.", weight: "Bolder" },
          { text: " " },
          {
            text: "[1]",
            selectAction: { type: "Action.OpenUrl", url: "https://intranet.example/budget?a=1&b=2" },
          },
        ),
      ],
    });
  });

  it("citations are lines, linked where there is an original, with a button for each passage", () => {
    expect(bodyOf(sources)).toEqual([
      heading("Sources"),
      {
        ...runs(
          { text: "[1] " },
          {
            text: "Budget",
            selectAction: { type: "Action.OpenUrl", url: "https://intranet.example/budget?a=1&b=2" },
          },
          { text: " · How much?" },
          { text: " · Learning team" },
        ),
        spacing: "Small",
      },
      {
        type: "ActionSet",
        actions: [
          {
            type: "Action.Submit",
            title: "Source 1",
            tooltip: "Look at source 1: Budget",
            data: {
              msteams: { type: "task/fetch" },
              lotse: { kind: "passage", passage: "docs/budget.md#0" },
            },
          },
        ],
      },
    ]);
  });

  it("an item has a heading, what there is to know, and buttons that say what they are about", () => {
    const lotse = { kind: "action", action: "recommend.save", value: "a1" };
    const save = { title: "Save", tooltip: "Save: Pivot in twelve minutes", data: { lotse } };
    expect(bodyOf({ kind: "cards", label: "For you", cards: [item] })).toEqual([
      heading("For you"),
      {
        type: "Container",
        separator: true,
        items: [
          heading("Pivot in twelve minutes", "Default"),
          near(runs({ text: "Video, 12 minutes", ...quiet })),
          runs({ text: "Sums without formulas." }),
          runs({ text: "For your goal", ...quiet }),
          {
            type: "ActionSet",
            actions: [
              {
                type: "Action.OpenUrl",
                url: "https://learn.example/1",
                title: "Open",
                tooltip: "Open: Pivot in twelve minutes",
              },
              {
                type: "Action.Execute",
                verb: "recommend.save",
                ...save,
                fallback: { type: "Action.Submit", ...save },
              },
            ],
          },
        ],
      },
    ]);
  });

  it("a heading that Teams could read as Markdown is just bold", () => {
    expect(bodyOf({ kind: "cards", label: "*For* you", cards: [] })).toEqual([
      runs({ text: "*For* you", size: "Medium", weight: "Bolder" }),
    ]);
  });

  it("facts are lines with their names in bold; a single one named like its list is seen once", () => {
    const facts = [
      { name: "Your goal", value: "Pivot tables" },
      { name: "Your plan", value: "If it is Monday, then I practise" },
    ];
    expect(bodyOf({ kind: "facts", label: "Goal", facts })).toEqual([
      heading("Goal"),
      near(runs({ text: "Your goal", weight: "Bolder" }, { text: ": " }, { text: "Pivot tables" })),
      near(
        runs(
          { text: "Your plan", weight: "Bolder" },
          { text: ": " },
          { text: "If it is Monday, then I practise" },
        ),
      ),
    ]);
    expect(bodyOf({ kind: "facts", label: "Goal", facts: [{ name: "Goal", value: "None yet" }] })).toEqual([
      heading("Goal"),
      near(runs({ text: "None yet" })),
    ]);
  });

  it("a button carries what it means; the one most people want is set off, and six are a row", () => {
    const button = {
      kind: "action",
      label: "Send",
      action: "request.send",
      value: "r1",
      primary: true,
    } as const;
    const lotse = { kind: "action", action: "request.send", value: "r1" };
    const send = { title: "Send", style: "positive", data: { lotse } };
    expect(bodyOf({ kind: "buttons", buttons: [button] })).toEqual([
      {
        type: "ActionSet",
        actions: [
          {
            type: "Action.Execute",
            verb: "request.send",
            ...send,
            fallback: { type: "Action.Submit", ...send },
          },
        ],
      },
    ]);
    const rows = bodyOf({ kind: "buttons", buttons: Array.from({ length: 8 }, () => button) });
    expect(rows.map((row) => ("actions" in row ? row.actions.length : 0))).toEqual([6, 2]);
  });

  it("a button for a form or for something to look at opens a dialog; in a dialog, it is answered there", () => {
    const buttons: Block = {
      kind: "buttons",
      buttons: [
        { kind: "form", label: "Write", form: "request.write", value: "" },
        { kind: "view", label: "Journal", view: "home.journal", value: "" },
        { kind: "action", label: "Pause", action: "rhythm.pause", value: "", primary: false },
      ],
    };
    const actions = (body: object[]) => body.flatMap((row) => ("actions" in row ? row.actions : []));
    expect(actions(bodyOf(buttons))).toMatchObject([
      { type: "Action.Submit", data: { msteams: { type: "task/fetch" }, lotse: { kind: "form" } } },
      { type: "Action.Submit", data: { msteams: { type: "task/fetch" }, lotse: { kind: "view" } } },
      { type: "Action.Execute", verb: "rhythm.pause" },
    ]);
    expect(actions(inDialog(buttons))).toEqual([
      {
        type: "Action.Submit",
        title: "Write",
        data: { lotse: { kind: "form", form: "request.write", value: "" } },
      },
      {
        type: "Action.Submit",
        title: "Journal",
        data: { lotse: { kind: "view", view: "home.journal", value: "" } },
      },
      {
        type: "Action.Submit",
        title: "Pause",
        data: { lotse: { kind: "action", action: "rhythm.pause", value: "" } },
      },
    ]);
  });

  it("prompts are buttons that say them; one too long for a button stands above it", () => {
    expect(bodyOf({ kind: "prompts", label: "People often ask:", prompts: ["How much?"] })).toEqual([
      runs({ text: "People often ask:", ...quiet }),
      {
        type: "ActionSet",
        actions: [
          {
            type: "Action.Submit",
            title: "How much?",
            data: { msteams: { type: "messageBack", text: "How much?", displayText: "How much?" } },
          },
        ],
      },
    ]);
    const long = `How ${"very ".repeat(30)}much?`;
    expect(bodyOf({ kind: "prompts", label: "", prompts: [long] })).toEqual([
      runs({ text: long }),
      {
        type: "ActionSet",
        actions: [expect.objectContaining({ title: "Ask this", tooltip: `Ask this: ${long}` })],
      },
    ]);
  });

  it("feedback is left to Teams in a chat; in a dialog it is two buttons, and says what was chosen", () => {
    expect(bodyOf(said("Yes."), thumbs)).toEqual([runs({ text: "Yes." })]);
    const [row] = inDialog({ ...thumbs, chosen: "unhelpful" });
    const actions = row && "actions" in row ? row.actions : [];
    expect(actions.map(({ title, tooltip }) => [title, tooltip])).toEqual([
      ["Helpful", "Helpful"],
      ["✓ Not helpful", "Not helpful: your choice"],
    ]);
    expect(actions.map((action) => readInvoke(action))).toEqual([
      { kind: "feedback", about: "ans_42", verdict: "helpful" },
      { kind: "feedback", about: "ans_42", verdict: "unhelpful" },
    ]);
  });

  it("nothing is a sentence that says so", () => {
    expect(cardOffences(renderCard([], "de"))).toEqual([]);
    expect(renderCard([], "de").body).toEqual([runs({ text: "Hier ist noch nichts.", ...quiet })]);
  });
});
