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
    ["innerhalb von 5 Arbeitstagen", "within 5 days"],
    ["14-tägig", "alle 14 Tage"],
    ["10 bis 12 Stunden", "10 Stunden"],
    ["30 vacation days", "30 Tage"],
    ["Dauer in Tagen: 30", "30 Tage"],
    ["EUR 1.200", "1.200 Euro"],
    ["eine Stunde", "1 hour"],
    ["1,2 Mio. €", "1,2 Millionen Euro"],
    ["50 %", "50 Prozent"],
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
    ["1.200 €", "1.200 Dollar"],
    ["1.200 €", "$1,200"],
    ["1.200 €", "1.200 Millionen Euro"],
    ["30 Tage", "30 Wochen"],
    ["30 days a month", "thirty months"],
    ["5 Arbeitstage und zwei Stunden", "5 Stunden"],
    ["50 %, bis 250 €", "250 %"],
    ["1.200 €", "neunhundert Euro"],
    ["1.200 €", "dreiundzwanzig Euro"],
    ["1.200 €", "seventeen euros"],
    ["1.200 €", "٩٩٩٩ €"],
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
