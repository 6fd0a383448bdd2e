import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { askGoldenQuestions, goldenReport, lostAnswers } from "../../src/answer/golden.ts";
import { libraries } from "../../src/answer/library.ts";
import { importDocuments } from "../../src/knowledge/import.ts";
import { synonymGroups } from "../../src/knowledge/synonyms.ts";
import { knowledgeOf } from "../../src/org/org.ts";
import { builtHere } from "../../src/search/built-here.ts";
import { type Bench, engines } from "../engines.ts";
import { memorySource } from "../house.ts";

const ORG = "werft";
const [MONDAY, TUESDAY, WEDNESDAY] = [23, 24, 25].map((day) => Date.UTC(2026, 10, day)) as [
  number,
  number,
  number,
];

const BUDGET =
  "# Lernbudget\n\n## Wie hoch?\n\nDas Lernbudget beträgt 1.200 Euro.\n\n## Wofür?\n\nFür Kurse und Bücher.\n";
const DISCOUNT =
  "---\naudience: [division:vertrieb]\n---\n# Rabattstaffel\n\nDer Kranichrabatt beträgt zwölf Prozent.\n";
const QUESTIONS = `- question: Wie hoch ist das Lernbudget?
  document: budget.md
  section: Wie hoch?
- question: Wie viel Kranichrabatt gibt es?
  document: rabatte.md
  memberships: [division:vertrieb]
- question: Wie viel Kranichrabatt geben wir?
  document: rabatte.md
`;
const ALL = { "budget.md": BUDGET, "rabatte.md": DISCOUNT, "golden-questions.yaml": QUESTIONS };

