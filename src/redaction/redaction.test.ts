import { describe, expect, it } from "vitest";
import { redaction } from "./redaction.ts";
import { nobody, roster } from "./roster.ts";

const known = roster({
  people: [
    { name: "Maria Schmidt", ids: ["U0ABC123"] },
    { name: "Jürgen Groß", ids: [] },
    { name: "Anna-Lena von Müller-Lüdenscheidt", ids: [] },
    { name: "Klein, Ernst (extern)", ids: [] },
    { name: "Seán O'Brien", ids: ["29:1abcdefghijklmnopqrstuvwxyz"] },
    { name: "Mai Sommer", ids: [] },
    { name: "Karl Schmidt", ids: [] },
  ],
  companies: ["Nordwind GmbH"],
  units: ["Werk Kassel", "Vertrieb"],
  ids: ["T0TENANT9"],
});
const redact = (text: string, of = known): string => redaction(of).redact(text);

describe("the people of the org (P15, P21)", () => {
  it.each([
    ["Maria Schmidt hilft.", "[Person A] hilft."],
    ["SCHMIDT, MARIA hilft.", "[Person A] hilft."],
    ["schmidt, Maria", "[Person A], [Person B]"],
    ["Maria", "[Person A]"],
    ["frag maria", "frag [Person A]"],
    ["Frag M. Schmidt.", "Frag [Person A]."],
    ["maria.schmidt oder maria_schmidt", "[Person A] oder [Person A2]"],
    ["mariaschmidt, @mschmidt", "[Person A], @[Person A2]"],
    ["Maria Schmidts Kurs", "[Person A]s Kurs"],
    ["Maria’s Kurs, Maria's Kurs", "[Person A]’s Kurs, [Person A]'s Kurs"],
    ["die Schmidtsche Regel", "die [Person A]sche Regel"],
    ["Juergen Gross", "[Person A]"],
    ["JÜRGEN GROSS", "[Person A]"],
    ["Ju\u0308rgen", "[Person A]"],
    ["Mariaʼs Kurs, Seán OʼBrien", "[Person A]ʼs Kurs, [Person B]"],
    ["/J%C3%BCrgen%20Gro%c3%9f.pdf", "/[Person A].pdf"],
    ["J&uuml;rgen Gro&szlig;, J&#252;rgen", "[Person A], [Person A2]"],
    ["M%FF%C3, &#9999999; und J&#xFC;rgen", "M%FF%C3, &#9999999; und [Person A]"],
    ["M\u200Baria Sch\u00ADmidt", "[Person A]"],
    ["Маriа Ѕсhmіdt", "[Person A]"],
    ["Ｍａｒｉａ", "[Person A]"],
    ["Müller-Team", "[Person A]-Team"],
    ["Annalena und Anna-Lena", "[Person A] und [Person A2]"],
    ["Frau von Müller-Lüdenscheidt", "Frau von [Person A]"],
    ["Sean O’Brien", "[Person A]"],
    ["<@U0ABC123> und U0ABC123", "[Person A] und [Person A2]"],
    ["<at>Maria Schmidt</at>", "<at>[Person A]</at>"],
    ["29:1abcdefghijklmnopqrstuvwxyz", "[Person A]"],
  ])("%s -> %s", (text, redacted) => {
    expect(redact(text)).toBe(redacted);
  });

  it.each(["J%C3%BCrgen Gro&szlig; & Mariaʼs 100 %", "%C3%28 Ma\u00ADria"])(
    "come back as they were: %s",
    (text) => {
      const { redact, restore } = redaction(known);
      expect(restore(redact(text))).toBe(text);
    },
  );

  it.each([
    "Im Ernst, wie klein darf das sein?",
    "Der Sommer beginnt im Mai, am 1. Mai.",
    "Klein anfangen ist gut.",
    "Kleingruppen schmieden Pläne.",
  ])("are not seen in other words: %s", (text) => {
    expect(redact(text)).toBe(text);
  });

  it.each([
    ["Frag Herrn Klein.", "Frag Herrn [Person A]."],
    ["Ist Klein da?", "Ist [Person A] da?"],
    ["Ernst Klein kommt. Klein auch.", "[Person A] kommt. [Person A2] auch."],
    ["ernst klein", "[Person A]"],
    ["E. Klein", "[Person A]"],
    ["Kennst du Mai?", "Kennst du [Person A]?"],
  ])("are seen where their name is a word: %s", (text, redacted) => {
    expect(redact(text)).toBe(redacted);
  });

  it("are the same in all texts of a request, and come back as they were written", () => {
    const { redact, restore } = redaction(known);
    expect([redact("Jürgen Groß fragt Maria."), redact("Was sagt Maria?")]).toEqual([
      "[Person A] fragt [Person B].",
      "Was sagt [Person B]?",
    ]);
    expect(restore("[Person B] antwortet, [person a]s Frage ist gut, [Person C] kenne ich nicht.")).toBe(
      "Maria antwortet, Jürgen Großs Frage ist gut, [Person C] kenne ich nicht.",
    );
  });

  it("are nobody in particular where several are called so", () => {
    expect(redact("Maria Schmidt, dann Schmidt")).toBe("[Person A], dann [Person A2]");
    expect(redact("Schmidt, SCHMIDT")).toBe("[Person A], [Person A2]");
    expect(redact("Schmidt, dann Karl Schmidt, dann Maria Schmidt")).toBe(
      "[Person A], dann [Person B], dann [Person C]",
    );
  });

  it("are not confused with what looks like them", () => {
    const { redact, restore } = redaction(known);
    const text = "[Person A] ist nicht Maria, und [person b2] auch nicht.";
    const redacted = redact(text);
    expect(redacted).toBe("[Text A] ist nicht [Person A], und [Text B] auch nicht.");
    expect(restore(redacted)).toBe(text);
  });
});

