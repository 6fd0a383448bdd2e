import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Block } from "../../../src/channel/block.ts";
import { hostileBlocks } from "../../../tests/slack/hostile.ts";
import { viewOffences } from "../../../tests/slack/limits.ts";
import { readPayload } from "../../../tests/slack/reading.ts";
import { renderHome, renderLoading, renderProblem, renderReading } from "./view.ts";

const facts: Block = { kind: "facts", label: "Your goal", facts: [{ name: "Goal", value: "Pivot tables" }] };

describe("what there is to look at in Slack", () => {
  it("is within every limit, and nothing in it pings anybody (S9)", () => {
    fc.assert(
      fc.property(hostileBlocks, fc.string(), fc.constantFrom("de", "en"), (blocks, title, language) => {
        for (const view of [renderHome(blocks, language), renderReading(title, blocks, language)]) {
          expect(viewOffences(view)).toEqual([]);
          expect(readPayload(view).effects.filter((effect) => effect !== "*")).toEqual([]);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("has headings to find one's way by", () => {
    expect(renderHome([facts], "en")).toEqual({
      type: "home",
      blocks: [
        { type: "header", text: { type: "plain_text", text: "Your goal", emoji: false } },
        {
          type: "rich_text",
          elements: [
            {
              type: "rich_text_section",
              elements: [
                { type: "text", text: "Goal", style: { bold: true } },
                { type: "text", text: ": " },
                { type: "text", text: "Pivot tables" },
              ],
            },
          ],
        },
      ],
    });
  });

  it("shows a passage under its title", () => {
    const view = renderReading("Budget", [{ kind: "text", text: "1,200 euros.", tone: "normal" }], "en");
    expect(view).toMatchObject({ type: "modal", title: { text: "Budget" }, close: { text: "Close" } });
    expect(view.blocks).toHaveLength(1);
    expect(view.submit).toBeUndefined();
  });

  it("says so when there is nothing, in both languages", () => {
    expect(renderHome([], "de").blocks).toMatchObject([{ text: { text: "Hier ist noch nichts." } }]);
    expect(renderReading("Journal", [], "en").blocks).toMatchObject([
      { text: { text: "There's nothing here yet." } },
    ]);
  });

  it("opens at once, before what shall stand there is known", () => {
    expect(viewOffences(renderLoading("de"))).toEqual([]);
    expect(renderLoading("de").blocks).toMatchObject([{ text: { text: "Einen Moment …" } }]);
  });

  it("says what went wrong as it was written", () => {
    const view = renderProblem("Something went wrong <!here>. Please try again.", "en");
    expect(viewOffences(view)).toEqual([]);
    expect(readPayload(view)).toEqual({ links: [], effects: [] });
  });
});
