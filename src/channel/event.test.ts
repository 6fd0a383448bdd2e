import { describe, expect, it } from "vitest";
import { byIda } from "../../tests/happenings.ts";
import { ChannelEvent, type Happening } from "./event.ts";
import { LONGEST_MESSAGE } from "./text.ts";

const around = byIda({ kind: "joined" });
const parse = (happening: object) => ChannelEvent.safeParse({ ...around, ...happening });
const passes = (happening: object) => parse(happening).success;
const message = <Text>(text: Text) => ({ kind: "message" as const, text, attachments: [] });
const action = (name: string) => ({ kind: "action", action: name, value: "" });

describe("an event from a channel", () => {
  it.each([
    message("Wie hoch ist mein Lernbudget?"),
    { kind: "action", action: "ask.send", value: "a1" },
    { kind: "form", form: "ask.comment", value: "a1", values: { comment: "gut" } },
    { kind: "feedback", about: "a1", verdict: "helpful" },
    { kind: "stop", delivery: "d1" },
    { kind: "joined" },
    { kind: "left" },
  ] satisfies Happening[])("comes through as it is: $kind", (happening) => {
    const parsed = parse(happening);
    expect(parsed.success && parsed.data).toEqual({ ...around, ...happening });
  });

  it("is refused when its kind is unknown", () => {
    expect(passes({ kind: "reaction", emoji: "x" })).toBe(false);
  });

  it.each(["id", "at", "address", "sender"])("is refused without its %s", (field) => {
    const { [field]: _, ...rest } = { ...around, ...message("hi") } as Record<string, unknown>;
    expect(ChannelEvent.safeParse(rest).success).toBe(false);
  });

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "1"])("is refused with the time %s", (at) => {
    expect(ChannelEvent.safeParse({ ...around, ...message("hi"), at }).success).toBe(false);
  });

  it("loses fields nobody knows, so that none of them is stored", () => {
    const parsed = parse({ ...message("hi"), secret: "x" });
    expect(parsed.success && "secret" in parsed.data).toBe(false);
  });
});

describe("the text of a message", () => {
  it("passes with 12,000 characters and not with one more", () => {
    expect(LONGEST_MESSAGE).toBe(12_000);
    expect(passes(message("a".repeat(12_000)))).toBe(true);
    expect(passes(message("a".repeat(12_001)))).toBe(false);
  });

  it("is measured before it is cleaned, so that invisible characters cannot be sent by the megabyte", () => {
    expect(passes(message(`a${"\u200B".repeat(12_000)}`))).toBe(false);
  });

  it("is refused when composing makes it longer than that, because what is stored must be readable again", () => {
    // One character that the normal form writes as two.
    const growing = "\u0958";
    expect(passes(message(growing.repeat(6000)))).toBe(true);
    expect(passes(message(growing.repeat(6001)))).toBe(false);
  });

  it("comes in clean", () => {
    const parsed = parse(message("  Lern\u202Ebudget\r\n\u0000\uD83D  "));
    expect(parsed.success && parsed.data.kind === "message" && parsed.data.text).toBe("Lernbudget\n\uFFFD");
  });

  it("may be empty: only the dialog knows what to say then", () => {
    expect(passes(message(""))).toBe(true);
  });

  it.each([null, 7, ["a"], undefined])("is refused when it is %s", (text) => {
    expect(passes(message(text))).toBe(false);
  });

  it("carries at most 20 attachments, of known kinds", () => {
    const withAttachments = (attachments: string[]) => passes({ ...message(""), attachments });
    expect(withAttachments(Array.from({ length: 20 }, () => "file"))).toBe(true);
    expect(withAttachments(Array.from({ length: 21 }, () => "file"))).toBe(false);
    expect(withAttachments(["video"])).toBe(false);
  });
});

describe("the name of an action or form", () => {
  it.each(["ask.send", "check-in.skip-week", `${"a".repeat(40)}.${"b".repeat(40)}`])("may be %s", (name) => {
    expect(passes(action(name))).toBe(true);
    expect(passes({ kind: "form", form: name, value: "", values: {} })).toBe(true);
  });

  it.each([
    "",
    "ask",
    ".send",
    "ask.",
    "ask.send.now",
    "Ask.send",
    "ask.send2",
    "ask send",
    "ask.send\n",
    "äsk.send",
    "__proto__.x",
    `${"a".repeat(41)}.b`,
    `a.${"b".repeat(41)}`,
  ])("cannot be %j", (name) => {
    expect(passes(action(name))).toBe(false);
    expect(passes({ kind: "form", form: name, value: "", values: {} })).toBe(false);
  });

  it("comes with a value of at most 2,000 characters", () => {
    expect(passes({ ...action("ask.send"), value: "v".repeat(2000) })).toBe(true);
    expect(passes({ ...action("ask.send"), value: "v".repeat(2001) })).toBe(false);
  });
});

describe("the fields of a form", () => {
  const form = (values: object) => parse({ kind: "form", form: "ask.comment", value: "a1", values });

  it("come in clean, and none is longer than a message", () => {
    const parsed = form({ comment: " gut\u200B " });
    expect(parsed.success && parsed.data.kind === "form" && parsed.data.values).toEqual({ comment: "gut" });
    expect(form({ comment: "a".repeat(12_001) }).success).toBe(false);
  });

  it("have names of at most 40 characters", () => {
    expect(form({ ["n".repeat(40)]: "" }).success).toBe(true);
    expect(form({ ["n".repeat(41)]: "" }).success).toBe(false);
  });

  it("cannot reach the prototype of the record", () => {
    const parsed = form(JSON.parse('{"__proto__": "x", "comment": "gut"}'));
    expect(parsed.success && parsed.data.kind === "form" && Object.getPrototypeOf(parsed.data.values)).toBe(
      Object.prototype,
    );
  });
});
