import { describe, expect, it } from "vitest";
import { visibleText } from "../../../src/channel/text.ts";
import { HOSTILE } from "../../../tests/teams/hostile.ts";
import { readFlat, readMarkdown, seen } from "../../../tests/teams/reading.ts";
import { bold, flat, inARow, isCalm, italic, markdown, note, plain, webAddress } from "./text.ts";

/** Markdown does not keep spaces around lines, nor more than one empty line. */
const calm = (text: string) =>
  seen(text)
    .replace(/[ \t]*\n[ \t]*/g, "\n")
    .replace(/\n{2,}/g, "\n\n")
    .trim();
const written = (text: string) => calm(visibleText(text));

describe("what somebody wrote, in Teams (S9)", () => {
  it.each(HOSTILE)("is read in a message as it was written: %j", (words) => {
    const { text, effects } = readMarkdown(markdown(words));
    expect(calm(text)).toBe(written(words));
    expect(effects).toEqual([]);
  });

  it.each(HOSTILE)("is just bold, or an aside, and nothing else: %j", (words) => {
    for (const [made, look] of [
      [bold(words), "strong"],
      [italic(words), "emphasis"],
    ] as const) {
      const { text, effects } = readMarkdown(`before${made}after`);
      expect(calm(text.replace(/^before|after$/g, ""))).toBe(written(words));
      expect(effects.filter((effect) => effect !== look)).toEqual([]);
    }
  });

  it.each(HOSTILE)("stays what it is beside words of ours: %j", (words) => {
    const row = `${note(1)} ${bold("Label")} ${markdown(words)} · ${markdown(words)} ${note(2)}`;
    expect(readMarkdown(row).effects.filter((effect) => effect !== "strong")).toEqual([]);
    expect(readMarkdown(inARow([markdown(words), markdown(words)])).effects).toEqual([]);
  });

  it.each(HOSTILE)("is nothing to work out or to mention in a card: %j", (words) => {
    expect(plain(words)).not.toMatch(/\{\{|\$\{|<\/?at\b/i);
    expect(seen(plain(words))).toBe(visibleText(words));
  });

  it.each(HOSTILE)("is no markup of any kind in a summary: %j", (words) => {
    expect(readFlat(flat(words))).toEqual([]);
    expect(seen(flat(words))).toBe(seen(visibleText(words).trim().replace(/\s+/g, " ")));
  });

  it("keeps its lines, also where it is streamed in parts", () => {
    const parts = ["One line", "\n- and", " another\n", "\n", "*The* end"].map((part) => markdown(part));
    expect(calm(readMarkdown(parts.join("")).text)).toBe("One line\n- and another\n\n*The* end");
  });

  it("shows what bidirectional and zero-width characters hid", () => {
    expect(markdown("a\u202Eb\u200B\u2066c\u2060d")).toBe("abcd");
    expect(plain("a\u202Eb\u200Bc")).toBe("abc");
  });

  it("keeps numbers as they are", () => {
    expect(markdown("It is 1.200,50 euros.")).toBe("It is 1.200,50 euros.");
  });

  it("keeps the numbers of its sources for the notes of Teams, and no others", () => {
    const cited = new Set([1, 12]);
    expect(seen(markdown("So it is [1][12], not [3].", cited))).toBe("So it is [1][12], not \\[3\\].");
    expect(
      readMarkdown(markdown("[1](https://evil.example) [1]: https://evil.example", cited)).effects,
    ).toEqual([]);
    expect(readMarkdown(`${markdown("[1]: x\n\n[1]", cited)}`).effects).toEqual([]);
  });
});

describe("a text that stays the same where Teams reads Markdown", () => {
  it.each(["For you", "Dein Ziel: Übersicht", "„Was ist neu?“ (kurz)", "It's well-known. So it is"])(
    "is calm: %s",
    (words) => {
      expect(isCalm(words)).toBe(true);
      expect(readMarkdown(words)).toEqual({ text: words, effects: [] });
    },
  );

  it.each([
    "",
    "1. one",
    "- x",
    "a*b*",
    "a_b_",
    "evil.example",
    "http://x",
    "a & b",
    "<b>",
    "[x]",
    "# x",
    "a\nb",
  ])("is not calm: %j", (words) => {
    expect(isCalm(words)).toBe(false);
  });

  it("is not what somebody may write who means ill", () => {
    for (const words of HOSTILE.filter(isCalm))
      expect(readMarkdown(words)).toEqual({ text: words, effects: [] });
  });
});

describe("the reader of these tests", () => {
  it.each([
    ["*x*", "emphasis"],
    ["**x**", "strong"],
    ["# x", "heading"],
    ["- x", "list"],
    ["1. x", "list"],
    ["> x", "blockquote"],
    ["`x`", "inlineCode"],
    ["x\n---", "heading"],
    ["[x](https://evil.example)", "link"],
    ["![x](https://evil.example)", "image"],
    ["| a |\n|---|", "table"],
    ["<b>x</b>", "html"],
    ["    x", "code"],
    ["https://evil.example", "an address"],
    ["~~x~~", "~"],
    ["{x}", "a brace"],
    ["&lt;at&gt;Ida&lt;/at&gt;", "a mention"],
  ])("sees what a message would make of %j", (markup, effect) => {
    expect(readMarkdown(markup).effects).toContain(effect);
  });

  it.each([
    ["{{TIME(x)}}", "a function"],
    ["$\u007Bx}", "a template"],
    ["</at>", "a mention"],
    ["<b>", "a tag"],
    ["&lt;", "an entity"],
  ])("sees what any text could be read as: %s", (words, effect) => {
    expect(readFlat(words)).toContain(effect);
  });
});

describe("a link in Teams (S8)", () => {
  it.each([
    ["https://intranet.example/a?b=1&c=2", "https://intranet.example/a?b=1&c=2"],
    ["http://intranet.example", "http://intranet.example/"],
    ["javascript:alert(1)", null],
    ["msteams://teams.microsoft.com/l/chat", null],
    ["mailto:a@b.example", null],
    ["", null],
    [`https://intranet.example/${"a".repeat(3000)}`, null],
    [null, null],
  ])("leads into the web or nowhere: %s", (address, expected) => {
    expect(webAddress(address)).toBe(expected);
  });
});
