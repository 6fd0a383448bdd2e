import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withTypo } from "../../bench/retrieval/typos.ts";
import { chance } from "../../src/demo/random.ts";
import { editDistance } from "../../src/search/edit-distance.ts";

const QUESTION = "Wie hoch ist mein Lernbudget für Sprachkurse?";

describe("a question with a typo", () => {
  it("has one slip at most, whatever the question", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.nat(), (question, seed) => {
        expect(editDistance(question, withTypo(question, chance(seed)), 1)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("mostly differs, in a word of five letters or more behind its first letter", () => {
    const luck = chance(1);
    const mistyped = Array.from({ length: 200 }, () => withTypo(QUESTION, luck));
    expect(mistyped.filter((question) => question !== QUESTION).length).toBeGreaterThan(180);
    expect(new Set(mistyped).size).toBeGreaterThan(30);
    for (const question of mistyped) expect(question).toMatch(/^Wie hoch ist mein L.* für S.*\?$/);
  });

  it("stays as it is without such a word, and comes out the same from the same seed", () => {
    expect(withTypo("Was ist das?", chance(1))).toBe("Was ist das?");
    expect(withTypo(QUESTION, chance(7))).toBe(withTypo(QUESTION, chance(7)));
  });
});
