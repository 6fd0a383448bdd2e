import { describe, expect, it } from "vitest";
import { blockOffences, viewOffences } from "./limits.ts";

const words = (length: number) => ({ type: "plain_text", text: "x".repeat(length), emoji: false });
const section = { type: "section", text: words(1) };
const button = (changed: object) => [
  { type: "actions", elements: [{ type: "button", text: words(1), ...changed }] },
];
const input = (element: object) => [
  { type: "input", label: words(1), element: { action_id: "field", ...element } },
];
const option = (text: number, value: number) => ({ text: words(text), value: "x".repeat(value) });
const thumb = (text: number, value: number) => ({ text: words(text), value: "x".repeat(value) });
const thumbs = (positive_button: object) => [
  {
    type: "context_actions",
    elements: [{ type: "feedback_buttons", positive_button, negative_button: thumb(1, 1) }],
  },
];
const times = <Thing>(count: number, thing: Thing) => Array.from({ length: count }, () => thing);

describe("the checker of Slack's limits", () => {
  it.each([
    ["blocks", times(51, section)],
    ["no block", []],
    ["text of a section", [{ type: "section", text: words(3001) }]],
    ["empty text", [{ type: "section", text: words(0) }]],
    ["blank text", [{ type: "section", text: { type: "plain_text", text: " " } }]],
    ["section without text", [{ type: "section" }]],
    ["field", [{ type: "section", fields: [words(2001)] }]],
    ["header", [{ type: "header", text: words(151) }]],
    ["context", [{ type: "context", elements: times(11, words(1)) }]],
    ["text of a context", [{ type: "context", elements: [words(3001)] }]],
    ["buttons", [{ type: "actions", elements: times(26, { type: "button", text: words(1) }) }]],
    ["label", button({ text: words(76) })],
    ["value", button({ value: "x".repeat(2001) })],
    ["empty value", button({ value: "" })],
    ["address", button({ url: "x".repeat(3001) })],
    ["label read out", button({ accessibility_label: "x".repeat(76) })],
    ["id", button({ action_id: "x".repeat(256) })],
    ["id twice", [...button({ action_id: "a" }), ...button({ action_id: "a" })]],
    ["thumb", thumbs(thumb(76, 1))],
    ["value of a thumb", thumbs(thumb(1, 2001))],
    ["markdown", [{ type: "markdown", text: "x".repeat(12_001) }]],
    ["markdown together", times(2, { type: "markdown", text: "x".repeat(6100) })],
    ["all together", times(5, { type: "section", text: words(2900) })],
    ["kind", [{ type: "image", image_url: "https://evil.example", alt_text: "" }]],
    ["half a character", [{ type: "section", text: { type: "plain_text", text: "\uD800" } }]],
    [
      "rich text",
      [
        {
          type: "rich_text",
          elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "" }] }],
        },
      ],
    ],
  ])("finds too much or too little in a message: %s", (_what, blocks) => {
    expect(blockOffences(blocks, "message")).not.toEqual([]);
  });

  it.each([
    ["blocks", { blocks: times(101, section) }],
    ["title", { title: words(25) }],
    ["submit", { submit: words(25) }],
    ["metadata", { private_metadata: "x".repeat(3001) }],
    ["callback", { callback_id: "x".repeat(256) }],
    ["inputs without submit", { submit: undefined, blocks: input({ type: "plain_text_input" }) }],
    [
      "what stands in an input",
      { blocks: input({ type: "plain_text_input", initial_value: "x".repeat(3001) }) },
    ],
    ["more radio buttons", { blocks: input({ type: "radio_buttons", options: times(11, option(1, 1)) }) }],
    ["more options", { blocks: input({ type: "static_select", options: times(101, option(1, 1)) }) }],
    ["no options", { blocks: input({ type: "static_select", options: [] }) }],
    ["option", { blocks: input({ type: "static_select", options: [option(76, 1)] }) }],
    ["value of an option", { blocks: input({ type: "static_select", options: [option(1, 76)] }) }],
    [
      "chosen option",
      { blocks: input({ type: "static_select", options: [option(1, 1)], initial_option: option(2, 2) }) },
    ],
    ["hint", { blocks: [{ ...input({ type: "plain_text_input" })[0], hint: words(2001) }] }],
    ["markdown", { blocks: [{ type: "markdown", text: "x" }] }],
    [
      "bytes",
      { blocks: times(100, { type: "section", text: { type: "plain_text", text: "ü".repeat(2000) } }) },
    ],
  ])("finds too much or too little in a view: %s", (_what, changed) => {
    const view = { type: "modal", title: words(1), submit: words(1), blocks: [section], ...changed };
    expect(viewOffences(view)).not.toEqual([]);
  });

  it("finds nothing in what is all right", () => {
    expect(
      blockOffences(
        [section, ...button({ action_id: "a", value: "v" }), ...thumbs(thumb(75, 2000))],
        "message",
      ),
    ).toEqual([]);
    const blocks = input({
      type: "static_select",
      options: [option(75, 75)],
      initial_option: option(75, 75),
    });
    const view = { type: "modal", title: words(24), submit: words(24), blocks };
    expect(viewOffences(view)).toEqual([]);
  });
});
