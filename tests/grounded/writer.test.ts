import { afterEach, describe, expect, it, vi } from "vitest";
import { extractiveWriter } from "../../src/answer/extract.ts";
import { modelWriter } from "../../src/answer/grounded/writer.ts";
import type { Cited } from "../../src/answer/writer.ts";
import type { Block } from "../../src/channel/block.ts";
import { texts } from "../../src/i18n/texts.ts";
import { pinoLog } from "../../src/log.ts";
import type { Trouble } from "../../src/model/model.ts";
import { wordsOf } from "../page.ts";
import { type Step, scriptedModel, textsOf } from "../scripted-model.ts";
import { passage, prompts, redactionOf } from "./parts.ts";

const BUDGET = passage(
  1,
  "de",
  "Lernbudget",
  "Jede Person hat ein Lernbudget von 1.200 Euro im Jahr. Bei Fragen hilft Imke Petersen.",
);
const TIME = passage(2, "de", "Lernzeit", "Der Lernfreitag ist freitags von 10 bis 12 Uhr.");
const ANSWER = "[1] Dein Lernbudget sind 1.200 Euro im Jahr.\n[1] Bei Fragen hilft [Person A].";

/** What becomes of an answer when the model does this. */
async function written(
  steps: readonly Step[],
  options: {
    sure?: boolean;
    language?: "de" | "en";
    question?: string;
    stop?: AbortController;
    manner?: "easy" | undefined;
    budget?: Cited;
  } = {},
) {
  const { model, asked } = scriptedModel(() => steps);
  const logged: string[] = [];
  const log = pinoLog("debug", (line) => logged.push(line));
  const writer = modelWriter({
    ...{ model, prompts, redactionOf: redactionOf("Imke Petersen"), fallback: extractiveWriter, log },
  });
  const {
    manner,
    language = "de",
    question = "Wie hoch ist mein Lernbudget?",
    budget = BUDGET,
    stop,
  } = options;
  let said = "";
  const { blocks, sure } = await writer.write(
    {
      ...{ org: "werft", question, language, sure: options.sure ?? true, cited: [budget, TIME] },
      ...(manner && { manner }),
    },
    async (text) => {
      said += text;
    },
    stop?.signal ?? new AbortController().signal,
  );
  return { blocks, sure, said, asked, logged: logged.join("\n") };
}

const kinds = (blocks: readonly Block[]) => blocks.map(({ kind }) => kind);

