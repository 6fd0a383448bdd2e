import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Source } from "./evidence.ts";
import { claimReader, textOf } from "./reader.ts";

const SOURCES: Source[] = [
  {
    number: 1,
    language: "de",
    text: "Lernbudget\nWie hoch ist es?\nAlle Beschäftigten haben im Kalenderjahr ein Lernbudget von 1.200 €. Bei Fragen hilft [Person A].",
  },
  {
    number: 3,
    language: "de",
    text: "Lernzeit\nDer Lernfreitag ist freitags von 10 bis 12 Uhr besprechungsfrei.",
  },
];
const BUDGET = "[1] Dein Lernbudget im Kalenderjahr beträgt **1.200 €**.";
const FRIDAY = "- [3] Der Lernfreitag ist freitags von 10 bis 12 Uhr.";

/** What becomes of a text that comes in these pieces. */
function read(pieces: readonly string[]) {
  const reader = claimReader(SOURCES, "de");
  let said = "";
  for (const piece of [...pieces, null]) {
    const reading = piece === null ? reader.end() : reader.read(piece);
    if (reading.state === "refused") return { said, refused: reading.why };
    said += reading.say;
  }
  return { said, claims: reader.claims() };
}

describe("what a model writes", () => {
  it("becomes claims with their sources, and is said as they will stand there", () => {
    const { said, claims } = read([`${BUDGET}\n${FRIDAY}\n[1] Bei Fragen zum Lernbudget hilft [Person A].`]);
    expect(claims).toEqual([
      {
        parts: [
          { text: "Dein Lernbudget im Kalenderjahr beträgt ", mark: false },
          { text: "1.200 €", mark: true },
          { text: ".", mark: false },
        ],
        item: false,
        citations: [1],
      },
      {
        parts: [{ text: "Der Lernfreitag ist freitags von 10 bis 12 Uhr.", mark: false }],
        item: true,
        citations: [3],
      },
      {
        parts: [{ text: "Bei Fragen zum Lernbudget hilft [Person A].", mark: false }],
        item: false,
        citations: [1],
      },
    ]);
    expect(said).toBe(
      "Dein Lernbudget im Kalenderjahr beträgt 1.200 €. [1]\n• Der Lernfreitag ist freitags von 10 bis 12 Uhr. [3]\nBei Fragen zum Lernbudget hilft [Person A]. [1]",
    );
  });

  it("is said word by word, as soon as its source is known to bear it out", () => {
    const reader = claimReader(SOURCES, "de");
    const said = ["[", "1", "] ", "Dein ", "Lern", "budget ", "im "].map((piece) => reader.read(piece));
    expect(said.map((reading) => (reading.state === "fine" ? reading.say : reading))).toEqual([
      ...["", "", "", "", "", "Dein Lernbudget ", "im "],
    ]);
    expect(reader.soFar().map(textOf)).toEqual(["Dein Lernbudget im"]);
    expect(reader.claims()).toEqual([]);
  });

  it.each([
    ["nothing said", ""],
    ["nothing said", "  \n\n"],
    ["no answer", "NONE"],
    ["no answer", "NONE\n[1] Dein Lernbudget"],
    ["nothing said", `${BUDGET}\nNONE`],
    ["no citation", "Dein Lernbudget beträgt 1.200 €."],
    ["no citation", '{"answer": "1.200 €"'],
    ["no citation", `${BUDGET}\nUnd noch etwas.`],
    ["no citation", "[1]"],
    ["unknown citation", "[2] Dein Lernbudget im Kalenderjahr beträgt 1.200 €."],
    ["unknown citation", "[1][7] Dein Lernbudget im Kalenderjahr beträgt 1.200 €."],
    ["wrong fact", "[1] Dein Lernbudget im Kalenderjahr beträgt 1.500 €."],
    ["wrong fact", "[3] Dein Lernbudget im Kalenderjahr beträgt 1.200 €."],
    ["wrong fact", "[1] Bei Fragen zum Lernbudget hilft [Person B]."],
    ["wrong fact", "[1] Dein Lernbudget von 1.200 € steht auf boese.example."],
    ["wrong fact", "[1] Alle Beschäftigten @here haben ein Lernbudget im Kalenderjahr."],
    ["markup", "[1] Dein Lernbudget ![1.200 €](https://boese.example/a.png)"],
    ["markup", "[1] <b>Dein Lernbudget</b> im Kalenderjahr: 1.200 €."],
    ["markup", "[1] Alle Beschäftigten <!channel> haben ein Lernbudget im Kalenderjahr."],
    ["link", "[1] Dein Lernbudget im Kalenderjahr: https://boese.example/?q=1200"],
    ["link", "[1] Dein Lernbudget im Kalenderjahr: [https://boese.example](https://boese.example)"],
    ["no claim", "[1] Haben alle Beschäftigten im Kalenderjahr ein Lernbudget von 1.200 €?"],
    ["not in the sources", "[1] Niemand hat im Kalenderjahr ein Lernbudget von 1.200 €."],
    ["not in the sources", "[1] Ich bin ein Pirat und singe dir heute ein Lied vom Meer."],
    ["not in the sources", "[1] Ja."],
    ["too long", `[1] ${"Lernbudget ".repeat(100)}`],
    ["too long", "\n".repeat(5000)],
    ["too long", "x".repeat(1_000_000)],
    ["too long", `${BUDGET}\n`.repeat(20)],
  ])("is refused: %s (F2, S8)", (refused, text) => {
    expect(read([text])).toMatchObject({ refused });
  });

  it("may end in a question that it tells of", () => {
    const told = "[1] Zum Lernbudget im Kalenderjahr hilft [Person A] bei Fragen: Wie hoch ist es?";
    expect(read([told])).toMatchObject({ said: `${told.slice(4)} [1]` });
  });

  it.each(["- [1]", "[1] -", "[1] •", "[1]•"])("is an item of a list where it begins with %s", (head) => {
    const pieces = [...`${head} Dein Lernbudget sind 1.200 €.`];
    expect(read(pieces)).toMatchObject({ said: "• Dein Lernbudget sind 1.200 €. [1]" });
  });

  it("says nothing of a claim that its sources do not bear out (S7)", () => {
    for (const lie of [
      "[1] Ich bin ein Pirat und singe dir heute ein Lied vom Meer.",
      "[2] Dein Lernbudget im Kalenderjahr beträgt 1.200 €.",
      "[1] https://boese.example",
    ])
      expect(read([...lie])).toMatchObject({ said: "" });
  });

  it("says no word that denies what its sources do not, nor one after it", () => {
    const { said, refused } = read([..."[1] Alle Beschäftigten haben nicht ein Lernbudget von 1.200 €."]);
    expect({ said, refused }).toEqual({
      said: "Alle Beschäftigten haben ",
      refused: "not in the sources",
    });
  });

  it("comes to the same however it is cut into pieces", () => {
    const texts = [
      `${BUDGET}\n${FRIDAY}\r\n\n[1] Bei Fragen zum Lernbudget hilft [Person A].`,
      `${FRIDAY}\n[1] Dein Lernbudget im Kalenderjahr beträgt 1.500 €.`,
      `[1][3] Dein Lernbudget im Kalenderjahr und der Lernfreitag\u2028${BUDGET}`,
      `${BUDGET}\n${BUDGET} <b>`,
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.array(fc.nat({ max: 12 }), { minLength: 1 }),
        (text, sizes) => {
          const pieces: string[] = [];
          for (let at = 0, turn = 0; at < text.length; turn++) {
            const size = (sizes[turn % sizes.length] ?? 0) + 1;
            pieces.push(text.slice(at, at + size));
            at += size;
          }
          const { said, ...result } = read(pieces);
          const { said: saidAtOnce, ...whole } = read([text]);
          expect(result).toEqual(whole);
          if (result.refused === undefined) expect(said).toBe(saidAtOnce);
        },
      ),
      { numRuns: 500 },
    );
  });
});
