import { describe, expect, it } from "vitest";
import { blockProblems } from "./limits.ts";
import { viewProblems } from "./views.ts";
import { buttons, section } from "./workspace.ts";

const many = <Value>(count: number, value: Value): Value[] => Array.from({ length: count }, () => value);
const plain = (length: number) => ({ type: "plain_text", text: "x".repeat(length) });
const marked = (length: number) => ({ type: "mrkdwn", text: "x".repeat(length) });
const button = (more: object = {}) => ({ type: "button", text: plain(5), ...more });
const actions = (...elements: object[]) => ({ type: "actions", elements });
const option = (text: number, value: number) => ({ text: plain(text), value: "v".repeat(value) });
const select = (options: object[]) => actions({ type: "static_select", options });
const input = (element: object, more: object = {}) => ({ type: "input", label: plain(5), element, ...more });
const thumb = { text: plain(5), value: "v" };
const feedback = { type: "feedback_buttons", positive_button: thumb, negative_button: thumb };
const table = (rows: number, columns: number, text = "x") => ({
  type: "table",
  rows: many(rows, many(columns, { type: "raw_text", text })),
});

/** What is just allowed, and the same with a little more. */
const EDGES: [string, object, object][] = [
  ["section text", section("x".repeat(3000)), section("x".repeat(3001))],
  [
    "section fields",
    { type: "section", fields: many(10, marked(2000)) },
    { type: "section", fields: many(11, marked(1)) },
  ],
  ["section field", { type: "section", fields: [marked(2000)] }, { type: "section", fields: [marked(2001)] }],
  ["header", { type: "header", text: plain(150) }, { type: "header", text: plain(151) }],
  [
    "context",
    { type: "context", elements: many(10, marked(1)) },
    { type: "context", elements: many(11, marked(1)) },
  ],
  ["actions", actions(...many(25, button())), actions(...many(26, button()))],
  [
    "context actions",
    { type: "context_actions", elements: many(5, feedback) },
    { type: "context_actions", elements: many(6, feedback) },
  ],
  ["button label", actions(button({ text: plain(75) })), actions(button({ text: plain(76) }))],
  [
    "button value",
    actions(button({ value: "v".repeat(2000) })),
    actions(button({ value: "v".repeat(2001) })),
  ],
  ["button address", actions(button({ url: "u".repeat(3000) })), actions(button({ url: "u".repeat(3001) }))],
  [
    "button for screen readers",
    actions(button({ accessibility_label: "x".repeat(75) })),
    actions(button({ accessibility_label: "x".repeat(76) })),
  ],
  [
    "action id",
    actions(button({ action_id: "x".repeat(255) })),
    actions(button({ action_id: "x".repeat(256) })),
  ],
  [
    "block id",
    { ...section("x"), block_id: "x".repeat(255) },
    { ...section("x"), block_id: "x".repeat(256) },
  ],
  ["option text", select([option(75, 1)]), select([option(76, 1)])],
  ["option value", select([option(1, 75)]), select([option(1, 76)])],
  ["options", select(many(100, option(1, 1))), select(many(101, option(1, 1)))],
  [
    "overflow",
    actions({ type: "overflow", options: many(5, option(1, 1)) }),
    actions({ type: "overflow", options: many(6, option(1, 1)) }),
  ],
  [
    "radio buttons",
    input({ type: "radio_buttons", options: many(10, option(1, 1)) }),
    input({ type: "radio_buttons", options: many(11, option(1, 1)) }),
  ],
  [
    "checkboxes",
    input({ type: "checkboxes", options: many(10, option(1, 1)) }),
    input({ type: "checkboxes", options: many(11, option(1, 1)) }),
  ],
  [
    "input label",
    input({ type: "plain_text_input" }, { label: plain(2000) }),
    input({ type: "plain_text_input" }, { label: plain(2001) }),
  ],
  [
    "input hint",
    input({ type: "plain_text_input" }, { hint: plain(2000) }),
    input({ type: "plain_text_input" }, { hint: plain(2001) }),
  ],
  [
    "longest input",
    input({ type: "plain_text_input", max_length: 3000 }),
    input({ type: "plain_text_input", max_length: 3001 }),
  ],
  [
    "placeholder",
    input({ type: "plain_text_input", placeholder: plain(150) }),
    input({ type: "plain_text_input", placeholder: plain(151) }),
  ],
  [
    "confirmation",
    actions(
      button({ confirm: { title: plain(100), text: plain(300), confirm: plain(30), deny: plain(30) } }),
    ),
    actions(
      button({ confirm: { title: plain(101), text: plain(300), confirm: plain(30), deny: plain(30) } }),
    ),
  ],
  [
    "image text",
    { type: "image", image_url: "u", alt_text: "x".repeat(2000) },
    { type: "image", image_url: "u", alt_text: "x".repeat(2001) },
  ],
  ["image source", { type: "image", image_url: "u", alt_text: "x" }, { type: "image", alt_text: "x" }],
  [
    "markdown",
    { type: "markdown", text: "x".repeat(12_000) },
    { type: "markdown", text: "x".repeat(12_001) },
  ],
  ["table rows", table(100, 1), table(101, 1)],
  ["table columns", table(1, 20), table(1, 21)],
  ["table cell", table(1, 1, " "), table(1, 1, "")],
  ["table size", table(1, 1, "x".repeat(9000)), table(1, 1, "x".repeat(9999))],
  ["card body", { type: "card", body: marked(200) }, { type: "card", body: marked(201) }],
  ["card title", { type: "card", title: marked(150) }, { type: "card", title: marked(151) }],
  [
    "carousel",
    { type: "carousel", elements: many(10, { type: "card", body: marked(1) }) },
    { type: "carousel", elements: many(11, { type: "card", body: marked(1) }) },
  ],
  [
    "container",
    { type: "container", child_blocks: many(10, section("x")) },
    { type: "container", child_blocks: many(11, section("x")) },
  ],
  ["text in a section", section("x"), { type: "section" }],
  ["known properties", section("x"), { ...section("x"), colour: "red" }],
  ["known blocks", section("x"), { type: "poem", text: "x" }],
  ["known elements", actions(button()), actions({ type: "lever" })],
];

