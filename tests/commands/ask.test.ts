import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { run } from "../command.ts";
import { temporaryFolder } from "../house.ts";
import { sharedFileOrSkip } from "../shared.ts";

const folder = temporaryFolder();
const BUDGET = `---
title: Lernbudget
owner: Team Lernen
reviewed: 2026-09-01
---
# Lernbudget

## Wie hoch ist das Lernbudget?

Jede Person hat ein Lernbudget von 1.200 Euro im Jahr. Es gilt auch in Teilzeit.
`;
const MENTORING = `# Mentoring

## How long does it last?

A mentoring pair meets every two weeks for six months.
`;
const DISCOUNT = `---
audience: [division:vertrieb]
---
# Rabattstaffel

Der Kranichrabatt beträgt zwölf Prozent.
`;
const ask = (...args: string[]) => run("ask", ["--docs", folder.path, ...args]);

const Answer = z.strictObject({
  band: z.enum(["answer", "unsure", "none"]),
  language: z.enum(["de", "en"]),
  answer: z.string(),
  sentences: z.array(z.strictObject({ text: z.string(), citation: z.int() })),
  citations: z.array(z.looseObject({ number: z.int(), title: z.string(), path: z.string(), line: z.int() })),
});

function put(name: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder.path, name)), { recursive: true });
  writeFileSync(join(folder.path, name), content);
}

beforeAll(() => {
  put("de/lernbudget.md", BUDGET);
  put("en/mentoring.md", MENTORING);
});
afterAll(folder.remove);

describe("npm run ask", () => {
  it("answers in the language of the question, marks the sentence, and says where it stands", async () => {
    const { code, output, complaints } = await ask("Wie hoch ist das Lernbudget?");
    expect({ code, complaints }).toEqual({ code: 0, complaints: "" });
    expect(output).toBe(`Das steht dazu in euren Dokumenten. Die markierten Sätze antworten am direktesten.

*Jede Person hat ein Lernbudget von 1.200 Euro im Jahr.* Es gilt auch in Teilzeit. [1]

Quellen:
[1] Lernbudget › Wie hoch ist das Lernbudget?
    de/lernbudget.md:8  (Team Lernen, geprüft am 1. September 2026)
`);
    expect((await ask("How long does mentoring last?")).output).toContain("en/mentoring.md:3");
  });

  it("gives the same as JSON", async () => {
    const answer = Answer.parse(JSON.parse((await ask("--json", "How long does mentoring last?")).output));
    expect(answer).toMatchObject({
      band: "answer",
      language: "en",
      answer: "A mentoring pair meets every two weeks for six months.",
      sentences: [{ text: "A mentoring pair meets every two weeks for six months.", citation: 1 }],
      citations: [{ number: 1, title: "Mentoring", path: "en/mentoring.md", line: 3 }],
    });
  });

  it("says so when the documents do not answer", async () => {
    const question = "Wer wurde 1974 Fußballweltmeister?";
    expect((await ask(question)).output).toContain("in euren Dokumenten nicht gefunden");
    const answer = Answer.parse(JSON.parse((await ask("--json", question)).output));
    expect(answer).toEqual({ band: "none", language: "de", answer: "", sentences: [], citations: [] });
  });

  it("speaks the language of what it found when the question shows none", async () => {
    const asked = async (word: string) =>
      Answer.parse(JSON.parse((await ask("--json", word)).output)).language;
    expect(await asked("Lernbudget")).toBe("de");
    expect(await asked("Mentoring")).toBe("en");
    expect(await asked("Xyz")).toBe("en");
  });

  it("names the files it cannot read, and answers from the others", async () => {
    put("broken/utf16.md", Buffer.from("\uFEFF# Budget", "utf16le"));
    put("broken/open.md", "---\ntitle: x\n");
    const { code, output, complaints } = await ask("Wie hoch ist das Lernbudget?");
    expect(code).toBe(0);
    expect(output).toContain("1.200 Euro");
    expect(complaints).toMatch(/^left out: broken\/open\.md:1 .*\nleft out: broken\/utf16\.md:1 .*\n$/);
  });

  it("keeps to itself what is for a part of the company, and says that there is some (S5)", async () => {
    put("de/rabatt.md", DISCOUNT);
    const { output, complaints } = await ask("Wie hoch ist der Kranichrabatt?");
    expect(output).not.toContain("zwölf");
    expect(complaints).toContain("left out: 1 for a part of the company only");
  });

  it("finds by the folder's synonyms, and asks its golden questions", async () => {
    put("synonyms.yaml", "- [Fortbildungstopf, Lernbudget]\n");
    put("golden-questions.yaml", "- question: Was ist der Fortbildungstopf?\n  document: de/lernbudget.md\n");
    const question = "Was ist der Fortbildungstopf?";
    const { output, complaints } = await ask(question);
    expect(output).toContain("1.200 Euro");
    expect(complaints).not.toContain("Golden");
    put("synonyms.yaml", "- [Fortbildungstopf]\n");
    const without = await ask(question);
    expect(without.output).not.toContain("1.200 Euro");
    expect(without.complaints).toContain("left out: synonyms.yaml:1 ");
    expect(without.complaints).toContain(
      "golden-questions.yaml:1  not found so far: de/lernbudget.md is not cited",
    );
    for (const name of ["synonyms.yaml", "golden-questions.yaml"]) rmSync(join(folder.path, name));
  });

  it("says what is wrong when there is nothing to answer from", async () => {
    const empty = temporaryFolder();
    const from = (path: string) => run("ask", ["--docs", path, "Wie hoch ist das Lernbudget?"]);
    expect(await from(empty.path)).toMatchObject({
      code: 1,
      output: "",
      complaints: expect.stringContaining("There is nothing in"),
    });
    expect((await from(join(empty.path, "no"))).complaints).toContain("cannot be read");
    empty.remove();
  });

  it("says how it is used when it is not understood", async () => {
    for (const args of [[], ["--docs", folder.path], ["What?"], ["--docs", folder.path, "--what", "x"]]) {
      expect(await run("ask", args)).toMatchObject({
        code: 1,
        complaints: expect.stringContaining("Usage: npm run -s ask"),
      });
    }
  });
});

describe.each([
  ["retrieval/documents/handbook-18f", "How do I book travel?", "en"],
  ["retrieval/documents/mslearn-de", "Wie erstelle ich eine Azure-Funktion?", "de"],
])("npm run ask over %s", (path, question, language) => {
  const documents = sharedFileOrSkip(path);

  it.skipIf(documents === null)("answers from a folder as large as real ones", async () => {
    const { code, output } = await run("ask", ["--docs", documents ?? "", "--json", question]);
    expect(code).toBe(0);
    expect(Answer.parse(JSON.parse(output))).toMatchObject({ band: "answer", language });
  });
});
