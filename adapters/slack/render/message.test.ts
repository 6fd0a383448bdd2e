import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Block, Card } from "../../../src/channel/block.ts";
import { HOSTILE, hostileBlocks, hostileButtons } from "../../../tests/slack/hostile.ts";
import { all, blockOffences } from "../../../tests/slack/limits.ts";
import { readPayload } from "../../../tests/slack/reading.ts";
import { readAction } from "./actions.ts";
import { renderMessage } from "./message.ts";

const MANY = { numRuns: 100 };
const said = (text: string): Block => ({ kind: "text", text, tone: "normal" });
const blocksOf = (...blocks: Block[]) => renderMessage(blocks, "en").blocks;
const plainOf = (...blocks: Block[]) => renderMessage(blocks, "en").plain;

/** Addresses that blocks name: nothing else may become a link. */
function named(blocks: Block[]): (string | null)[] {
  return blocks.flatMap((block) => {
    if (block.kind === "citations") return block.citations.map(({ url }) => url);
    return block.kind === "cards" ? block.cards.map(({ url }) => url) : [];
  });
}

describe("any message in Slack", () => {
  it("is within every limit, better or plain (S9)", () => {
    fc.assert(
      fc.property(hostileBlocks, fc.constantFrom("de", "en"), (blocks, language) => {
        const message = renderMessage(blocks, language);
        expect(blockOffences(message.blocks, "message")).toEqual([]);
        expect(blockOffences(message.plain, "plain")).toEqual([]);
        expect(message.text.trim()).not.toBe("");
        expect(message.text.length).toBeLessThanOrEqual(3000);
        expect(message.text).toSatisfy((text: string) => text.isWellFormed());
      }),
      MANY,
    );
  });

  it("pings nobody, shows no picture, and links only to its sources and items (S8, S9)", () => {
    fc.assert(
      fc.property(hostileBlocks, (blocks) => {
        const message = renderMessage(blocks, "de");
        const addresses = named(blocks).map((url) => url && URL.parse(url)?.href.replaceAll("|", "%7C"));
        for (const shown of [message.blocks, message.plain]) {
          const { links, effects } = readPayload(shown);
          expect(effects.filter((effect) => effect !== "*")).toEqual([]);
          expect(links.filter((link) => !addresses.includes(link) || !/^https?:/.test(link))).toEqual([]);
        }
        expect(message.text).not.toMatch(/[<>]|@(channel|here|everyone)\b/i);
      }),
      MANY,
    );
  });

  it("brings back what its buttons mean", () => {
    fc.assert(
      fc.property(hostileButtons, (buttons) => {
        const short = buttons.map((button) => ({ ...button, value: button.value.slice(0, 300) }));
        for (const shown of [
          blocksOf({ kind: "buttons", buttons: short }),
          plainOf({ kind: "buttons", buttons: short }),
        ]) {
          const pressed = shown.flatMap((block) =>
            "elements" in block ? block.elements.map(readAction) : [],
          );
          expect(pressed).toEqual(
            short.map(({ label: _label, ...button }) => {
              if (button.kind !== "action") return button;
              const { primary: _primary, ...rest } = button;
              return rest;
            }),
          );
        }
      }),
      MANY,
    );
  });

  it("tells screen readers and notifications all it says, and is never empty", () => {
    const { text } = renderMessage(
      [
        said("This is what your documents say."),
        quote,
        { kind: "citations", label: "Sources", citations: [cited] },
        { kind: "facts", label: "Your goal", facts: [{ name: "Goal", value: "Pivot tables" }] },
        { kind: "cards", label: "To learn it with", cards: [item] },
        { kind: "prompts", label: "You may also want to know:", prompts: ["How long?"] },
      ],
      "en",
    );
    expect(text).toBe(
      [
        "This is what your documents say.",
        "Quotation from “Budget”: There is a budget. It is 1,200 euros a year.",
        "Sources:",
        "[1] Budget · Learning team",
        "Your goal:",
        "Goal: Pivot tables",
        "To learn it with:",
        "Pivot in twelve minutes · Video, 12 minutes · Sums without formulas. · For your goal",
        "You may also want to know: How long?",
      ].join("\n"),
    );
    expect(renderMessage([], "de")).toMatchObject({
      text: "Lotse hat dir geschrieben.",
      blocks: [{ type: "context" }],
    });
    expect(renderMessage([said("\u200B")], "en").text).toBe("Lotse has written to you.");
    const buttons = [{ kind: "view", label: "Your home", view: "home.show", value: "" } as const];
    expect(renderMessage([{ kind: "buttons", buttons }], "en").text).toBe("Your home");
  });
});

const cited = {
  number: 1,
  title: "Budget",
  section: "How much?",
  detail: "Learning team",
  passage: "docs/budget.md#0",
  url: "https://intranet.example/budget?a=1&b=2",
};
const quote: Block = {
  kind: "quote",
  label: "Quotation from “Budget”",
  language: "en",
  parts: [
    { text: "There is a budget. ", mark: false },
    { text: "It is 1,200 euros a year. ", mark: true },
  ],
  citation: 1,
};
const item: Card = {
  title: "Pivot in twelve minutes",
  language: "en",
  detail: "Video, 12 minutes",
  body: "Sums without formulas.",
  why: "For your goal",
  url: "https://learn.example/1",
  buttons: [{ kind: "action", label: "Save", action: "recommend.save", value: "a1", primary: false }],
};
const plain = (text: string) => ({ type: "plain_text", text, emoji: false });
const mrkdwn = (text: string) => ({ type: "mrkdwn", text, verbatim: true });

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

describe("a message that is too much for Slack", () => {
  const feedback: Block = {
    kind: "feedback",
    about: "a1",
    helpful: "Helpful",
    unhelpful: "Not helpful",
    chosen: null,
  };
  const citations: Block = { kind: "citations", label: "Sources", citations: [cited] };

  it("keeps its beginning, its sources and its buttons, and says that something is missing", () => {
    const shown = blocksOf(said("It begins here."), said("A ".repeat(20_000)), citations, feedback);
    const texts = all(shown, "text").filter((text) => typeof text === "string");
    expect(texts[0]).toBe("It begins here.");
    expect(texts[1]).toMatch(/^A A .*A…$/);
    expect(texts[2]).toBe("That is more than fits here, so something has been left out.");
    expect(shown.map(({ type }) => type)).toEqual([
      "rich_text",
      "markdown",
      "context",
      "context",
      "actions",
      "context_actions",
    ]);
  });

  it("leaves cards out as a whole, from the end on", () => {
    const cards = Array.from({ length: 40 }, (_, n) => ({ ...item, title: `Item ${n}` }));
    const shown = blocksOf({ kind: "cards", label: "", cards }, feedback);
    expect(shown.length).toBeLessThanOrEqual(50);
    const titles = shown.flatMap((block) => (block.type === "section" ? [block.text?.text] : []));
    expect(titles.length).toBeGreaterThan(10);
    expect(titles).toEqual(titles.map((_, n) => expect.stringContaining(`Item ${n}>`)));
    expect(shown.at(-2)).toEqual({
      type: "context",
      elements: [plain("That is more than fits here, so something has been left out.")],
    });
    expect(shown.at(-1)?.type).toBe("context_actions");
  });

  it("never cuts a character in two", () => {
    for (const written of HOSTILE)
      for (const { text } of [renderMessage([said(written.repeat(3000))], "en")])
        expect(text.isWellFormed()).toBe(true);
    expect(renderMessage([said("👩‍👩‍👧‍👦".repeat(2000))], "en").text).toMatch(/^(👩‍👩‍👧‍👦)+…$/u);
  });
});