describe("the limits of blocks", () => {
  it.each(EDGES)("hold for the %s", (_what, allowed, tooMuch) => {
    expect(blockProblems([allowed])).toEqual([]);
    expect(blockProblems([tooMuch])).not.toEqual([]);
  });

  it("hold for a message as a whole", () => {
    expect(blockProblems(many(50, section("x")))).toEqual([]);
    expect(blockProblems(many(51, section("x")))).toEqual([
      "no more than 50 items allowed [json-pointer:/blocks]",
    ]);
    const half = { type: "markdown", text: "x".repeat(6000) };
    expect(blockProblems([half, half])).toEqual([]);
    expect(blockProblems([half, half, { type: "markdown", text: "x" }])).toHaveLength(1);
    expect(blockProblems([table(1, 1), table(1, 1)])).toEqual([
      "only one table allowed [json-pointer:/blocks]",
    ]);
    const twice = { ...section("x"), block_id: "b" };
    expect(blockProblems([twice, twice])).toEqual(["block_id `b` already exists [json-pointer:/blocks]"]);
  });

  it("count UTF-16 code units", () => {
    expect(blockProblems([{ type: "header", text: { type: "plain_text", text: "🧭".repeat(75) } }])).toEqual(
      [],
    );
    expect(
      blockProblems([{ type: "header", text: { type: "plain_text", text: "🧭".repeat(76) } }]),
    ).not.toEqual([]);
  });
});

const modal = (more: object = {}) => ({ type: "modal", title: plain(24), blocks: [section("x")], ...more });
const asking = [input({ type: "plain_text_input" })];

describe("the limits of views", () => {
  it.each([
    ["title", { title: plain(25) }],
    ["submit", { submit: plain(25) }],
    ["close", { close: plain(25) }],
    ["private metadata", { private_metadata: "x".repeat(3001) }],
    ["callback id", { callback_id: "x".repeat(256) }],
    ["blocks", { blocks: many(101, section("x")) }],
    ["blocks for messages only", { blocks: [{ type: "markdown", text: "x" }] }],
    ["button to send an input", { blocks: asking }],
    ["size", { blocks: many(90, section("x".repeat(2900))) }],
  ])("hold for the %s", (_what, more) => {
    expect(viewProblems(modal(more), "modal")).not.toEqual([]);
  });

  it("leave a form and a home tab alone that keep to them", () => {
    const form = modal({
      submit: plain(24),
      private_metadata: "x".repeat(3000),
      blocks: [...asking, ...many(99, section("x"))],
    });
    expect(viewProblems(form, "modal")).toEqual([]);
    expect(viewProblems({ type: "home", blocks: [section("x"), buttons("x")] }, "home")).toEqual([]);
    expect(viewProblems(modal(), "home")).not.toEqual([]);
  });
});
