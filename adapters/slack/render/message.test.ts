import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Block } from "../../../src/channel/block.ts";
import { cited, item, quote } from "../../../src/channel/samples.fixture.ts";
import { HOSTILE, hostileBlocks, hostileButtons } from "../../../tests/slack/hostile.ts";
import { all, blockOffences } from "../../../tests/slack/limits.ts";
import { readPayload } from "../../../tests/slack/reading.ts";
import { readAction } from "./actions.ts";
import { renderMessage } from "./message.ts";
import { plain } from "./texts.fixture.ts";

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

  it("has no more blocks than Slack takes, with the note that something is missing", () => {
    const asides = Array.from(
      { length: 60 },
      (_, n): Block => ({ kind: "text", text: `${n}`, tone: "quiet" }),
    );
    expect(blocksOf(...asides.slice(0, 50))).toHaveLength(50);
    const shown = blocksOf(...asides);
    expect(shown).toHaveLength(50);
    expect(all(shown, "text").slice(-2)).toEqual([
      "48",
      expect.stringMatching(/^That is more than fits here/),
    ]);
  });

  it("never cuts a character in two", () => {
    for (const written of HOSTILE) {
      const { text, ...blocks } = renderMessage([said(written.repeat(3000))], "en");
      expect(
        all([text, blocks], "text").filter((each) => typeof each === "string" && !each.isWellFormed()),
      ).toEqual([]);
      expect(text.isWellFormed()).toBe(true);
    }
    expect(renderMessage([said("👩‍👩‍👧‍👦".repeat(2000))], "en").text).toMatch(/^(👩‍👩‍👧‍👦)+…$/u);
  });
});