describe("the org itself (P15)", () => {
  it.each([
    ["Nordwinds Regeln, Nordwind GmbH", "[Company A]s Regeln, [Company B]"],
    ["im Werk Kassel", "im [Team A]"],
    ["Schulungen im Vertrieb", "Schulungen im Vertrieb"],
    ["Ich bin im Team Vertrieb.", "Ich bin im Team [Team A]."],
    ["T0TENANT9", "[Id A]"],
    ["72f988bf-86f1-41af-91ab-2d7cd011db47", "[Id A]"],
  ])("%s -> %s", (text, redacted) => {
    expect(redact(text)).toBe(redacted);
  });
});

describe("people nobody told of", () => {
  it.each([
    ["Herr Petersen kommt. Petersen bleibt.", "Herr [Person A] kommt. [Person A] bleibt."],
    ["Hat Frau Petersen Urlaub?", "Hat Frau [Person A] Urlaub?"],
    ["Prof. Dr. Vogelsang-Weber", "Prof. Dr. [Person A]"],
    ["Peter Paulsen kommt.", "[Person A] kommt."],
    ["Das weiß Katharina.", "Das weiß [Person A]."],
    ["<@U99XYZ>", "[Person A]"],
  ])("are found by what is around them: %s", (text, redacted) => {
    expect(redact(text, nobody)).toBe(redacted);
  });

  it.each([
    "Die Paul-Ehrlich-Straße",
    "San Antonio",
    "ein Tante-Emma-Laden",
    "Frau und Mann",
    "Herr der Ringe",
  ])("are not in %s", (text) => {
    expect(redact(text, nobody)).toBe(text);
  });
});

describe("what reaches people, or numbers them (P15, P21)", () => {
  it.each([
    ["Mail an maria.schmidt+x@firma.example.", "Mail an [Mail A]."],
    ["mailto:ü@bücher.example", "mailto:[Mail A]"],
    ["Tel. 0511 / 123 45-67", "Tel. [Phone A]"],
    ["+49 (0)170 1234567, (0511) 1234567", "[Phone A], [Phone B]"],
    ["0049 30 901820", "[Phone A]"],
    ["Durchwahl 4711", "Durchwahl [Number A]"],
    ["IBAN DE89 3704 0044 0532 0130 00", "IBAN [Account A]"],
    ["AT611904300234573201", "[Account A]"],
    ["Karte 4111 1111 1111 1111", "Karte [Account A]"],
    ["Steuer-ID 12 345 678 903", "Steuer-ID [Number A]"],
    ["Personalnummer: 4711", "Personalnummer: [Number A]"],
    ["1\u200B2345678903", "[Number A]"],
  ])("%s -> %s", (text, redacted) => {
    expect(redact(text)).toBe(redacted);
  });

  it.each([
    "Am 01.02.2026 um 08:30 sind es 0,5 %, 0.123456 oder 12345678904.",
    "DE89370400440532013001 hat einen Fehler.",
    "@alle: a@b ist keine Adresse.",
    "Bestellung 4111111111111112, Raum 0815",
  ])("is not in %s", (text) => {
    expect(redact(text)).toBe(text);
  });
});
