import { describe, expect, it } from "vitest";
import { extractiveWriter } from "../../src/answer/extract.ts";
import { modelWriter } from "../../src/answer/grounded/writer.ts";
import type { Writer } from "../../src/answer/writer.ts";
import { pinoLog } from "../../src/log.ts";
import { prompts, redactionOf } from "../grounded/parts.ts";
import { wordsOf } from "../page.ts";
import { scriptedModel } from "../scripted-model.ts";
import { slowWriter } from "../slow-writer.ts";

const writers: { name: string; writer: Writer }[] = [
  { name: "quotations", writer: extractiveWriter },
  {
    name: "a model's words",
    writer: modelWriter({
      model: scriptedModel(() => [
        "[1] Das Lernbudget ",
        "sind **1.200 Euro**.\n- [1] Mehr als 1.200 Euro sind es nicht.",
      ]).model,
      ...{ prompts, redactionOf: redactionOf(), fallback: extractiveWriter, log: pinoLog("silent") },
    }),
  },
  { name: "a slow one", writer: slowWriter(["Eins", "zwei", "drei"], 5) },
];

const passage = {
  passage: "p",
  document: "d",
  title: "Lernbudget",
  section: "Höhe",
  text: "Es sind 1.200 Euro. Mehr nicht.",
  language: "de" as const,
};
const cited = {
  sentences: [
    { text: "Es sind 1.200 Euro. ", mark: true },
    { text: "Mehr nicht.", mark: false },
  ],
  source: { ...passage, owner: "L&D", reviewed: null, url: null, audience: [] },
  citation: { number: 1, title: "Lernbudget", section: "Höhe", detail: "L&D", passage: "p", url: null },
};
const brief = {
  org: "o",
  question: "Wie hoch ist das Lernbudget?",
  language: "de" as const,
  sure: true,
  cited: [cited],
};

describe.each(writers)("the contract of a writer: $name", ({ writer }) => {
  it("gives the body of an answer, in words", async () => {
    const { blocks } = await writer.write(brief, async () => {}, new AbortController().signal);
    expect(wordsOf([{ blocks }]).length).toBeGreaterThan(0);
  });

  it("says only what is in its result", async () => {
    let said = "";
    const say = async (text: string) => {
      said += text;
    };
    const { blocks } = await writer.write(brief, say, new AbortController().signal);
    expect(wordsOf([{ blocks }])).toContain(said.trim());
  });

  it("ends at once when it was stopped before it began", async () => {
    const began = performance.now();
    await writer.write(brief, async () => {}, AbortSignal.abort());
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

describe("quotations", () => {
  const quote = async (sentences: { text: string; mark: boolean }[], sure = true) => {
    const one = { ...cited, sentences };
    const { blocks } = await extractiveWriter.write(
      { ...brief, sure, cited: [one] },
      async () => {},
      new AbortController().signal,
    );
    const [block] = blocks;
    return block?.kind === "quote" ? block.parts.map(({ text }) => text).join("") : "";
  };
  const sentence = (n: number, mark = false) => ({ text: `Satz ${n} hat genau sechs kurze Worte. `, mark });

  it("are whole when they are short", async () => {
    expect(await quote([sentence(1), sentence(2, true), sentence(3)])).toBe(
      [1, 2, 3].map((n) => sentence(n).text).join(""),
    );
  });

  it("of a long passage are the marked sentences and their neighbours, and say what is left out", async () => {
    const long = Array.from({ length: 30 }, (_, n) => sentence(n, n === 10));
    expect(await quote(long)).toBe(`… ${[9, 10, 11].map((n) => sentence(n).text).join("")}…`);
  });

  it("are but the nearest sentences where nothing is sure, because there are more places to look through", async () => {
    expect(await quote([sentence(1), sentence(2, true), sentence(3)], false)).toBe(`… ${sentence(2).text}…`);
    expect(await quote([sentence(1), sentence(2), sentence(3)], false)).toBe(
      `${[1, 2].map((n) => sentence(n).text).join("")}…`,
    );
  });
});
