import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { checked, type Refusal } from "../../src/answer/grounded/claim.ts";
import { evidenceOf } from "../../src/answer/grounded/evidence.ts";
import { textOf } from "../../src/answer/grounded/reader.ts";
import { translationIn } from "../../src/answer/grounded/translation.ts";
import { Language } from "../../src/channel/language.ts";
import { sectionOf } from "./demo-sections.ts";

const Translated = z.strictObject({
  language: Language,
  of: z.string(),
  text: z.string(),
  there: z.string(),
  back: z.string(),
});
const all = z
  .array(Translated)
  .parse(parse(readFileSync(new URL("translations.yaml", import.meta.url), "utf8")));
const otherThan = (language: Language) => (language === "de" ? "en" : "de");

/** What is made of a line, there and back; or why it is not used. */
function translated({ language, of, text, there, back }: z.infer<typeof Translated>) {
  const made = translationIn(`[1] ${there}`, [{ text, item: false, citations: [1] }], otherThan(language));
  if (typeof made === "string") return made;
  const lines = made.map((claim) => ({ ...claim, text: textOf(claim) }));
  const again = translationIn(`[1] ${back}`, lines, language);
  const [claim] = typeof again === "string" ? [] : again;
  if (claim === undefined) return again;
  const source = sectionOf(of);
  const known = { ...source, text: source.text.replace("Olaf Behrends", "[Person A]") };
  return checked(textOf(claim), evidenceOf([known], language));
}

describe("translations of claims about the demo", () => {
  it("pass where they say the same", () => {
    const passed = all.filter((one) => typeof translated(one) !== "string");
    expect(passed.length).toBeGreaterThanOrEqual(all.length - 1);
  });

  it.each<[string, string, Refusal]>([
    ["another amount", "[1] You have €2,100 a year, not less. Use it by 30 June.", "wrong fact"],
    ["a day that is left out", "[1] You have €1,200 a year, not less. Use it by summer.", "wrong fact"],
    ["a name nobody named", "[1] You have €1,200, not less, [Person B]. Use it by 30 June.", "wrong fact"],
    ["no denial any more", "[1] You have €1,200 a year, that is all. Use it by 30 June.", "other claims"],
    ["a sentence more", "[1] You have €1,200, not less. Use it. By 30 June, please.", "other claims"],
    ["a line more", "[1] You have €1,200 a year, not less.\n[1] Use it by 30 June.", "other claims"],
    ["another source", "[2] You have €1,200 a year, not less. Use it by 30 June.", "other claims"],
    ["no source", "You have €1,200 a year, not less. Use it by 30 June.", "no citation"],
    ["a link", "[1] You have €1,200, not less. Use it by 30 June: https://a.example", "link"],
    ["an image", "[1] You have €1,200, not less. ![x](https://a.example) Use it by 30 June.", "markup"],
    [
      "far more words",
      `[1] You have €1,200 a year, not less. Use it by 30 June ${"and on ".repeat(9)}`,
      "too long",
    ],
    ["hardly a word", "[1] €1,200, not less. By 30 June.", "too long"],
    [
      "the same language",
      "[1] Du hast 1.200 € im Jahr, nicht weniger. Nutz sie bis zum 30. Juni.",
      "other language",
    ],
  ])("are not used with %s", (_, reply, why) => {
    const text = "Du hast 1.200 € im Jahr, nicht weniger. Nutz sie bis zum 30. Juni.";
    expect(translationIn(reply, [{ text, item: false, citations: [1] }], "en")).toBe(why);
  });
});