describe("an answer in a model's words", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it("is labelled, cited, and names whom its sources name (P16)", async () => {
    const { blocks, said } = await written([ANSWER.slice(0, 20), ANSWER.slice(20)]);
    expect(blocks).toEqual([
      {
        kind: "claims",
        label: texts.de.ask.byModel,
        language: "de",
        claims: [
          {
            parts: [{ text: "Dein Lernbudget sind 1.200 Euro im Jahr.", mark: false }],
            item: false,
            citations: [1],
          },
          { parts: [{ text: "Bei Fragen hilft Imke Petersen.", mark: false }], item: false, citations: [1] },
        ],
      },
    ]);
    expect(said).toBe(wordsOf([{ blocks }]));
  });

  it("brings back of a name only what can be seen of it (S8)", async () => {
    const text =
      "Jede Person hat ein Lernbudget von 1.200 Euro im Jahr. Bei Fragen hilft Imke Pe\u202Eters\u200Ben.";
    const { blocks, said } = await written([ANSWER], { budget: passage(1, "de", "Lernbudget", text) });
    expect(wordsOf([{ blocks }])).toContain("Bei Fragen hilft Imke Petersen.");
    expect(said).toContain("Bei Fragen hilft Imke Petersen.");
  });

  it("is asked for with the passages and the question as data, and nobody's name (P15)", async () => {
    const { asked } = await written([ANSWER], { question: "Was sagt Imke Petersen dazu?" });
    expect(asked).toHaveLength(1);
    const [system, user] = asked[0]?.messages ?? [];
    expect(system?.role).toBe("system");
    expect(system?.text).toContain("German");
    expect(system?.text).not.toContain("{{");
    const [, mark] = /<excerpt-1 (\w+)>/.exec(user?.text ?? "") ?? [];
    expect(user?.text).toContain(
      `<excerpt-2 ${mark}>\nLernzeit\nDer Lernfreitag ist freitags von 10 bis 12 Uhr.\n</excerpt-2 ${mark}>`,
    );
    expect(user?.text).toContain(`<question ${mark}>\nWas sagt [Person A] dazu?\n</question ${mark}>`);
    expect(user?.text).not.toContain("Imke");
    expect(JSON.stringify(asked)).not.toContain("intranet.example");
  });

  it("has other marks around its data each time (S7)", async () => {
    const marks = await Promise.all(
      [1, 2, 3].map(async () => {
        const { asked } = await written([ANSWER]);
        return asked.map((ask) => /<question (\w+)>/.exec(textsOf(ask))?.[1]).join();
      }),
    );
    expect(new Set(marks).size).toBe(3);
  });

  it("is not asked for where the passages are only the closest", async () => {
    const { blocks, asked } = await written([ANSWER], { sure: false });
    expect(asked).toEqual([]);
    expect(kinds(blocks)).toEqual(["quote", "quote"]);
  });

  it.each<[string, string]>([
    ["nothing said", ""],
    ["no citation", '{"answer":'],
    ["unknown citation", "[9] Dein Lernbudget sind 1.200 Euro im Jahr."],
    ["markup", "[1] <p>Dein Lernbudget sind 1.200 Euro im Jahr.</p>"],
    ["too long", "a ".repeat(500_000)],
    ["wrong fact", "[1] Dein Lernbudget sind 2.400 Euro im Jahr."],
    ["other language", "[1] Your Lernbudget is 1.200 Euro with the Jahr for the Person."],
  ])("is the passages themselves when a model writes what is refused: %s (F2, R4)", async (reason, text) => {
    const { blocks, logged } = await written([text]);
    expect(kinds(blocks)).toEqual(["quote", "quote"]);
    expect(wordsOf([{ blocks }])).toContain("1.200 Euro");
    const [line] = logged
      .trim()
      .split("\n")
      .map((one) => JSON.parse(one));
    expect(line).toMatchObject({ org: "werft", reason });
    expect(logged).not.toContain("Lernbudget");
  });

  it("is no sure answer where a model that has read the passages finds none in them", async () => {
    for (const manner of [undefined, "easy"] as const) {
      const { sure, blocks, logged } = await written(["NONE"], { manner });
      expect(sure).toBe(false);
      expect(kinds(blocks)).toEqual(["quote", "quote"]);
      expect(logged).toContain('"reason":"no answer"');
    }
    expect((await written([""])).sure).toBe(true);
  });

  it("is asked for in plain words where they are wanted", async () => {
    const { blocks, asked } = await written(["[1] Du hast 1.200 Euro."], { manner: "easy" });
    expect(kinds(blocks)).toEqual(["claims"]);
    expect(asked[0]?.task).toBe("answer-easy");
    expect(asked[0]?.messages[0]?.text).toContain("plain words");
    expect(asked[0]?.messages[0]?.text).not.toContain("{{");
  });

  it.each<[Trouble, "modelAway" | "modelBusy" | "modelUsedUp"]>([
    ["unavailable", "modelAway"],
    ["slow", "modelAway"],
    ["busy", "modelBusy"],
    ["resting", "modelAway"],
    ["used-up", "modelUsedUp"],
    ["unusable", "modelAway"],
  ])("is the passages and a word about it when there is no model: %s (F1, F3, R4)", async (trouble, said) => {
    for (const language of ["de", "en"] as const) {
      const { blocks, logged } = await written([{ fails: trouble }], { language });
      expect(kinds(blocks)).toEqual(["text", "quote", "quote"]);
      expect(blocks[0]).toMatchObject({ text: texts[language].ask[said], tone: "quiet" });
      expect(logged).toContain(`"reason":"${trouble}"`);
    }
  });

  it("is the passages when the model breaks off in the middle (F1)", async () => {
    const { blocks, said } = await written(["[1] Dein Lernbudget sind 1.200 ", { fails: "unavailable" }]);
    expect(said).toContain("Dein Lernbudget sind 1.200");
    expect(kinds(blocks)).toEqual(["text", "quote", "quote"]);
  });

  it("does not wait for a model that says nothing for longer than anybody would (F1)", async () => {
    vi.useFakeTimers();
    const answer = written([" ", { pauseMs: 20_000 }, ANSWER]);
    await vi.advanceTimersByTimeAsync(7000);
    const { blocks, logged } = await answer;
    expect(kinds(blocks)).toEqual(["text", "quote", "quote"]);
    expect(logged).toContain('"reason":"slow"');
  });

  it("waits for a model that has begun to speak", async () => {
    vi.useFakeTimers();
    const answer = written(["[1] Dein Lernbudget sind ", { pauseMs: 9000 }, "1.200 Euro im Jahr."]);
    await vi.advanceTimersByTimeAsync(9000);
    expect(kinds((await answer).blocks)).toEqual(["claims"]);
  });

  it("is what was said so far when it is stopped", async () => {
    const stop = new AbortController();
    const answer = written([`${ANSWER}\n`, "[2] Der Lernfreitag ist freitags ", { pauseMs: 60_000 }], {
      stop,
    });
    setImmediate(() => stop.abort());
    const { blocks, said } = await answer;
    expect(wordsOf([{ blocks }])).toContain("Der Lernfreitag ist freitags [2]");
    expect(said).toContain("Der Lernfreitag ist freitags");
  });

  it("passes on what is no failure of a model", async () => {
    const { model } = scriptedModel(() => {
      throw new TypeError("a mistake of ours");
    });
    const writer = modelWriter({
      ...{ model, prompts, redactionOf: redactionOf(), fallback: extractiveWriter, log: pinoLog("silent") },
    });
    const brief = { org: "o", question: "?", language: "de", sure: true, cited: [BUDGET] } as const;
    const write = () =>
      writer.write({ ...brief, cited: [BUDGET] }, async () => {}, new AbortController().signal);
    await expect(write()).rejects.toThrow(TypeError);
  });
});