describe.each(engines)("what stands beside the documents, on $name", ({ open }) => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await open();
  });
  afterEach(() => bench.close());

  const bring = (files: Record<string, string>, org = ORG) =>
    importDocuments({ store: bench.store, org, language: "de" }, memorySource(files));
  const ask = (now: number, org = ORG) =>
    askGoldenQuestions({ store: bench.store, libraries: libraries(bench.store, builtHere, null) }, org, now);
  const states = async (now: number) => (await ask(now)).map(({ state, since }) => ({ state, since }));
  const groups = (org = ORG) => synonymGroups(bench.store.readOf(org), org);

  describe("golden questions", () => {
    it("are asked as somebody with the memberships they name: others do not find what is restricted (S5)", async () => {
      expect(await bring(ALL)).toMatchObject({ state: "imported", added: 2, beside: [] });
      expect(await states(MONDAY)).toEqual([
        { state: "found", since: MONDAY },
        { state: "found", since: MONDAY },
        { state: "never found", since: MONDAY },
      ]);
      expect(await lostAnswers(bench.store.readOf(ORG), ORG)).toEqual([]);
    });

    it("tell what an import lost from what was never found, and since when", async () => {
      await bring(ALL);
      await ask(MONDAY);
      await bring({ ...ALL, "budget.md": "# Kantine\n\nHeute gibt es Suppe." });
      expect(await states(TUESDAY)).toMatchObject([
        { state: "lost" },
        { state: "found" },
        { state: "never found" },
      ]);
      expect(await states(WEDNESDAY)).toEqual([
        { state: "lost", since: TUESDAY },
        { state: "found", since: MONDAY },
        { state: "never found", since: MONDAY },
      ]);
      expect(await lostAnswers(bench.store.readOf(ORG), ORG)).toMatchObject([
        { question: "Wie hoch ist das Lernbudget?", since: TUESDAY },
      ]);
      await bring(ALL);
      expect((await states(WEDNESDAY))[0]).toEqual({ state: "found", since: WEDNESDAY });
    });

    it("lose their answer to another section of the same document, if they name one", async () => {
      await bring(ALL);
      await ask(MONDAY);
      await bring({ ...ALL, "budget.md": BUDGET.replace("## Wie hoch?", "## Die Höhe") });
      expect((await states(TUESDAY))[0]).toMatchObject({ state: "lost" });
    });

    it("that expect something else begin anew, and those that leave the file are gone", async () => {
      await bring(ALL);
      await ask(MONDAY);
      await bring({
        ...ALL,
        "golden-questions.yaml": QUESTIONS.replace("section: Wie hoch?", "section: Wo?"),
      });
      expect((await states(TUESDAY))[0]).toEqual({ state: "never found", since: TUESDAY });
      const { "golden-questions.yaml": _, ...documents } = ALL;
      await bring(documents);
      expect(await ask(TUESDAY)).toEqual([]);
    });

    it("are told of at the terminal by line, not by their words", async () => {
      await bring(ALL);
      await ask(MONDAY);
      await bring({ ...ALL, "budget.md": "# Kantine\n\nHeute gibt es Suppe." });
      expect(goldenReport(await ask(TUESDAY))).toEqual([
        "Golden questions: 1 of 3 answered from where they should be. Please look at:",
        "  golden-questions.yaml:1  lost its answer (since 2026-11-24): budget.md › Wie hoch? is not cited",
        "  golden-questions.yaml:7  not found so far: rabatte.md is not cited",
      ]);
      expect(goldenReport([])).toEqual([]);
    });

    it("are asked of their own company only (S4)", async () => {
      await bring(ALL);
      await bring({ "a.md": "# A\n\nEins." }, "twin");
      expect(await ask(MONDAY, "twin")).toEqual([]);
      expect(await ask(MONDAY)).toHaveLength(3);
    });
  });

  describe("a broken file", () => {
    const broken = { "golden-questions.yaml": "- question: 7\n", "synonyms.yaml": "- [a, b]\n- [c]\n" };

    it("does not stop the documents; it is named, and what it said before stays", async () => {
      await bring({ ...ALL, "synonyms.yaml": "- [Zuschuss, Lernbudget]\n" });
      await ask(MONDAY);
      const imported = await bring({ ...ALL, ...broken, "neu.md": "# Neu\n\nDas ist neu." });
      expect(imported).toMatchObject({ state: "imported", added: 1 });
      if (imported.state !== "imported") throw new Error("It was refused.");
      expect(imported.beside.map(({ path, line }) => `${path}:${line}`)).toEqual([
        "golden-questions.yaml:1",
        "golden-questions.yaml:1",
        "synonyms.yaml:2",
      ]);
      expect(await groups()).toEqual([["Zuschuss", "Lernbudget"]]);
      expect(await ask(TUESDAY)).toHaveLength(3);
    });

    it("is named with the documents that stop an import, which changes nothing then", async () => {
      await bring(ALL);
      const refused = await bring({ "budget.md": "---\naudiance: [x]\n---\n", ...broken });
      if (refused.state !== "refused") throw new Error("It was imported.");
      expect(new Set(refused.problems.map(({ path }) => path))).toEqual(
        new Set(["budget.md", "golden-questions.yaml", "synonyms.yaml"]),
      );
      expect(await ask(MONDAY)).toHaveLength(3);
    });
  });

  describe("synonyms", () => {
    it("are found by from the next look on, kept apart by company, and gone with their file (S4)", async () => {
      const question = { memberships: new Set<string>(), limit: 1 };
      const firstHit = async () =>
        (await libraries(bench.store, builtHere, null).of(ORG)).index.search("Zuschuss", question).hits[0]
          ?.document;
      await bring(ALL);
      expect(await firstHit()).toBeUndefined();
      await bring({ ...ALL, "synonyms.yaml": "- [Zuschuss, Lernbudget]\n" });
      expect(await firstHit()).toBe("files/budget.md");
      expect(await groups("twin")).toEqual([]);
      await bring(ALL);
      expect(await groups()).toEqual([]);
      expect(await firstHit()).toBeUndefined();
    });

    it("that change are something other replicas have to read again; the same again is not", async () => {
      await bench.store.write((writer) =>
        writer
          .insertInto("org")
          .values({
            org: ORG,
            name: "Werft",
            language: "de",
            demo: 0,
            zone: "Europe/Berlin",
            seeded_at: null,
            stopped_at: null,
            pilot: 0,
            unit_claim: null,
            signals_from: null,
            knowledge: 0,
          })
          .execute(),
      );
      const files = { ...ALL, "synonyms.yaml": "- [Zuschuss, Lernbudget]\n" };
      const version = () => knowledgeOf(bench.store.readOf(ORG), ORG);
      await bring(files);
      const before = await version();
      await bring(files);
      expect(await version()).toBe(before);
      await bring({ ...files, "synonyms.yaml": "- [Zuschuss, Geld]\n" });
      expect(await version()).toBe((before ?? 0) + 1);
    });
  });
});
