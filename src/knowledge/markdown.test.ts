import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Language } from "../channel/language.ts";
import type { Document, Problem } from "./document.ts";
import { lineOfSection, readMarkdown } from "./markdown.ts";

type Content = string | Uint8Array;
const file = (content: Content, path = "lernen/lern-budget_2027.md") => ({
  path,
  bytes: typeof content === "string" ? Buffer.from(content, "utf8") : content,
});

function read(content: Content, language: Language = "de", path?: string): Document {
  const result = readMarkdown("files", file(content, path), language);
  if (result.state === "broken") throw new Error(JSON.stringify(result.problem));
  return result.document;
}

function refusal(content: Content): Problem {
  const result = readMarkdown("files", file(content), "de");
  if (result.state === "read") throw new Error("It was read.");
  return result.problem;
}

const words = (count: number) => Array.from({ length: count }, (_, n) => `wort${n}`).join(" ");
const count = (text: string) => text.split(/\s+/).length;
const texts = (document: Document) => document.passages.map((passage) => passage.text);

describe("a Markdown file", () => {
  it("reads the links of a site generator as their words, and nothing of its tags", () => {
    const text = `Frag [die Reisestelle]({% page "/reise/" %}) oder [das Team][team], 100% sicher.

{% include hinweis.html %}

[team]: {% page "/team/#wer" %}
`;
    expect(texts(read(text))).toEqual(["Frag die Reisestelle oder das Team, 100% sicher."]);
  });

  it("becomes a document with passages under their headings", () => {
    const text =
      "---\ntitle: Lernbudget\nowner: Team Lernen\naudience: [unit:halle]\nurl: https://x.example/a\nreviewed: 2026-09-01\nlanguage: en\n---\n# Anders\n\nEins.\n\nZwei.\n\n## Höhe\n### Teilzeit\n\nDrei.\n";
    expect(read(text)).toEqual({
      document: "files/lernen/lern-budget_2027.md",
      source: "files",
      title: "Lernbudget",
      owner: "Team Lernen",
      language: "en",
      reviewed: "2026-09-01",
      audience: ["unit:halle"],
      url: "https://x.example/a",
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      passages: [
        { section: "", text: "Eins.\n\nZwei." },
        { section: "Höhe › Teilzeit", text: "Drei." },
      ],
    });
  });

  it("without front matter takes its title from the heading, its language from the text, and is for everyone", () => {
    const document = read("# Das Budget\n\nDu bekommst jedes Jahr ein Budget, und das ist für dich.", "en");
    expect(document).toMatchObject({
      title: "Das Budget",
      owner: "L&D",
      language: "de",
      reviewed: null,
      audience: [],
      url: null,
    });
  });

  it("without a heading takes its title from its name", () => {
    expect(read("Text").title).toBe("Lern budget 2027");
    expect(read("Text", "de", "FAQ.MD").title).toBe("FAQ");
    expect(read("Text", "de", "---.md").title).toBe("---.md");
  });

  it("takes the next best title when one has nothing to be seen", () => {
    expect(read('---\ntitle: "\u200B"\n---\n# Richtig\ntext').title).toBe("Richtig");
    expect(read("# \u202E\ntext").title).toBe("Lern budget 2027");
    expect(read('---\nowner: "\u200B"\n---\ntext').owner).toBe("L&D");
  });

  it("takes the language of the org when its own cannot be told", () => {
    expect(read("SAP S/4HANA", "de").language).toBe("de");
    expect(read("SAP S/4HANA", "en").language).toBe("en");
  });

  it("comes in clean: no invisible characters in any text", () => {
    const document = read(
      "---\ntitle: A\u202EB\nowner: C\u200BD\n---\n## Sek\u00ADtion\nLern\u200Bbudget\u0007\n",
    );
    expect(document).toMatchObject({
      title: "AB",
      owner: "CD",
      passages: [{ section: "Sektion", text: "Lernbudget" }],
    });
  });

  it("with Windows line ends is the same as without", () => {
    const text = "---\ntitle: A\naudience: [unit:a]\n---\n# B\n\n- eins\n- zwei\n\n| x |\n|---|\n| y |\n";
    const { hash: _, ...unix } = read(text);
    for (const ends of ["\r\n", "\r"]) {
      const { hash: _, ...other } = read(text.replaceAll("\n", ends));
      expect(other).toEqual(unix);
    }
  });

  it("with a byte order mark keeps its front matter", () => {
    expect(read("\uFEFF---\naudience: [unit:a]\n---\ntext").audience).toEqual(["unit:a"]);
  });

  it("that has only front matter is a document without passages", () => {
    expect(read("---\ntitle: Umgezogen\nredirect_to: /neu/\n---\n")).toMatchObject({
      title: "Umgezogen",
      passages: [],
    });
  });
});

