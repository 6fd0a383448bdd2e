import { describe, expect, it } from "vitest";
import { HANDBOOK, indexOf } from "./handbook.fixture.ts";

const index = indexOf(HANDBOOK);

function marked(question: string): string[] {
  const { hits, sentences } = index.search(question, { memberships: new Set(), limit: 1 });
  const best = HANDBOOK.find(({ passage }) => passage === hits[0]?.passage);
  return sentences(best?.text ?? "")
    .filter(({ mark }) => mark)
    .map(({ text }) => text.trim());
}

describe("marked sentences", () => {
  it("are the ones that share the question's words", () => {
    expect(marked("Wo ist der Sammelplatz?")).toEqual(["Der Sammelplatz ist der Parkplatz Nord."]);
  });

  it("prefer a number where one is asked for, even one in letters", () => {
    expect(marked("Wie viele Tage Bildungsurlaub im Jahr?")).toContain("Dir stehen fünf Tage im Jahr zu.");
  });

  it("are never more than two", () => {
    for (const question of ["Kurse Antrag Freistellung Tage Jahr", "exam fees attempt portal list"]) {
      expect(marked(question).length).toBeLessThanOrEqual(2);
    }
  });

  it("fall back to the first sentence when only the title matched", () => {
    expect(marked("Lernbudget?")).toEqual(["Für Bildung hast du ein Budget von 800 € im Jahr."]);
  });
});
