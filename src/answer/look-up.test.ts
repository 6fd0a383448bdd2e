import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Bench, engines } from "../../tests/engines.ts";
import { memorySource } from "../../tests/house.ts";
import { importDocuments } from "../knowledge/import.ts";
import type { Meant } from "../meaning/meanings.ts";
import { builtHere } from "../search/built-here.ts";
import { type Library, libraries } from "./library.ts";
import { lookUp } from "./look-up.ts";

const ORG = "werft";
const BUDGET = "Das Lernbudget beträgt im Jahr 1.200 Euro für jede Person.";

describe.each(engines)("what is looked up on $name", ({ open }) => {
  let bench: Bench;
  const bring = (texts: Record<string, string>) =>
    importDocuments({ store: bench.store, org: ORG, language: "de" }, memorySource(texts));
  const look = (library: Library, question: string, ...memberships: string[]) =>
    lookUp(bench.store.readOf(ORG), library, {
      org: ORG,
      question,
      language: "de",
      memberships: new Set(memberships),
    });

  beforeEach(async () => {
    bench = await open();
  });
  afterEach(() => bench.close());

  it("is what stands in the store, not what the index remembers: gone, or no longer for the asker (S5)", async () => {
    const question = "Wie hoch ist das Lernbudget im Jahr für jede Person?";
    await bring({ "a.md": BUDGET, "b.md": "Die Kantine hat mittags geöffnet." });
    const library = await libraries(bench.store, builtHere, null).of(ORG);
    expect((await look(library, question)).cited.map(({ source }) => source.text)).toEqual([BUDGET]);
    await bring({
      "a.md": `---\naudience: [unit:halle]\n---\n${BUDGET}`,
      "b.md": "Die Kantine hat mittags geöffnet.",
    });
    expect(await look(library, question)).toEqual({ band: "none", cited: [], near: [] });
    expect((await look(library, question, "unit:halle")).cited).toHaveLength(1);
    await bring({ "b.md": "Die Kantine hat mittags geöffnet." });
    expect(await look(library, question, "unit:halle")).toEqual({ band: "none", cited: [], near: [] });
  });

  it("marks no sentence of a passage that its words did not find", async () => {
    await bring({ "a.md": "Mobiles Arbeiten geht an zwei Tagen. Sprich dich ab.", "b.md": BUDGET });
    const { index } = await libraries(bench.store, builtHere, null).of(ORG);
    const [first] = index.search("Mobiles Arbeiten", { memberships: new Set(), limit: 1 }).hits;
    const meant: Meant = { nearest: [first?.passage ?? ""], cosineOf: () => 1, isClose: true };
    const { band, cited } = await look({ index, meaning: async () => meant }, "Homeoffice?");
    expect(band).toBe("unsure");
    expect(cited.map(({ sentences }) => sentences)).toEqual([
      [
        { text: "Mobiles Arbeiten geht an zwei Tagen. ", mark: false },
        { text: "Sprich dich ab.", mark: false },
      ],
    ]);
  });
});
