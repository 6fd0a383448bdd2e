import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { folder } from "../adapters/files/folder.ts";
import { sqliteStore } from "../adapters/sqlite/sqlite-store.ts";
import { type Question, Questions } from "../src/answer/eval/question.ts";
import { says } from "../src/answer/eval/says.ts";
import { askGoldenQuestions } from "../src/answer/golden.ts";
import { type Library, libraries } from "../src/answer/library.ts";
import { lookUp } from "../src/answer/look-up.ts";
import { documentId } from "../src/knowledge/document.ts";
import { importDocuments } from "../src/knowledge/import.ts";
import { readYaml } from "../src/knowledge/yaml-file.ts";
import { builtHere } from "../src/search/built-here.ts";
import type { Store } from "../src/store/store.ts";
import { allPassages } from "./all-passages.ts";
import { temporaryFolder } from "./house.ts";

const DEMO = fileURLToPath(new URL("../demo/", import.meta.url));
const ORG = "nordlicht";
const SOURCE = "files";

const idOf = (path: string) => documentId(SOURCE, { path });

/** What the search reaches, over both languages. Raise them with it, never the other way. */
const LEAST_RIGHT = 0.85;
const MOST_WRONG = 0.02;

/** `right`: a section that answers is cited, or rightly none is. `wrong`: said with certainty, and not so. */
type Outcome = "right" | "missed" | "wrong";

describe("120 questions over the demo", () => {
  const place = temporaryFolder();
  const path = join(DEMO, "questions.yaml");
  const read = readYaml({ path, bytes: readFileSync(path) }, Questions);
  const all = read.state === "read" ? read.value : [];
  let store: Store;
  let library: Library;

  beforeAll(async () => {
    store = sqliteStore(join(place.path, "lotse.sqlite"));
    const documents = folder(join(DEMO, "documents"));
    const read = { source: SOURCE, read: () => documents.read() };
    expect(await importDocuments({ store, org: ORG, language: "de" }, read)).toMatchObject({
      state: "imported",
    });
    library = await libraries(store, builtHere, null).of(ORG);
  });
  afterAll(async () => {
    await store.close();
    place.remove();
  });

  async function outcomeOf({ question, answered, language }: Question): Promise<Outcome> {
    const asked = { org: ORG, question, language, memberships: new Set<string>() };
    const { band, cited } = await lookUp(store.readOf(ORG), library, asked);
    const places = cited.map(({ source }) => `${source.document} › ${source.section}`);
    const right = answered.some((one) => {
      const [path = "", ...section] = one.split(" › ");
      return places.includes(`${idOf(path)} › ${section.join(" › ")}`);
    });
    if (answered.length > 0 && right) return "right";
    if (answered.length === 0 && band !== "answer") return "right";
    return band === "answer" ? "wrong" : "missed";
  }

  it("are in both languages, and a third of them cannot be answered", () => {
    expect(all).toHaveLength(120);
    expect(all.filter(({ language }) => language === "de")).toHaveLength(60);
    const unanswerable = all.filter(({ answered }) => answered.length === 0).length;
    expect(unanswerable / all.length).toBeGreaterThan(0.3);
  });

  it("name sections that are there, with what an answer has to say in them", async () => {
    const sections = new Map<string, string>();
    for (const { document, section, text } of await allPassages(store.readOf(ORG), ORG)) {
      const name = `${document} › ${section}`;
      sections.set(name, `${sections.get(name) ?? ""}\n${text}`);
    }
    for (const { question, answered, says: facts } of all) {
      const texts = answered.map((one) => {
        const [path = "", ...section] = one.split(" › ");
        return sections.get(`${idOf(path)} › ${section.join(" › ")}`);
      });
      for (const text of texts) expect(text, question).toBeDefined();
      expect(says(texts.join("\n"), facts), question).toBe(true);
      expect(answered.length === 0 || facts.length > 0, question).toBe(true);
    }
  });

  it("stand beside golden questions in both languages, every one of them found", async () => {
    const golden = await askGoldenQuestions({ store, libraries: libraries(store, builtHere, null) }, ORG, 0);
    expect(golden.filter(({ state }) => state !== "found")).toEqual([]);
    expect(golden.length).toBeGreaterThanOrEqual(10);
    expect(new Set(golden.map(({ language }) => language))).toEqual(new Set(["de", "en"]));
  });

  it("are answered as well as they have been so far", async () => {
    const outcomes = await Promise.all(all.map(async (one) => ({ ...one, outcome: await outcomeOf(one) })));
    const share = (some: typeof outcomes, outcome: Outcome) =>
      some.filter((one) => one.outcome === outcome).length / some.length;
    const answerable = outcomes.filter(({ answered }) => answered.length > 0);
    for (const language of ["de", "en"] as const) {
      const own = (some: typeof outcomes) => some.filter((one) => one.language === language);
      const [right, wrong] = [share(own(answerable), "right"), share(own(outcomes), "wrong")];
      console.info(
        `${language}: ${percent(right)} of the answerable right and cited, ${percent(wrong)} of all wrong`,
      );
    }
    expect(share(answerable, "right")).toBeGreaterThanOrEqual(LEAST_RIGHT);
    expect(share(outcomes, "wrong")).toBeLessThanOrEqual(MOST_WRONG);
  });
});

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