describe("the hash of a document", () => {
  const hash = (text: string, language: Language = "de") => read(text, language).hash;

  it("is the same for the same file, and another for every other", () => {
    expect(hash("a")).toBe(hash("a"));
    expect(hash("a")).not.toBe(hash("a "));
  });

  it("is another when the language of the org is, because the document may be", () => {
    expect(hash("a", "de")).not.toBe(hash("a", "en"));
  });
});

describe("a file that cannot be read is refused with line and reason", () => {
  const path = "lernen/lern-budget_2027.md";
  const NOT_UTF8 = "The text is not UTF-8. Save the file as UTF-8.";

  it("when its front matter is broken", () => {
    expect(refusal("---\ntitle: A\naudiance: [unit:a]\n---\ntext")).toEqual({
      path,
      line: 3,
      reason: expect.stringContaining("“audiance” looks like a misspelling"),
    });
  });

  it("when it is Latin-1", () => {
    expect(refusal(Buffer.from("# Titel\n\nDas ist für dich.", "latin1"))).toEqual({
      path,
      line: 3,
      reason: NOT_UTF8,
    });
    expect(refusal(Buffer.from("# Titel\r\n\r\nDas ist für dich.", "latin1")).line).toBe(3);
  });

  it("when it is UTF-16, with its mark and without", () => {
    const text = "---\naudience: [unit:a]\n---\nGrüße";
    const little = Buffer.from(text, "utf16le");
    const big = Buffer.from(little).swap16();
    for (const bytes of [
      little,
      big,
      Buffer.concat([Buffer.from([0xff, 0xfe]), little]),
      Buffer.concat([Buffer.from([0xfe, 0xff]), big]),
    ]) {
      expect(refusal(bytes)).toEqual({ path, line: 1, reason: NOT_UTF8 });
    }
  });

  it("when it is UTF-16 of English letters only: as UTF-8 its audience would be lost", () => {
    expect(refusal(Buffer.from("---\naudience: [unit:a]\n---\nsecret", "utf16le"))).toEqual({
      path,
      line: 1,
      reason: NOT_UTF8,
    });
  });

  it("when it is cut in the middle of a letter", () => {
    expect(refusal(Buffer.from("eins\nzwei ü").subarray(0, -1))).toMatchObject({ line: 2, reason: NOT_UTF8 });
  });

  it("when it is a picture", () => {
    expect(refusal(Buffer.from("89504e470d0a1a0a0000000d49484452", "hex")).reason).toBe(NOT_UTF8);
  });

  it.each(["", " \n\n\t", "\uFEFF", "\u200B"])("when it is empty: %j", (content) => {
    expect(refusal(content)).toEqual({ path, line: 1, reason: "The document has no text." });
  });

  it("when it is larger than two megabytes, and not when it is just as large", () => {
    const large = Buffer.alloc(2_000_001, "x");
    expect(refusal(large)).toEqual({
      path,
      line: 1,
      reason: "The file is larger than 2 MB. Split it into several documents.",
    });
    expect(read(large.subarray(0, 2_000_000)).passages).not.toEqual([]);
  });

  it.each([">", "[", "- "])(
    "or read as it is, but does not bring the process down, when it is nested %j deep",
    (mark) => {
      const result = readMarkdown("files", file(`${mark.repeat(500)} text`), "de");
      if (result.state === "broken")
        expect(result.problem.reason).toBe("The text is nested too deeply to be read.");
    },
  );

  it("when its text is nested too deeply", () => {
    expect(refusal(`${">".repeat(10_000)} text`)).toEqual({
      path,
      line: 1,
      reason: "The text is nested too deeply to be read.",
    });
  });

  it.each(["3. ", "- ", "> ", ">- 1) "])(
    "when one line is nested too deeply, without reading it: %j (S13)",
    (mark) => {
      expect(refusal(`Ein Satz.\n\n${mark.repeat(300_000)}text`)).toEqual({
        path,
        line: 3,
        reason: "The text is nested too deeply to be read.",
      });
    },
  );

  it("when its front matter is nested too deeply", () => {
    expect(refusal(`---\ntitle: ${"[".repeat(100_000)}\n---\ntext`).path).toBe(path);
  });
});

