import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainText, visibleText } from "./text.ts";

const marked = fc.string({
  unit: fc.constantFrom(..."ae\u0301\u0315\u0344\u0327\u200B\u1100\u1161"),
  minLength: 9,
});

describe("what a person typed", () => {
  it("keeps words, letters of all scripts and single line feeds as they are", () => {
    const typed = "Grüße aus Köln:\n\t„1.200 €“ – ça va? 你好, مرحبا";
    expect(plainText(typed)).toBe(typed);
  });

  it.each([
    ["Windows", "a\r\nb"],
    ["old Mac", "a\rb"],
    ["a form feed", "a\fb"],
    ["a vertical tab, as PowerPoint pastes it", "a\vb"],
    ["a next-line character", "a\u0085b"],
    ["a line separator", "a\u2028b"],
    ["a paragraph separator", "a\u2029b"],
  ])("turns a line end of %s into a line feed, so that words stay apart", (_, typed) => {
    expect(plainText(typed)).toBe("a\nb");
  });

  it("drops control characters, such as those that colour or clear a terminal", () => {
    expect(plainText("a\u0000b\u0007c\u001b[31md\u007f\u009be")).toBe("abc[31mde");
  });

  it("drops the characters that turn the direction of writing around", () => {
    const turned = "rechnung\u202Efdp.exe";
    expect(plainText(turned)).toBe("rechnungfdp.exe");
    const all = [
      "\u061C",
      "\u200E",
      "\u200F",
      "\u202A",
      "\u202B",
      "\u202C",
      "\u202D",
      "\u2066",
      "\u2067",
      "\u2068",
      "\u2069",
    ];
    expect(plainText(`a${all.join("")}b`)).toBe("ab");
  });

  it("drops invisible characters that hide a word from search", () => {
    expect(plainText("Lern\u200Bbud\u00ADget\u2060 \uFEFFja\uFFF9\uFFFA\uFFFB")).toBe("Lernbudget ja");
  });

  it.each([
    ["a family", "👩‍👩‍👧‍👦"],
    ["a flag", "🇩🇪"],
    ["a skin tone", "👍🏽"],
    ["a heart with a variation selector", "❤️"],
    ["Persian with a non-joiner", "می‌خواهم"],
  ])("leaves %s whole", (_, emoji) => {
    expect(plainText(emoji)).toBe(emoji);
  });

  it("replaces half a surrogate pair, which no file can hold", () => {
    expect(plainText("a\uD83Db\uDC4D")).toBe("a\uFFFDb\uFFFD");
  });

  it("composes letters and accents, so that the same word is the same text", () => {
    expect(plainText("u\u0308ber")).toBe("über");
  });

  it("composes also what an invisible character kept apart", () => {
    expect(plainText("u\u200B\u0308ber")).toBe("über");
  });

  it.each([
    ["one after the other", "\u0315\u0300"],
    ["with something invisible in between", "\u0315\u200B"],
    ["each of which is two", "\u0344"],
  ])("keeps eight marks on a letter, since it would take ages to order many: %s (S13)", (_, marks) => {
    expect(plainText(`q${marks.repeat(1_000_000)}q`)).toMatch(/^q\p{M}{8}q$/u);
  });

  it("is empty when there was nothing to see", () => {
    expect(plainText(" \n\u200B\u202E\uFEFF\u0000\t ")).toBe("");
  });

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), marked), (typed) => {
        const once = plainText(typed);
        expect(plainText(once)).toBe(once);
        expect(once.isWellFormed()).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a text as it is shown", () => {
  it("is cleaned in the same way, and keeps the spaces around it", () => {
    expect(visibleText(" a\u202Eb\u200B\r\nc ")).toBe(" ab\nc ");
  });
});
