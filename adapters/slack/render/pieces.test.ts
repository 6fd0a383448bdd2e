import { describe, expect, it } from "vitest";
import type { Block } from "../../../src/channel/block.ts";
import { cited, claims, item, quote } from "../../../src/channel/samples.fixture.ts";
import { all } from "../../../tests/slack/limits.ts";
import { readAction } from "./actions.ts";
import { renderMessage } from "./message.ts";
import { mrkdwn, plain } from "./texts.fixture.ts";

const said = (text: string): Block => ({ kind: "text", text, tone: "normal" });
const blocksOf = (...blocks: Block[]) => renderMessage(blocks, "en").blocks;
const plainOf = (...blocks: Block[]) => renderMessage(blocks, "en").plain;

describe("each kind of block in Slack", () => {
  it("text is rich text, in which nothing is markup", () => {
    expect(blocksOf(said("One *line*\nand <!here>"))).toEqual([
      {
        type: "rich_text",
        elements: [
          { type: "rich_text_section", elements: [{ type: "text", text: "One *line*\nand <!here>" }] },
        ],
      },
    ]);
    expect(plainOf(said("One line"))).toEqual([{ type: "section", text: mrkdwn("One line"), expand: true }]);
  });

  it("a long text is a markdown block, as a whole", () => {
    const long = `${"All of it is *here*. ".repeat(250)}The end.`;
    const [block, ...more] = blocksOf(said(long));
    expect(block).toMatchObject({
      type: "markdown",
      text: expect.stringMatching(/^All of it is \\\*here\\\*\..*The end\.$/),
    });
    expect(more).toEqual([]);
    expect(plainOf(said(long)).map(({ type }) => type)).toEqual(["section", "section"]);
  });

  it("an aside stands in the context", () => {
    expect(blocksOf({ kind: "text", text: "Part of this is in German.", tone: "quiet" })).toEqual([
      { type: "context", elements: [plain("Part of this is in German.")] },
    ]);
  });

  it("a model's claims stand under the words that say so, each with its numbers, and nothing in them is markup (P16, S8, S9)", () => {
    expect(blocksOf(claims, { kind: "citations", label: "", citations: [cited] }).slice(0, 2)).toEqual([
      { type: "context", elements: [plain("Written by an AI.")] },
      {
        type: "rich_text",
        elements: [
          {
            type: "rich_text_section",
            elements: [
              { type: "text", text: "The budget is " },
              { type: "text", text: "1,200 euros", style: { bold: true } },
              { type: "text", text: " a year." },
              { type: "text", text: " " },
              { type: "link", url: cited.url, text: "[1]" },
              { type: "text", text: "\n• " },
              { type: "text", text: "See [2] <!here> *now*." },
              { type: "text", text: " " },
              { type: "link", url: cited.url, text: "[1]" },
            ],
          },
        ],
      },
    ]);
  });

  it("a quote is a rich quote: what answers is bold, and its number leads to the original", () => {
    expect(blocksOf(quote, { kind: "citations", label: "", citations: [cited] })[0]).toEqual({
      type: "rich_text",
      elements: [
        {
          type: "rich_text_section",
          elements: [{ type: "text", text: "Quotation from “Budget”", style: { bold: true } }],
        },
        {
          type: "rich_text_quote",
          elements: [
            { type: "text", text: "There is a budget. " },
            { type: "text", text: "It is 1,200 euros a year.", style: { bold: true } },
            { type: "text", text: " " },
            { type: "link", url: cited.url, text: "[1]" },
          ],
        },
      ],
    });
    expect(plainOf(quote)).toEqual([
      { type: "section", text: mrkdwn("*Quotation from “Budget”*"), expand: true },
      {
        type: "section",
        text: mrkdwn("> There is a budget. *It is 1,200 euros a year.* [1]"),
        expand: true,
      },
    ]);
  });

  it("citations are lines in the context, linked where there is an original, with a button for each passage", () => {
    const bare = { ...cited, number: 2, title: "Budget 2", section: "", url: null, passage: "docs/2.md#1" };
    expect(blocksOf({ kind: "citations", label: "Sources", citations: [cited, bare] })).toEqual([
      {
        type: "context",
        elements: [
          mrkdwn(
            "*Sources*\n[1] <https://intranet.example/budget?a=1&amp;b=2|Budget> · How much? · Learning team\n[2] Budget 2 · Learning team",
          ),
        ],
      },
      {
        type: "actions",
        elements: [
          {
            type: "button",
            text: plain("Source 1"),
            action_id: "passage 0",
            value: "docs/budget.md#0",
            accessibility_label: "Look at source 1: Budget",
          },
          {
            type: "button",
            text: plain("Source 2"),
            action_id: "passage 1",
            value: "docs/2.md#1",
            accessibility_label: "Look at source 2: Budget 2",
          },
        ],
      },
    ]);
  });

  it("a card with one button has it beside, with more it has them below", () => {
    const [save] = item.buttons;
    const two = {
      ...item,
      url: null,
      detail: "",
      why: "",
      buttons: [...item.buttons, { kind: "form", label: "Why?", form: "recommend.why", value: "" } as const],
    };
    expect(blocksOf({ kind: "cards", label: "For you", cards: [item, two] })).toEqual([
      {
        type: "rich_text",
        elements: [
          { type: "rich_text_section", elements: [{ type: "text", text: "For you", style: { bold: true } }] },
        ],
      },
      {
        type: "section",
        text: mrkdwn("*<https://learn.example/1|Pivot in twelve minutes>*\nSums without formulas."),
        expand: true,
        accessory: {
          type: "button",
          text: plain("Save"),
          action_id: "action recommend.save 0",
          value: "a1",
          accessibility_label: "Save: Pivot in twelve minutes",
        },
      },
      { type: "context", elements: [plain("Video, 12 minutes")] },
      { type: "context", elements: [plain("For your goal")] },
      { type: "section", text: mrkdwn("*Pivot in twelve minutes*\nSums without formulas."), expand: true },
      {
        type: "actions",
        elements: [
          expect.objectContaining({ text: plain(save?.label ?? ""), action_id: "action recommend.save 1" }),
          {
            type: "button",
            text: plain("Why?"),
            action_id: "form recommend.why 2",
            accessibility_label: "Why?: Pivot in twelve minutes",
          },
        ],
      },
    ]);
  });

  it("facts are lines with their names in bold; a single one named like its list is seen once", () => {
    const facts = [
      { name: "Your goal", value: "Pivot tables" },
      { name: "Your plan", value: "If it is Monday, then I practise" },
    ];
    expect(plainOf({ kind: "facts", label: "Goal", facts })).toEqual([
      { type: "section", text: mrkdwn("*Goal*"), expand: true },
      {
        type: "section",
        text: mrkdwn("*Your goal*: Pivot tables\n*Your plan*: If it is Monday, then I practise"),
        expand: true,
      },
    ]);
    expect(plainOf({ kind: "facts", label: "Goal", facts: [{ name: "Goal", value: "None yet" }] })).toEqual([
      { type: "section", text: mrkdwn("*Goal*"), expand: true },
      { type: "section", text: mrkdwn("None yet"), expand: true },
    ]);
    expect(all(blocksOf({ kind: "facts", label: "Goal", facts }), "text")).toEqual([
      "Goal",
      "Your goal",
      ": ",
      "Pivot tables",
      "\n",
      "Your plan",
      ": ",
      "If it is Monday, then I practise",
    ]);
  });

  it("the button most people want is green; more than a row takes are a second row", () => {
    const button = {
      kind: "action",
      label: "Send",
      action: "request.send",
      value: "r1",
      primary: true,
    } as const;
    expect(blocksOf({ kind: "buttons", buttons: [button] })).toEqual([
      {
        type: "actions",
        elements: [
          {
            type: "button",
            text: plain("Send"),
            action_id: "action request.send 0",
            value: "r1",
            style: "primary",
          },
        ],
      },
    ]);
    const rows = blocksOf({ kind: "buttons", buttons: Array.from({ length: 30 }, () => button) });
    expect(rows.map((row) => ("elements" in row ? row.elements.length : 0))).toEqual([25, 5]);
  });

  it("prompts are buttons that say them; one too long for a button stands beside it", () => {
    expect(blocksOf({ kind: "prompts", label: "People often ask:", prompts: ["How much?"] })).toEqual([
      { type: "context", elements: [plain("People often ask:")] },
      {
        type: "actions",
        elements: [{ type: "button", text: plain("How much?"), action_id: "say 0", value: "How much?" }],
      },
    ]);
    const long = `How ${"very ".repeat(30)}much?`;
    const [section] = blocksOf({ kind: "prompts", label: "", prompts: [long] });
    expect(section).toMatchObject({
      type: "section",
      text: plain(long),
      accessory: { text: plain("Ask this") },
    });
    expect(readAction(section && "accessory" in section ? section.accessory : null)).toEqual({
      kind: "say",
      text: long,
    });
  });

  it("feedback is Slack's own pair of thumbs, and says what was chosen", () => {
    const thumbs = {
      kind: "feedback",
      about: "ans_42",
      helpful: "Helpful",
      unhelpful: "Not helpful",
    } as const;
    expect(blocksOf({ ...thumbs, chosen: "unhelpful" })).toEqual([
      {
        type: "context_actions",
        elements: [
          {
            type: "feedback_buttons",
            action_id: "feedback 0",
            positive_button: {
              text: plain("Helpful"),
              accessibility_label: "Helpful",
              value: "helpful ans_42",
            },
            negative_button: {
              text: plain("✓ Not helpful"),
              accessibility_label: "Not helpful: your choice",
              value: "unhelpful ans_42",
            },
          },
        ],
      },
    ]);
    const [row] = plainOf({ ...thumbs, chosen: null });
    expect(row && "elements" in row ? row.elements.map(readAction) : []).toEqual([
      { kind: "feedback", about: "ans_42", verdict: "helpful" },
      { kind: "feedback", about: "ans_42", verdict: "unhelpful" },
    ]);
  });
});
