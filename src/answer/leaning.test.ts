import { describe, expect, it } from "vitest";
import { joined, leaningOf } from "./leaning.ts";

describe("whether a question leans on the one before", () => {
  it.each([
    "wie bereite ich mich darauf vor?",
    "Was habe ich davon?",
    "are they during working hours?",
    "Can I carry it over?",
    "und warum?",
  ])("is clear where it points back, or says nothing by itself: %s", (question) => {
    expect(leaningOf(question)).toBe("clearly");
  });

  it.each(["und in Rostock?", "what about Polish?", "wer bezahlt das?", "how do I book that?", "renewals?"])(
    "is left open where it is short, or may point back: %s",
    (question) => {
      expect(leaningOf(question)).toBe("perhaps");
    },
  );

  it.each([
    "Wie hoch ist das Lernbudget in Teilzeit?",
    "Wann ist der besprechungsfreie Vormittag?",
    "Und bezahlt die Firma mir die Unterkunft beim Bildungsurlaub?",
    "Can I get IT training in Berlin for it next year?",
  ])("is not so where it says itself what it is about: %s", (question) => {
    expect(leaningOf(question)).toBe("not");
  });

  it("is clear to the search: the question as typed, and what the one before was about", () => {
    expect(joined("und in Teilzeit?", "Wie hoch ist mein Lernbudget?")).toBe(
      "und in Teilzeit? hoch lernbudget",
    );
  });

  it("is told of anything, however odd", () => {
    for (const odd of ["", "?", "😀", "\u0000", "das ".repeat(3000)])
      expect(leaningOf(odd)).toBeTypeOf("string");
  });
});
