import { describe, expect, it } from "vitest";
import { readGoldenQuestions } from "./golden-file.ts";
import { readSynonyms } from "./synonym-file.ts";

const file = (path: string, content: string | Uint8Array) => ({
  path,
  bytes: typeof content === "string" ? Buffer.from(content, "utf8") : content,
});
const golden = (content: string | Uint8Array) =>
  readGoldenQuestions(file("golden-questions.yaml", content), "de");
const synonyms = (content: string | Uint8Array) => readSynonyms(file("synonyms.yaml", content));
const mistakes = (read: ReturnType<typeof golden> | ReturnType<typeof synonyms>) =>
  read.state === "broken" ? read.problems.map(({ line, reason }) => `${line}: ${reason}`) : [];

describe("a file of golden questions", () => {
  it("has questions with the document, and perhaps the section, language and memberships", () => {
    const text = `# Asked after each import
- question: How much is my learning budget?
  document: en/budget.md
- question: "Rabatt?"

  document: rabatte.md
  section: Für Boote
  language: en
  memberships: [division:vertrieb, unit:hamburg]
`;
    expect(golden(text)).toEqual({
      state: "read",
      value: [
        {
          line: 2,
          question: "How much is my learning budget?",
          language: "en",
          document: "en/budget.md",
          section: "",
          memberships: [],
        },
        {
          line: 4,
          question: "Rabatt?",
          language: "en",
          document: "rabatte.md",
          section: "Für Boote",
          memberships: ["division:vertrieb", "unit:hamburg"],
        },
      ],
    });
  });

  it("may have none, and takes the company's language where nobody can tell", () => {
    for (const nothing of ["", "# nothing yet\n", "[]"])
      expect(golden(nothing)).toEqual({ state: "read", value: [] });
    expect(golden("- question: SAP?\n  document: sap.md")).toMatchObject({ value: [{ language: "de" }] });
  });

  it.each([
    ["a missing document", "- question: Was?\n", ["1: “document” cannot be used: expected the path of a"]],
    [
      "every mistake, each with its line",
      "- question: ''\n  document: a.md\n- question: Was?\n  document: 7\n  langauge: de\n- question: Wo?\n  document: b.md\n  language: fr\n  memberships: [vertrieb]\n",
      [
        "1: “question” cannot be used: expected a question",
        "4: “document” cannot be used: expected the path",
        "5: “langauge” is no key that belongs here",
        "8: “language” cannot be used: expected de or en",
        "9: “memberships” cannot be used: expected division:NAME or unit:NAME",
      ],
    ],
    [
      "the same question twice",
      "- question: Was?\n  document: a.md\n- question: Was?\n  document: b.md\n",
      ["3: The same question stands in line 1"],
    ],
    [
      "something that is no list",
      "question: Was?\n",
      ["1: This cannot be used: expected a list of questions"],
    ],
    ["an entry that is no question", "- Was?\n", ["1: This cannot be used: expected a question and its"]],
    ["broken YAML", "- question: Was?\n  document: [a\n", ["3: This is not valid YAML"]],
    ["a key twice", "- question: Was?\n  question: Wo?\n  document: a\n", ["2: This is not valid YAML"]],
    ["an alias", "- question: &a Was?\n  document: *a\n", ["2: “*a” would be a YAML alias"]],
    [
      "a text that is not UTF-8",
      Buffer.from("- question: Gr\xfc\xdfe", "latin1"),
      ["1: The text is not UTF-8"],
    ],
    ["a file that is far too large", Buffer.alloc(1_000_001, 32), ["1: The file is larger than 1 MB"]],
    ["what is nested too deeply", "[".repeat(50_000), ["1: "]],
  ])("names %s", (_, text, expected) => {
    const named = mistakes(golden(text));
    for (const [at, start] of expected.entries()) expect(named[at]?.slice(0, start.length)).toBe(start);
    expect(named.length).toBeGreaterThanOrEqual(expected.length);
  });
});

describe("a file of synonyms", () => {
  it("has groups of words and phrases that mean the same, across languages too", () => {
    const text = "- [Homeoffice, mobiles Arbeiten, remote work]\n-\n  - Lernbudget\n  - 401\n";
    expect(synonyms(text)).toMatchObject({
      state: "read",
      value: [
        ["Homeoffice", "mobiles Arbeiten", "remote work"],
        ["Lernbudget", "401"],
      ],
    });
  });

  it.each([
    ["a word alone", "- [a, b]\n- [Homeoffice]\n", "2: This cannot be used: expected at least two words"],
    ["an empty word", "- [Homeoffice, '']\n", "1: This cannot be used: expected a word or a few words"],
    [
      "a word without its group",
      "- Homeoffice\n",
      "1: This cannot be used: expected words that mean the same",
    ],
    ["keys where none belong", "a: b\n", "1: This cannot be used: expected a list of groups"],
  ])("names %s", (_, text, expected) => {
    expect(mistakes(synonyms(text))[0]?.slice(0, expected.length)).toBe(expected);
  });
});
