import { describe, expect, it } from "vitest";
import { says } from "./says.ts";

describe("what an answer has to say", () => {
  it.each([
    ["Du hast 1200 Euro im Jahr.", "1.200 €"],
    ["You get € 1,200 a year.", "1.200 €"],
    ["Es sind 1.200 EUR.", "€1,200"],
    ["Die Hälfte, also 50 %.", "50%"],
    ["Bis zum 30.\nJuni.", "30. juni"],
    ["Headsets bestellst du über die IT.", "Headset*"],
    ["Schreib an lernen@nordlicht.example.", "lernen@*"],
    ["You don’t have to.", "don't"],
  ])("is found however it is written: %s, %s", (text, way) => {
    expect(says(text, [[way]])).toBe(true);
  });

  it.each([
    ["Du hast 11.200 € im Jahr.", "1.200 €"],
    ["Du hast 1.200,50 € im Jahr.", "1.200 €"],
    ["Es dauert 60 Minuten.", "60 €"],
    ["In November.", "no"],
    ["Der Kurs dauert 124 Monate.", "24 Monate"],
    ["Headsets gibt es nicht.", "Headset"],
    ["", "24 Monate"],
  ])("is not taken for something else: %s, %s", (text, way) => {
    expect(says(text, [[way]])).toBe(false);
  });

  it("is one of each list", () => {
    const facts = [
      ["zwei Stunden", "2 Stunden"],
      ["Woche", "wöchentlich"],
    ];
    expect(says("2 Stunden in der Woche", facts)).toBe(true);
    expect(says("zwei Stunden", facts)).toBe(false);
  });
});
