import { describe, expect, it } from "vitest";
import { visibleText } from "../../../src/channel/text.ts";
import { HOSTILE } from "../../../tests/slack/hostile.ts";
import { readMarkdown, readMrkdwn } from "../../../tests/slack/reading.ts";
import { markdown, mrkdwn, mrkdwnLink, notification, webAddress } from "./escape.ts";

/** Markdown keeps words and lines, not how many spaces or empty lines are between them. */
const calm = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .join("\n")
    .replace(/\n{2,}/g, "\n\n")
    .trim();

describe("what somebody wrote, in Slack (S8, S9)", () => {
  it.each(HOSTILE)("is read in mrkdwn as it was written: %j", (written) => {
    expect(readMrkdwn(mrkdwn(written))).toEqual({ text: visibleText(written), links: [], effects: [] });
  });

  it.each(HOSTILE)("is read in a markdown block as it was written: %j", (written) => {
    const { text, links, effects } = readMarkdown(markdown(written));
    expect(calm(text)).toBe(calm(visibleText(written)));
    expect({ links, effects }).toEqual({ links: [], effects: [] });
  });

  it.each(HOSTILE)("pings nobody from a notification: %j", (written) => {
    expect(notification(written)).not.toMatch(/[<>]|@(channel|here|everyone)\b/i);
  });

  it("stays what it is between two words of ours", () => {
    for (const written of HOSTILE) {
      const { links, effects } = readMrkdwn(`*${mrkdwn("Label")}* ${mrkdwn(written)} · ${mrkdwn(written)}`);
      expect({ links, effects }).toEqual({ links: [], effects: ["*"] });
    }
  });

  it("keeps its lines, also where it is streamed in parts", () => {
    const parts = ["One line", "\n- and", " another\n", "\n", "*The* end"].map(markdown);
    expect(calm(readMarkdown(parts.join("")).text)).toBe("One line\n- and another\n\n*The* end");
  });

  it("keeps the underscores inside of words", () => {
    expect(mrkdwn("snake_case_name")).toBe("snake_case_name");
  });

  it("shows what bidirectional and zero-width characters hid", () => {
    expect(mrkdwn("a\u202Eb\u200Bc")).toBe("abc");
    expect(markdown("a\u2066b\u2060c")).toBe("abc");
  });
});

describe("the readers of these tests", () => {
  it.each([
    ["<!channel>", "token !channel"],
    ["*bold*", "*"],
    ["a _b c_ d", "_"],
    ["~x~", "~"],
    ["`x`", "`"],
    ["&gt; quoted", "a quotation"],
    [":smile:", "an emoji"],
    ["@here", "a broadcast"],
  ])("see what Slack would do with %s", (markup, effect) => {
    expect(readMrkdwn(markup).effects).toContain(effect);
  });

  it.each([
    ["*x*", "emphasis"],
    ["# x", "heading"],
    ["- x", "list"],
    ["x\n---", "heading"],
    ["![x](https://evil.example)", "image"],
    ["| a |\n|---|", "table"],
    ["<b>x</b>", "html"],
    ["    x", "code"],
    ["https://evil.example", "an address"],
    ["<@U1>", "a token"],
  ])("see what a markdown block would make of %j", (markup, effect) => {
    expect(readMarkdown(markup).effects).toContain(effect);
  });
});

describe("a link (S8)", () => {
  it.each([
    ["https://intranet.example/a?b=1&c=2", "https://intranet.example/a?b=1&c=2"],
    ["http://intranet.example", "http://intranet.example/"],
    ["https://intranet.example/a|b>c", "https://intranet.example/a%7Cb%3Ec"],
    ["javascript:alert(1)", null],
    ["slack://user?id=U1", null],
    ["mailto:a@b.example", null],
    ["<!channel>", null],
    ["", null],
    [`https://intranet.example/${"a".repeat(3000)}`, null],
    [null, null],
  ])("leads into the web or nowhere: %s", (address, expected) => {
    expect(webAddress(address)).toBe(expected);
  });

  it("cannot be left by what stands in its address or its words", () => {
    const address = webAddress("https://intranet.example/?a=1&b=<!channel>|x#*y*") ?? "";
    expect(readMrkdwn(mrkdwnLink(address, mrkdwn("> <!here> *a* | b")))).toEqual({
      text: "> <!here> *a* | b",
      links: [address],
      effects: [],
    });
  });
});
