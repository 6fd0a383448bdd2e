import { describe, expect, it } from "vitest";
import { sectionsOf } from "./sections.ts";

const lines = (...all: string[]) => all.join("\n");
/** The paragraphs of a text without headings. */
const paragraphs = (...all: string[]) =>
  sectionsOf(lines(...all)).sections.flatMap((section) => section.paragraphs);

describe("sections", () => {
  it("are cut at the headings, with the way to each", () => {
    const text = lines(
      "# Titel",
      "Vorab",
      "## A",
      "a",
      "### A1",
      "a1",
      "## B",
      "b",
      "#### B1",
      "b1",
      "### B2",
      "b2",
    );
    expect(sectionsOf(text)).toEqual({
      title: "Titel",
      sections: [
        { path: [], paragraphs: ["Vorab"], line: 1 },
        { path: ["A"], paragraphs: ["a"], line: 3 },
        { path: ["A", "A1"], paragraphs: ["a1"], line: 5 },
        { path: ["B"], paragraphs: ["b"], line: 7 },
        { path: ["B", "B1"], paragraphs: ["b1"], line: 9 },
        { path: ["B", "B2"], paragraphs: ["b2"], line: 11 },
      ],
    });
  });

  it("without text are left out, and stay on the way to those below", () => {
    expect(sectionsOf("## A\n### A1\ntext\n## B").sections).toEqual([
      { path: ["A", "A1"], paragraphs: ["text"], line: 2 },
    ]);
  });

  it("need no title", () => {
    expect(sectionsOf("nur Text")).toEqual({
      title: null,
      sections: [{ path: [], paragraphs: ["nur Text"], line: 1 }],
    });
    expect(sectionsOf("")).toEqual({ title: null, sections: [] });
  });

  it("after a second heading of the first level have it on their way", () => {
    expect(sectionsOf("# Eins\na\n# Zwei\nb\n## C\nc").sections).toEqual([
      { path: [], paragraphs: ["a"], line: 1 },
      { path: ["Zwei"], paragraphs: ["b"], line: 3 },
      { path: ["Zwei", "C"], paragraphs: ["c"], line: 5 },
    ]);
  });

  it("after a title that comes late do not belong to what was before", () => {
    expect(sectionsOf("## A\na\n# Titel\nb")).toEqual({
      title: "Titel",
      sections: [
        { path: ["A"], paragraphs: ["a"], line: 1 },
        { path: ["Titel"], paragraphs: ["b"], line: 3 },
      ],
    });
  });

  it("have the bare words of their headings: no markup, anchors, pictures or line breaks", () => {
    const { title, sections } = sectionsOf(
      lines("# Das *neue* `Budget` [hier](x) ![Logo](y.png)", '## <a name="z"></a>Wie &amp; wo', "text"),
    );
    expect(title).toBe("Das neue Budget hier");
    expect(sections[0]?.path).toEqual(["Wie & wo"]);
    expect(sectionsOf("Zwei\nZeilen\n===\ntext").title).toBe("Zwei Zeilen");
  });

  it("are not begun by an empty heading", () => {
    expect(sectionsOf("#\n\n## A\na\n##\nb")).toEqual({
      title: null,
      sections: [{ path: ["A"], paragraphs: ["a", "b"], line: 3 }],
    });
  });
});

describe("a paragraph", () => {
  it("has the words without the markup", () => {
    expect(
      paragraphs("Das **Budget** von _1.200 €_ steht [im Portal](https://x.example), siehe `SAP`."),
    ).toEqual(["Das Budget von 1.200 € steht im Portal, siehe SAP."]);
  });

  it("runs on over the line ends that came by chance", () => {
    expect(paragraphs("eins", "zwei", "  drei")).toEqual(["eins zwei drei"]);
  });

  it("keeps the line breaks that were meant, so that no words grow together", () => {
    expect(paragraphs("Team Lernen  ", "Raum 7\\", "Tel. 123<br>Fax 456")).toEqual([
      "Team Lernen\nRaum 7\nTel. 123\nFax 456",
    ]);
  });

  it("keeps a space that must not break", () => {
    expect(paragraphs("1.200\u00A0€")).toEqual(["1.200\u00A0€"]);
  });

  it("has the description of a picture", () => {
    expect(paragraphs("![Der Weg zum Antrag](weg.png)")).toEqual(["Der Weg zum Antrag"]);
  });

  it("of a quotation is a paragraph, without its headings being headings", () => {
    expect(sectionsOf("> ## Hinweis\n> Erst fragen.\n>\n> Dann buchen.").sections).toEqual([
      { path: [], paragraphs: ["Hinweis", "Erst fragen.", "Dann buchen."], line: 1 },
    ]);
  });

  it("is not made of rules, link definitions or comments", () => {
    expect(paragraphs("a", "", "---", "", "[x]: https://x.example", "", "<!-- geheim -->", "", "b")).toEqual([
      "a",
      "b",
    ]);
  });
});

