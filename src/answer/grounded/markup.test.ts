import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wordsOf } from "./markup.ts";

describe("the words of a line of Markdown", () => {
  it("keep what is bold, and of lists, code and links their words", () => {
    expect(wordsOf("Es sind **1.200 €** im `Jahr`, *immer*, sagt [das Blatt](https://a.example)")).toEqual([
      { text: "Es sind ", mark: false },
      { text: "1.200 €", mark: true },
      { text: " im Jahr, immer, sagt das Blatt", mark: false },
    ]);
  });

  it.each([
    "1. April",
    "# eins",
    "> zwei",
    "- drei",
    "    vier",
    "```",
    "---",
    "=== ",
    "[Person A] hilft",
    "[Mail A]: Warum?",
    "[Person A] [Person B]",
    "[Person A] (Vertrieb)",
    "5 < 6",
  ])("are all of them where a line could be more than words: %s", (line) => {
    expect(
      wordsOf(line)
        ?.map(({ text }) => text)
        .join("")
        .trim(),
    ).toBe(line.trim());
  });

  it.each([
    "![x](https://boese.example/a.png)",
    "![x][y]",
    "a <b>bold</b>",
    "<script>alert(1)</script>",
    "&lt;script&gt;",
    "\\<img src=x>",
    "<!channel>",
    "<@U012>",
    "<at>Ida</at>",
    "[x] (https://boese.example)",
    "[x][boese]",
    "[boese]: https://boese.example",
    "＜img src=x＞",
  ])("are none where there is an image, HTML, a reference or a mention: %s (S8, S9)", (line) => {
    expect(wordsOf(line)).toBeNull();
  });

  it("are plain words whatever a model writes (S8)", () => {
    const bits = fc.constantFrom(
      ...[
        "[",
        "]",
        "(",
        ")",
        "!",
        "<",
        ">",
        "`",
        "**",
        "_",
        "\\",
        "&lt;",
        "&#60;",
        "a",
        "img",
        "/",
        " ",
        "x:",
        "//",
      ],
      ...["https://boese.example", "](", "](<", "<!--", "@here", "1.", "#", "|", "~", "\u200b", "ü"],
    );
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 24 }), (line) => {
        const parts = wordsOf(line.join(""));
        for (const { text } of parts ?? []) expect(text).not.toMatch(/<[a-z!@/]|!\[|\]\(/i);
      }),
      { numRuns: 2000 },
    );
  });
});
