import { describe, expect, it } from "vitest";
import type { SourcePassage } from "../../knowledge/passages.ts";
import { blanked, givesAway, keyWords, pointsOf } from "./points.ts";

const source = (text: string): SourcePassage => ({
  ...{ passage: text.slice(0, 9), document: "d", title: "Lernbudget", section: "Höhe", text },
  ...{ language: "de", owner: "L&D", reviewed: null, url: null, audience: [] },
});
const question = "Wie hoch ist mein Lernbudget?";
const best = source(
  "Auszubildende haben 300 Euro zur Verfügung. Jede Person hat ein Lernbudget von 1.200 Euro im Jahr.",
);
const other = source(
  "Die Kantine öffnet jeden Tag um zwölf. Das Lernbudget verfällt am 31. Dezember ohne Ersatz.",
);

describe("what is practised", () => {
  it("is what the best source says and what others say to the question, the closest first", () => {
    expect(pointsOf([best, other], question).map(({ sentence, number }) => [number, sentence])).toEqual([
      [1, "Jede Person hat ein Lernbudget von 1.200 Euro im Jahr."],
      [2, "Das Lernbudget verfällt am 31. Dezember ohne Ersatz."],
      [1, "Auszubildende haben 300 Euro zur Verfügung."],
    ]);
  });

  it("begins with the best source, also where only its heading has the words of the question", () => {
    const headed = source("Alle haben 1.200 Euro im Jahr zur Verfügung.");
    expect(pointsOf([headed, other], question)[0]).toMatchObject({ number: 1 });
  });

  it("is nothing where no sentence says anything", () => {
    expect(pointsOf([source("Siehe oben.")], question)).toEqual([]);
  });
});

describe("a sentence with blanks", () => {
  const [point] = pointsOf([best], question);
  if (!point) throw new Error("no point");

  it("leaves out numbers before long words, and never what the question says", () => {
    expect(keyWords(point, question)[0]).toBe("1.200");
    expect(blanked(point, question)).toContain("Lernbudget");
    expect(blanked(point, question)).not.toContain("1.200");
  });

  it("is given away by a hint that says its number or half of its key words", () => {
    expect(givesAway("Es sind 1.200.", point, question)).toBe(true);
    expect(givesAway("Jede Person bekommt Euro.", point, question)).toBe(true);
    expect(givesAway("Für wen gilt das, und für wie lange?", point, question)).toBe(false);
  });
});