describe("a list", () => {
  it("is one paragraph, a line for each point", () => {
    expect(paragraphs("- eins", "- zwei", "- drei")).toEqual(["• eins\n• zwei\n• drei"]);
  });

  it("keeps its numbers, wherever they begin", () => {
    expect(paragraphs("3. drei", "4. vier", "1. fünf")).toEqual(["3. drei\n4. vier\n5. fünf"]);
  });

  it("keeps the lists in its points", () => {
    expect(paragraphs("1. eins", "   - a", "   - b", "     1. b1", "2. zwei")).toEqual([
      "1. eins\n• a\n• b\n1. b1\n2. zwei",
    ]);
  });

  it("keeps the paragraphs, code and tables of a point with it", () => {
    expect(paragraphs("- eins", "", "  mehr", "", "  ```", "  x", "  y", "  ```", "- zwei")).toEqual([
      "• eins\nmehr\nx\ny\n• zwei",
    ]);
  });

  it("leaves out points without words, and keeps the numbers of the others", () => {
    expect(paragraphs("1. eins", "2.", "3. drei")).toEqual(["1. eins\n3. drei"]);
  });
});

describe("a table", () => {
  const table = ["| Stufe | Betrag |", "|---|--:|", "| Azubi | 300 € |", "| alle *anderen* | 1.200 € |"];

  it("is read row by row, each cell with its heading", () => {
    expect(paragraphs(...table)).toEqual([
      "Stufe: Azubi; Betrag: 300 €\nStufe: alle anderen; Betrag: 1.200 €",
    ]);
  });

  it("leaves out empty cells and headings", () => {
    expect(paragraphs("| | A |", "|-|-|", "| x | |", "| y | z |")).toEqual(["x\ny; A: z"]);
  });

  it("keeps apart what a cell has in several lines", () => {
    expect(paragraphs("| Tage |", "|---|", "| Mo<br>Di<br/>Mi |")).toEqual(["Tage: Mo Di Mi"]);
  });

  it("keeps cells beyond the headings", () => {
    expect(paragraphs("| A |", "|---|", "| x |")).toEqual(["A: x"]);
  });
});

describe("code", () => {
  it("keeps its lines", () => {
    expect(paragraphs("```sh", "npm install", "npm start", "```")).toEqual(["npm install\nnpm start"]);
  });
});

describe("HTML", () => {
  it("gives its words", () => {
    expect(paragraphs("<div>", "<p>Das Budget &amp; mehr</p>", "<p>Zweitens</p>", "</div>")).toEqual([
      "Das Budget & mehr",
      "Zweitens",
    ]);
  });

  it("around Markdown does not get in its way", () => {
    expect(paragraphs("<details><summary>Mehr dazu</summary>", "", "Der *Rest*.", "", "</details>")).toEqual([
      "Mehr dazu",
      "Der Rest.",
    ]);
  });

  it("within a line leaves only the words", () => {
    expect(paragraphs("Taste <kbd>Strg</kbd> und <span style='x'>C</span>")).toEqual(["Taste Strg und C"]);
  });

  it("gives no scripts, and no tags by the back door", () => {
    expect(paragraphs("<script>", "alert(1)", "</script>")).toEqual([]);
    const words = paragraphs("<p>&lt;img src=x onerror=alert(1)&gt;</p>");
    expect(words).toEqual(["<img src=x onerror=alert(1)>"]);
    expect(paragraphs("<p><<b>script>alert(1)</p>").join()).not.toContain("<script>");
  });
});
