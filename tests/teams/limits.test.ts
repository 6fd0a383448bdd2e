import { describe, expect, it } from "vitest";
import { cardOffences, messageOffences, taskOffences } from "./limits.ts";
import { libraryOffences, schemaOffences } from "./official.ts";

const text = { type: "TextBlock", text: "x", wrap: true };
const card = { type: "AdaptiveCard", version: "1.5", speak: "x", fallbackText: "x", body: [text] };
const attachment = { contentType: "application/vnd.microsoft.card.adaptive", content: card };
const message = {
  text: "x [1]",
  textFormat: "markdown",
  summary: "x",
  attachments: [attachment],
  entities: [],
};
const submit = { type: "Action.Submit", title: "x", data: { a: 1 } };
const execute = { ...submit, type: "Action.Execute", verb: "x", fallback: submit };
const named = { id: "a", label: "x", isRequired: true, errorMessage: "x" };
const input = { ...named, type: "Input.Text", maxLength: 5 };
const choice = { ...named, type: "Input.ChoiceSet", choices: [{ title: "x", value: "y" }] };
const row = (...actions: object[]) => ({ type: "ActionSet", actions });
const claim = (position: number, changed: object = {}) => ({
  position,
  appearance: { name: "x", abstract: "x", ...changed },
});
const cited = (...citation: object[]) => ({ entities: [{ citation }] });
const suggested = (count: number) => ({
  suggestedActions: { actions: Array.from({ length: count }, () => ({ title: "x", value: "x" })) },
});

describe("the checker of Teams' limits", () => {
  it("finds nothing in what is all right", () => {
    const whole = { ...card, body: [text, input, { ...choice, id: "b" }, row(submit, execute)] };
    const said = {
      ...message,
      ...cited(claim(1, { url: "https://x.example" })),
      attachments: [{ ...attachment, content: whole }],
    };
    expect(messageOffences(said)).toEqual([]);
    expect(taskOffences({ title: "x", width: "medium", height: "large", card: attachment })).toEqual([]);
    expect([...libraryOffences(whole), ...schemaOffences(whole)]).toEqual([]);
  });

  it.each([
    ["bytes", { text: "x".repeat(50_000) }],
    ["bytes in UTF-8", { text: "語".repeat(30_000) }],
    ["nothing", { text: " ", attachments: [] }],
    ["no summary", { summary: "" }],
    ["summary", { summary: "x".repeat(257) }],
    ["entities", { entities: [{}, {}] }],
    ["citations", cited(...Array.from({ length: 21 }, () => claim(1)))],
    ["citation that is not in the text", cited(claim(2))],
    ["citation twice", cited(claim(1), claim(1))],
    ["name", cited(claim(1, { name: "x".repeat(81) }))],
    ["abstract", cited(claim(1, { abstract: "x".repeat(161) }))],
    ["no abstract", cited(claim(1, { abstract: "" }))],
    ["link", cited(claim(1, { url: "javascript:alert(1)" }))],
    ["suggestions", { attachments: [], ...suggested(4) }],
    ["suggestions beside a card", suggested(1)],
    ["half a character", { text: "\uD800" }],
  ])("finds what is wrong in a message: %s", (_what, changed) => {
    expect(messageOffences({ ...message, ...changed })).not.toEqual([]);
  });

  it.each([
    ["bytes", { fallbackText: "x".repeat(15_000) }],
    ["version", { version: "1.6" }],
    ["nothing", { body: [] }],
    ["nothing to speak", { speak: "" }],
    ["no fallback", { fallbackText: " " }],
    ["text that does not wrap", { body: [{ ...text, wrap: false }] }],
    ["empty text", { body: [{ ...text, text: " " }] }],
    ["line feed", { body: [{ type: "RichTextBlock", inlines: [{ type: "TextRun", text: "a\nb" }] }] }],
    ["empty run", { body: [{ type: "RichTextBlock", inlines: [{ type: "TextRun", text: "" }] }] }],
    ["empty container", { body: [{ type: "Container", items: [] }] }],
    ["element", { body: [{ type: "Image", url: "https://evil.example/x.png" }] }],
    ["actions", { body: [row(...Array.from({ length: 7 }, () => submit))] }],
    ["no actions", { body: [row()] }],
    ["action without title", { actions: [{ ...submit, title: "" }] }],
    ["action", { actions: [{ ...submit, type: "Action.ShowCard" }] }],
    ["execute without fallback", { actions: [{ ...execute, fallback: undefined }] }],
    ["execute without verb", { actions: [{ ...execute, verb: "" }] }],
    ["another fallback", { actions: [{ ...execute, data: { a: 2 } }] }],
    ["link", { actions: [{ type: "Action.OpenUrl", title: "x", url: "file:///x" }] }],
    ["input without label", { body: [{ ...input, label: "" }] }],
    ["input without error message", { body: [{ ...input, errorMessage: "" }] }],
    ["input of any length", { body: [{ ...input, maxLength: undefined }] }],
    ["value that is too long", { body: [{ ...input, value: "xxxxxx" }] }],
    ["id twice", { body: [input, input] }],
    ["no choices", { body: [{ ...choice, choices: [] }] }],
    ["empty choice", { body: [{ ...choice, choices: [{ title: "", value: "y" }] }] }],
    ["value of none", { body: [{ ...choice, value: "z" }] }],
  ])("finds what is wrong in a card: %s", (_what, changed) => {
    expect(cardOffences({ ...card, ...changed })).not.toEqual([]);
  });

  it.each([
    ["title", { title: "x".repeat(65) }],
    ["size", { width: "huge" }],
    ["execute", { card: { ...attachment, content: { ...card, actions: [execute] } } }],
    [
      "dialog in it",
      { card: { ...attachment, content: { ...card, actions: [{ ...submit, data: { msteams: {} } }] } } },
    ],
  ])("finds what is wrong in a dialog: %s", (_what, changed) => {
    expect(
      taskOffences({ title: "x", width: "medium", height: "large", card: attachment, ...changed }),
    ).not.toEqual([]);
  });

  it.each([
    ["an element", { body: [{ type: "Picture" }] }],
    ["a version", { version: "x" }],
  ])("is backed by the public library: %s", (_what, changed) => {
    expect(libraryOffences({ ...card, ...changed })).not.toEqual([]);
  });
});
