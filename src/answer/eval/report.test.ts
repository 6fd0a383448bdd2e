import { describe, expect, it } from "vitest";
import type { Outcome, Run } from "./outcome.ts";
import { chance, comparisonOf, reportOf } from "./report.ts";

const GOOD = { right: true, cited: true, honest: true, language: true };

function outcome(question: string, given: Partial<Outcome> = {}): Outcome {
  return {
    ...{ question, language: "de", marks: GOOD, by: "model", fellBack: null, tokens: 100, firstMs: 5 },
    ...{ shown: "", ...given },
  };
}
const run = (...outcomes: Outcome[]): Run => ({ model: "one", outcomes });
const rowOf = (lines: readonly string[], name: string) => lines.find((line) => line.startsWith(`| ${name}`));

describe("the report of an evaluation", () => {
  it("counts by language what a mark applies to", () => {
    const lines = reportOf(
      run(
        outcome("a"),
        outcome("b", { marks: { ...GOOD, right: false } }),
        outcome("c", { language: "en", marks: { ...GOOD, right: null } }),
      ),
    );
    expect(rowOf(lines, "right")).toContain("| 1 of 2 (50 %) | – | 1 of 2 (50 %) |");
    expect(rowOf(lines, "characters")).toBe("| characters to read | 0 | 0 | 0 |");
    expect(rowOf(lines, "tokens")).toBe("| tokens | 200 | 100 | 300 |");
  });

  it("tells why a model's words were not shown, and how often (F1, F2)", () => {
    const lines = reportOf(
      run(
        outcome("a"),
        outcome("b", { by: "passages", fellBack: "wrong fact" }),
        outcome("c", { by: "passages", fellBack: null }),
      ),
    );
    expect(rowOf(lines, "the model's words")).toContain("| 1 of 2 (50 %) |");
    expect(rowOf(lines, "  the passages instead: wrong fact")).toContain("| 1 | 0 | 1 |");
  });

  it("tells how long half and nearly all of them took", () => {
    const lines = reportOf(run(...Array.from({ length: 20 }, (_, at) => outcome("", { firstMs: at + 1 }))));
    expect(rowOf(lines, "first word, half")).toContain("| 10 ms | – | 10 ms |");
    expect(rowOf(lines, "first word, 95")).toContain("| 19 ms | – | 19 ms |");
  });
});

describe("the comparison of two runs", () => {
  it("counts question by question what became better and worse, and names it", () => {
    const bad = { ...GOOD, right: false };
    const lines = comparisonOf(
      run(outcome("a", { marks: bad }), outcome("b"), outcome("c"), outcome("gone")),
      run(
        outcome("a", { shown: "abc" }),
        outcome("b", { marks: bad }),
        outcome("c", { tokens: 90 }),
        outcome("new"),
      ),
    );
    expect(rowOf(lines, "right")).toContain("| 3 | 1 | 1 | 1.00 |");
    expect(rowOf(lines, "cited")).toContain("| 3 | 0 | 0 | 1.00 |");
    expect(lines).toContain("better, right: a");
    expect(lines).toContain("worse, right: b");
    expect(lines[0]).toContain("3 questions of both, +3 characters to read, -10 tokens");
  });

  it("takes the same words in two languages for two questions", () => {
    const lines = comparisonOf(run(outcome("a", { language: "en" })), run(outcome("a")));
    expect(lines[0]).toContain("0 questions");
  });

  it.each([
    [0, 0, 1],
    [1, 0, 1],
    [5, 0, 0.0625],
    [1, 9, 0.0215],
    [10, 10, 1],
  ])("tells how likely %i better and %i worse are by chance", (better, worse, expected) => {
    expect(chance(better, worse)).toBeCloseTo(expected, 3);
  });
});
