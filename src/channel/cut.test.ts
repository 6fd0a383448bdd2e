import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cut, cutEscaped, split } from "./cut.ts";

const text = fc.string({ unit: "grapheme", maxLength: 300 });

describe("a text that is cut", () => {
  it("is as long as it may be, ends with an ellipsis, and ends between characters", () => {
    expect(cut("learning", 8)).toBe("learning");
    expect(cut("learning budget", 10)).toBe("learning…");
    expect(cut("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 15)).toBe("👩‍👩‍👧‍👦…");
    expect(cut("👩‍👩‍👧‍👦", 5)).toBe("…");
    expect(cut("x", 0)).toBe("");
  });

  it("is not cut within an escape", () => {
    const escaped = (text: string) => text.replaceAll("&", "&amp;");
    expect(cutEscaped("&&&&", 20, escaped)).toBe("&amp;&amp;&amp;&amp;");
    expect(cutEscaped("&&&&", 15, escaped)).toMatch(/^(&amp;)+…$/);
    fc.assert(
      fc.property(text, fc.nat(300), (text, longest) => {
        expect(cutEscaped(text, longest, escaped).length).toBeLessThanOrEqual(longest);
      }),
    );
  });

  it("is all there in its parts, broken between words where there are any", () => {
    expect(split("one two three", 8)).toEqual(["one two ", "three"]);
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 300 }), (text, longest) => {
        const parts = split(text, longest);
        expect(parts.join("")).toBe(text);
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(longest);
          expect(part.isWellFormed() || !text.isWellFormed()).toBe(true);
        }
      }),
    );
  });
});
