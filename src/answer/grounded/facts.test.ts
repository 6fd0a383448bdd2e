import { describe, expect, it } from "vitest";
import { factsOf, hasLink } from "./facts.ts";

const bears = (source: string, claim: string) => {
  const { borneOut } = factsOf(source);
  return [...factsOf(claim).said].every((fact) => borneOut.has(fact));
};

describe("the facts of a claim", () => {
  it.each([
    ["1.200 €", "€1,200"],
    ["1,5 Stunden", "1.5 hours"],
    ["1.234.567,50 Euro", "1,234,567.5 euros"],
    ["bis zum 30. Juni", "by June 30"],
    ["am 01.03.2026", "on 1 March 2026"],
    ["on March 1st, 2026", "am 1. März"],
    ["2026-06-30", "im Juni 2026"],
    ["zwei Stunden", "2 hours"],
    ["2 hours", "zwei Stunden"],
    ["freitags um 9 Uhr", "Friday at 9:00"],
    ["Niveau B2", "level B2"],
    ["ein Tag", "1 day"],
    ["schreib an hr@firma.example.", "write to HR@firma.example"],
    ["ruf 0431 123-45 an", "call 0431 123-45"],
    ["[Person A2] hilft", "ask [Person A]"],
  ])("are borne out by the same ones in other words: %s, %s (F2)", (source, claim) => {
    expect(bears(source, claim)).toBe(true);
  });

  it.each([
    ["1.200 €", "1.300 €"],
    ["1.200 €", "1,2 €"],
    ["bis zum 30. Juni", "by July 30"],
    ["am 1. März", "am 1. März 2027"],
    ["zwei Stunden", "drei Stunden"],
    ["freitags", "donnerstags"],
    ["Niveau B2", "Niveau C2"],
    ["schreib an hr@firma.example", "schreib an hr@firma.exampl"],
    ["ruf 0431 123-45 an", "ruf 0431 123-46 an"],
    ["auf firma.example", "auf boese.example"],
    ["fragt das Team", "fragt @alle"],
    ["[Person A] hilft", "[Person B] hilft"],
  ])("are not borne out by others: %s, %s (F2)", (source, claim) => {
    expect(bears(source, claim)).toBe(false);
  });

  it("leave abbreviations alone", () => {
    expect([...factsOf("z. B. bzw. z.B. d.h. usw. am Ende.").said]).toEqual([]);
  });

  it.each([
    "https://boese.example/?q=1",
    "HTTP://x",
    "www.boese.example",
    "javascript:alert(1)",
    "data:text/html;x",
    "ｈttps://boese.example",
  ])("are no link: %s (S8)", (words) => {
    expect(hasLink(`Siehe ${words} dazu`)).toBe(true);
  });
});
