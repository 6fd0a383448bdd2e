import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { colleagues } from "../../tests/colleagues.ts";
import { partForms, wholeForms } from "../../tests/written-names.ts";
import { fold } from "./fold.ts";
import { redaction } from "./redaction.ts";
import { partsOf, roster } from "./roster.ts";

const names = colleagues(1000);
const known = roster({
  people: names.map((name) => ({ name, ids: [] })),
  companies: ["Nordlicht Werke"],
  units: ["Service Nord"],
  ids: [],
});

/** What is left of a name, whatever it is written like. */
function leftOf(name: string, redacted: string): string[] {
  const left = fold(redacted.replace(/\[Person [A-Z]+\d*\]/g, "|")).key;
  return partsOf(name).filter((part) => left.split(/[^\p{L}]+/u).some((word) => word.includes(part)));
}

describe("whatever is written about people of the org", () => {
  it("names none of them any more, in every form of a whole name (P15, P21)", () => {
    for (const name of names)
      for (const [form, written] of Object.entries(wholeForms(name))) {
        const redacted = redaction(known).redact(`Kennt ${written} das?`);
        expect.soft([form, written, leftOf(name, redacted)]).toEqual([form, written, []]);
      }
  });

  it("names none of them by a part of their name, where somebody is meant (P15, P21)", () => {
    for (const part of new Set(names.flatMap((name) => name.split(" ")).filter((part) => part !== "von")))
      for (const [form, written] of Object.entries(partForms(part))) {
        const redacted = redaction(known).redact(`Kennt ${written} das?`);
        expect.soft([form, written, leftOf(part, redacted)]).toEqual([form, written, []]);
      }
  });

  it("comes back to the letter, text by text", () => {
    const piece = fc.oneof(
      fc.constantFrom(...names),
      fc.constantFrom(...names.flatMap((name) => Object.values(wholeForms(name)))),
      fc.constantFrom(
        "[Person A]",
        "[person A2]",
        "[Text A]",
        "<@U1234567>",
        "a@b.example",
        "0511 123456",
        "Frau ",
        ", ",
      ),
      fc.string({ unit: "binary", maxLength: 12 }),
    );
    const texts = fc.array(
      fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(" ")),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(texts, (texts) => {
        const { redact, restore } = redaction(known);
        const redacted = texts.map(redact);
        expect(redacted.map(restore)).toEqual(texts);
      }),
      { numRuns: 300 },
    );
  });
});
