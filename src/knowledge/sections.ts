import type { Nodes, RootContent, Table } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { toString as plainWords } from "mdast-util-to-string";
import { gfmTable } from "micromark-extension-gfm-table";

/** A piece of a document under its headings: `path` from the outermost to the innermost, `paragraphs` in order. */
export type Section = { path: string[]; paragraphs: string[] };

/** Cuts Markdown at its headings. The first level-1 heading is the title and not part of any path. */
export function sectionsOf(markdown: string): { title: string | null; sections: Section[] } {
  const tree = fromMarkdown(markdown, {
    extensions: [gfmTable()],
    mdastExtensions: [gfmTableFromMarkdown()],
  });
  const headings: { depth: number; words: string }[] = [];
  let title: string | null = null;
  let current: Section = { path: [], paragraphs: [] };
  const sections = [current];

  for (const node of tree.children) {
    if (node.type !== "heading") {
      current.paragraphs.push(...paragraphsOf(node));
      continue;
    }
    const words = plainWords(node).trim();
    if (node.depth === 1 && title === null) {
      title = words;
      continue;
    }
    while ((headings.at(-1)?.depth ?? 0) >= node.depth) headings.pop();
    headings.push({ depth: node.depth, words });
    current = { path: headings.map((heading) => heading.words), paragraphs: [] };
    sections.push(current);
  }
  return { title, sections: sections.filter((section) => section.paragraphs.length > 0) };
}

function paragraphsOf(node: RootContent): string[] {
  switch (node.type) {
    case "list": {
      const first = node.start ?? 1;
      const lines = node.children.map((item, at) => {
        const mark = node.ordered ? `${first + at}.` : "•";
        return `${mark} ${item.children.flatMap(paragraphsOf).join("\n")}`;
      });
      return [lines.join("\n")];
    }
    case "table":
      return [tableRows(node).join("\n")];
    case "blockquote":
      return node.children.flatMap(paragraphsOf);
    case "html":
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
  const [head, ...rows] = table.children.map((row) => row.children.map(wordsOf));
  return rows.map((row) =>
    row
      .map((cell, at) => [head?.[at] ?? "", cell].filter((part) => part !== "").join(": "))
      .filter((cell) => cell !== "")
      .join("; "),
  );
}

function wordsOf(node: Nodes): string {
  return plainWords(node, { includeHtml: false })
    .split("\n")
    .map((line) => line.trim())
    .join(" ")
    .trim();
}
