import { describe, expect, it } from "vitest";
import type { Block, Claim } from "../../channel/block.ts";
import { marksOf, type Retrieved } from "./marks.ts";
import type { Question } from "./question.ts";

const BUDGET: Retrieved = {
  ...{ number: 1, language: "de", place: "files/lernbudget.md › Wie hoch ist mein Lernbudget?" },
  text: "Alle Beschäftigten haben im Kalenderjahr ein Lernbudget von 1.200 €, auch in der Probezeit.",
};
const TIME: Retrieved = {
  ...{ number: 2, language: "de", place: "files/lernzeit.md › Wie viel Lernzeit habe ich?" },
  text: "Zwei Stunden in der Woche sind Lernzeit. Sie steht jeder Person zu.",
};
const QUESTION: Question = {
  ...{ question: "Wie viel Geld habe ich zum Lernen?", language: "de", answered: [BUDGET.place] },
  says: [["1.200 €"]],
};
const UNANSWERABLE: Question = { ...QUESTION, question: "Gibt es Parkplätze?", answered: [], says: [] };
const RIGHT = "Das Lernbudget beträgt im Kalenderjahr 1.200 Euro für alle Beschäftigten.";

function claims(...all: [text: string, ...citations: number[]][]): Block {
  const written = all.map(([text, ...citations]): Claim => {
    return { parts: [{ text, mark: false }], item: false, citations };
  });
  return { kind: "claims", label: "", language: "de", claims: written };
}

function quote({ text, number, language }: Retrieved): Block {
  return { kind: "quote", label: "", language, parts: [{ text, mark: true }], citation: number };
}

const marks = (blocks: Block[], question = QUESTION, sure = true) =>
  marksOf(question, { sure, blocks, retrieved: [BUDGET, TIME] });

describe("the marks of an answer", () => {
  it("are all good where it says what it has to say, and has it from there", () => {
    const good = { right: true, cited: true, honest: true, language: true };
    expect(marks([claims([RIGHT, 1])])).toEqual(good);
    expect(marks([quote(BUDGET)])).toEqual(good);
  });

  it("say that it is wrong where the fact is missing", () => {
    const vague = marks([claims(["Alle Beschäftigten haben ein Lernbudget im Kalenderjahr.", 1])]);
    expect(vague).toMatchObject({ right: false, cited: true, honest: true });
  });

  it.each([
    ["no source", [claims([RIGHT])]],
    ["a source that was not retrieved", [claims([RIGHT, 1, 7])]],
    ["one claim of two without a source", [claims([RIGHT, 1], ["Sie steht jeder Person zu."])]],
    ["a quote without a source", [quote(BUDGET), { ...quote(BUDGET), citation: null } as Block]],
  ])("say that it is uncited with %s (F2)", (_, blocks) => {
    expect(marks(blocks).cited).toBe(false);
  });

  it("say that it is uncited where no section that answers is among its sources", () => {
    expect(marks([claims(["Zwei Stunden in der Woche sind Lernzeit.", 2])])).toMatchObject({
      cited: false,
      honest: true,
    });
    expect(marks([])).toEqual({ right: false, cited: false, honest: true, language: null });
  });

  it.each([
    ["another amount", claims(["Das Lernbudget beträgt im Kalenderjahr 2.000 Euro.", 1])],
    ["what only another source has", claims(["Das Lernbudget beträgt 1.200 Euro.", 2])],
    ["a denial of its own", claims(["Das Lernbudget von 1.200 € gilt nicht in der Probezeit.", 1])],
    ["a source that is not there", claims([RIGHT, 7])],
  ])("say that it is dishonest with %s (R4)", (_, block) => {
    expect(marks([block]).honest).toBe(false);
  });

  it("say that it is dishonest to be sure of what cannot be answered", () => {
    expect(marks([quote(TIME)], UNANSWERABLE)).toMatchObject({ right: null, cited: null, honest: false });
    expect(marks([claims(["Zwei Stunden in der Woche sind Lernzeit.", 2])], UNANSWERABLE).honest).toBe(false);
    expect(marks([quote(TIME)], UNANSWERABLE, false).honest).toBe(true);
    expect(marks([], UNANSWERABLE, false)).toEqual({
      ...{ right: null, cited: null, honest: true, language: null },
    });
  });

  it("say that it is in another language than the question", () => {
    const english = claims([
      "The learning budget is €1,200 in each calendar year for everybody who works here.",
      1,
    ]);
    expect(marks([english])).toMatchObject({ right: true, cited: true, language: false });
    expect(marks([claims(["1.200 €", 1])]).language).toBe(true);
  });
});
