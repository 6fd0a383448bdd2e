import { describe, expect, it } from "vitest";
import { contentWords, words } from "./tokens.ts";

describe("words", () => {
  it("keeps inner apostrophes, whichever way they are typed", () => {
    expect(words("The company’s 'best' idea")).toEqual(["The", "company's", "best", "idea"]);
  });

  it("drops soft hyphens and reads ligatures as letters, as texts from PDF files need", () => {
    expect(words("Bildungs\u00ADurlaub \uFB01nden")).toEqual(["Bildungsurlaub", "finden"]);
  });

  it("cuts off endless words", () => {
    expect(words("a".repeat(500))[0]).toHaveLength(64);
  });
});

describe("contentWords", () => {
  it("leaves out the stop words of both languages", () => {
    expect(contentWords("Wie beantrage ich den Urlaub and what's the deadline?")).toEqual([
      "beantrage",
      "urlaub",
      "deadline",
    ]);
  });

  it("keeps the IT department, but not 'it'", () => {
    expect(contentWords("Wen frage ich in der IT?")).toContain("it");
    expect(contentWords("Where is it?")).toEqual([]);
    expect(contentWords("WHERE IS IT?")).toEqual([]);
  });
});
