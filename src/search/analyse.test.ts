import { describe, expect, it } from "vitest";
import { analyse, stem } from "./analyse.ts";

describe("stem", () => {
  it.each([
    ["urlaube", "urlaub"],
    ["vacations", "vacation"],
    ["prüfungen", "prüfung"],
    ["policies", "policy"],
    ["straße", "strassen"],
    ["sprachkurse", "sprachkurs"],
    ["zeugnisse", "zeugnis"],
    ["courses", "course"],
    ["kurs", "kurse"],
    ["booking", "books"],
    ["meetings", "meeting"],
    ["lehrling", "lehrlinge"],
  ])("gives '%s' and '%s' the same term", (one, other) => {
    expect(stem(one)).toBe(stem(other));
  });

  it.each([
    ["government", "gov"],
    ["universe", "university"],
    ["kur", "kurs"],
  ])("keeps '%s' and '%s' apart", (one, other) => {
    expect(stem(one)).not.toBe(stem(other));
  });

  it("leaves numbers as they are", () => {
    expect(stem("2026")).toBe("2026");
    expect(stem("iso9001s")).toBe("iso9001s");
  });
});

describe("analyse", () => {
  it("gives each content word with its term, in order", () => {
    expect(analyse("Wer bezahlt die Prüfungen?")).toEqual([
      { word: "bezahlt", term: "bezahlt" },
      { word: "prüfungen", term: stem("prüfungen") },
    ]);
  });
});