describe("passages", () => {
  it("keep the paragraphs of a section together, up to 250 words", () => {
    expect(texts(read(`${words(100)}\n\n${words(150)}\n\n${words(1)}`)).map(count)).toEqual([250, 1]);
  });

  it("never reach over a heading", () => {
    expect(read("# T\na\n## A\nb\n## A\nc").passages).toEqual([
      { section: "", text: "a" },
      { section: "A", text: "b" },
      { section: "A", text: "c" },
    ]);
  });

  it("of one long paragraph end with a sentence", () => {
    const sentence = `${words(99)} Ende.`;
    expect(
      texts(read(Array.from({ length: 6 }, () => sentence).join(" "))).map((text) => [
        count(text),
        text.endsWith("Ende."),
      ]),
    ).toEqual([
      [200, true],
      [200, true],
      [200, true],
    ]);
  });

  it("of one long list or table end with a line", () => {
    const rows = Array.from({ length: 100 }, (_, n) => `- Punkt ${n} mit vier Wörtern`);
    const passages = texts(read(rows.join("\n")));
    expect(passages.length).toBeGreaterThan(1);
    for (const text of passages) expect(text).toMatch(/^• .*Wörtern$/s);
    expect(passages.join("\n").split("\n")).toHaveLength(100);
  });

  it("of a sentence without an end are cut between words", () => {
    expect(texts(read(words(600))).map(count)).toEqual([250, 250, 100]);
  });

  it("have at most 250 words each and lose none, whatever the text", () => {
    const word = fc.constantFrom("wort", "Ende.", "Ja!", "z.B.", "1.200", "…", "a\n", "?!", "\n\n");
    fc.assert(
      fc.property(fc.array(fc.tuple(word, fc.integer({ min: 1, max: 300 })), { maxLength: 20 }), (runs) => {
        const text = `Anfang ${runs.map(([piece, times]) => `${piece} `.repeat(times)).join("")}`;
        const passages = texts(read(text));
        for (const passage of passages) expect(count(passage)).toBeLessThanOrEqual(250);
        expect(passages.join(" ").split(/\s+/)).toEqual(text.trim().split(/\s+/));
      }),
      { numRuns: 100 },
    );
  });
});

describe("the line of a section", () => {
  const text = "---\ntitle: Budget\n---\n# Budget\n\nVorab\n\n## Wie *hoch*?\n\n1.200 €\n";

  it("is that of its heading in the file, front matter counted", () => {
    expect(lineOfSection(file(text), "Wie hoch?")).toBe(8);
  });

  it("of what stands above all headings is the first below the front matter", () => {
    expect(lineOfSection(file(text), "")).toBe(4);
  });

  it("is null when it is not there, or the file cannot be read any more", () => {
    expect(lineOfSection(file(text), "Wie lange?")).toBeNull();
    expect(lineOfSection(file("---\ntitle: [\n---\n"), "")).toBeNull();
    expect(lineOfSection(file(new Uint8Array([0xff, 0xfe, 0x41])), "")).toBeNull();
  });
});
