import { createHash } from "node:crypto";
import type { Language } from "../channel/language.ts";
import { plainText } from "../channel/text.ts";
import { recognise } from "../i18n/recognise.ts";
import type { Document, Problem, SourceFile } from "./document.ts";
import { readFrontMatter } from "./front-matter.ts";
import { type Section, sectionsOf } from "./sections.ts";

/** Counted into each hash: raise it when the same file would be read differently, and everything is imported anew. */
const READER_VERSION = 1;

const LONGEST_PASSAGE_WORDS = 250;
const LARGEST_FILE_BYTES = 2_000_000;
/** Who keeps a document that names nobody. */
const DEFAULT_OWNER = "L&D";

export type Read = { state: "read"; document: Document } | { state: "broken"; problem: Problem };

/** A Markdown file as a document. What its front matter leaves out is taken from the text, or `language` from the org. */
export function readMarkdown(source: string, file: SourceFile, language: Language): Read {
  const broken = (line: number, reason: string): Read => ({
    state: "broken",
    problem: { path: file.path, line, reason },
  });
  if (file.bytes.length > LARGEST_FILE_BYTES) {
    return broken(
      1,
      `The file is larger than ${LARGEST_FILE_BYTES / 1e6} MB. Split it into several documents.`,
    );
  }
  const decoded = decode(file.bytes);
  if (decoded.state === "broken")
    return broken(decoded.line, "The text is not UTF-8. Save the file as UTF-8.");
  const above = readFrontMatter(decoded.text);
  if (above.state === "broken") return broken(above.line, above.reason);

  const { title, sections } = sectionsOf(above.body);
  const passages = sections.flatMap(passagesOf);
  if (passages.length === 0) return broken(above.bodyLine, "The document has no text.");
  const { matter } = above;
  return {
    state: "read",
    document: {
      document: `${source}/${file.path}`,
      source,
      title: plainText(matter.title ?? title ?? titleFromPath(file.path)),
      owner: plainText(matter.owner ?? DEFAULT_OWNER),
      language: matter.language ?? recognise(above.body) ?? language,
      reviewed: matter.reviewed ?? null,
      audience: matter.audience ?? [],
      url: matter.url ?? null,
      hash: createHash("sha256").update(`${READER_VERSION} ${language} `).update(file.bytes).digest("hex"),
      passages,
    },
  };
}

type Decoded = { state: "text"; text: string } | { state: "broken"; line: number };

function decode(bytes: Uint8Array): Decoded {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { state: "text", text: text.replace(/\r\n?/g, "\n") };
  } catch {
    const readable = new TextDecoder("utf-8").decode(bytes);
    const upTo = readable.slice(0, readable.indexOf("\uFFFD"));
    return { state: "broken", line: upTo.split("\n").length };
  }
}

/** Paragraphs are kept together up to 250 words; a longer one is cut between its sentences or lines. */
function passagesOf(section: Section): Document["passages"] {
  const name = plainText(section.path.join(" › "));
  const passages: Document["passages"] = [];
  let collected: string[] = [];
  let words = 0;
  const flush = () => {
    if (collected.length > 0) passages.push({ section: name, text: collected.join("\n\n") });
    collected = [];
    words = 0;
  };
  for (const paragraph of section.paragraphs.flatMap(shortEnough)) {
    const count = wordCount(paragraph);
    if (words + count > LONGEST_PASSAGE_WORDS) flush();
    collected.push(paragraph);
    words += count;
  }
  flush();
  return passages;
}

function shortEnough(paragraph: string): string[] {
  const clean = plainText(paragraph);
  if (clean === "") return [];
  if (wordCount(clean) <= LONGEST_PASSAGE_WORDS) return [clean];
  const parts: string[] = [];
  let part = "";
  for (const piece of clean.match(/[^.!?\n]*[.!?\n]+\s*|[^.!?\n]+$/g) ?? [clean]) {
    if (part !== "" && wordCount(part) + wordCount(piece) > LONGEST_PASSAGE_WORDS) {
      parts.push(part.trim());
      part = "";
    }
    part += piece;
  }
  return [...parts, part.trim()].filter((words) => words !== "");
}

function wordCount(text: string): number {
  return text.split(/\s+/).length;
}

function titleFromPath(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1).replace(/\.md$/i, "");
  const words = name.replace(/[-_]+/g, " ").trim();
  return words === "" ? path : words.charAt(0).toUpperCase() + words.slice(1);
}
