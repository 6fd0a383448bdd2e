import type { Nodes, RootContent, Table, TableCell } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { toString as plainWords } from "mdast-util-to-string";
import { gfmTable } from "micromark-extension-gfm-table";
import { withoutTags } from "./html.ts";

/**
 * A piece of a document under its headings: `path` from the outermost to the innermost, `paragraphs` in order, and the line (from 1) of
 * its heading.
 */
export type Section = { path: string[]; paragraphs: string[]; line: number };

/** Cuts Markdown at its headings. The first level-1 heading is the title, and not part of any path when it stands above all others. */
export function sectionsOf(markdown: string): { title: string | null; sections: Section[] } {
  const headings: { depth: number; words: string }[] = [];
  let title: string | null = null;
  let current: Section = { path: [], paragraphs: [], line: 1 };
  const sections = [current];

  for (const node of parse(markdown)) {
    if (node.type !== "heading") {
      current.paragraphs.push(...paragraphsOf(node));
      continue;
    }
    const words = wordsOf(node, "without images").replaceAll("\n", " ");
    if (words === "") continue;
    if (node.depth === 1 && title === null) {
      title = words;
      if (headings.length === 0) continue;
    }
    while ((headings.at(-1)?.depth ?? 0) >= node.depth) headings.pop();
    headings.push({ depth: node.depth, words });
    const line = node.position?.start.line ?? 1;
    current = { path: headings.map((heading) => heading.words), paragraphs: [], line };
    sections.push(current);
  }
  return { title, sections: sections.filter((section) => section.paragraphs.length > 0) };
}

function parse(markdown: string): RootContent[] {
  return fromMarkdown(markdown, {
    extensions: [gfmTable()],
    mdastExtensions: [gfmTableFromMarkdown()],
  }).children;
}

function paragraphsOf(node: RootContent): string[] {
  switch (node.type) {
    case "list": {
      const first = node.start ?? 1;
      const items = node.children.map((item, at) => ({
        mark: node.ordered ? `${first + at}.` : "•",
        words: item.children.flatMap(paragraphsOf).join("\n"),
      }));
      const lines = items.filter(({ words }) => words !== "").map(({ mark, words }) => `${mark} ${words}`);
      return [lines.join("\n")];
    }
    case "table":
      return [tableRows(node).join("\n")];
    case "blockquote":
      return node.children.flatMap(paragraphsOf);
    case "code":
      return [node.value];
    case "html":
      // The words between the tags are Markdown again, and only words: what still looks like a tag is not read a second time.
      return parse(withoutTags(node.value)).flatMap((inner) =>
        inner.type === "html" ? [] : paragraphsOf(inner),
      );
    case "thematicBreak":
    case "definition":
      return [];
    default: {
      const words = wordsOf(node);
      return words === "" ? [] : [words];
    }
  }
}

/** A row reads "Header: cell; Header: cell", so that it still makes sense on its own. */
function tableRows(table: Table): string[] {
  const [head, ...rows] = table.children.map((row) => row.children.map(cellOf));
  return rows.map((row) =>
    row
      .map((cell, at) => (cell === "" ? "" : [head?.[at] ?? "", cell].filter(Boolean).join(": ")))
      .filter(Boolean)
      .join("; "),
  );
}

function cellOf(cell: TableCell): string {
  return wordsOf(cell).replaceAll("\n", " ");
}

/** The words of a node. A line break that is meant (two spaces, a backslash, `<br>`) is kept, one by chance is a space. */
function wordsOf(node: Nodes, images: "with images" | "without images" = "with images"): string {
  const words = (inner: Nodes): string => {
    if (inner.type === "break" || (inner.type === "html" && /^<br\b/i.test(inner.value))) return "\n";
    if ("children" in inner) return inner.children.map(words).join("");
    const options = { includeHtml: false, includeImageAlt: images === "with images" };
    return plainWords(inner, options).replaceAll("\n", " ");
  };
  return words(node)
    .split("\n")
    .map((line) => line.replace(/[ \t]+/g, " ").trim())
    .filter((line) => line !== "")
    .join("\n");
}
