import type { Language } from "../channel/language.ts";
import { plainText } from "../channel/text.ts";
import { recognise } from "../i18n/recognise.ts";
import { decode, lineAt } from "./decode.ts";
import { type Document, documentId, hashOf, type Problem, type SourceFile } from "./document.ts";
import { readFrontMatter } from "./front-matter.ts";
import { type Section, sectionsOf } from "./sections.ts";

const LONGEST_PASSAGE_WORDS = 250;
const LARGEST_FILE_BYTES = 2_000_000;
/** A line that opens a hundred quotes and lists, one in the other. Nobody writes that, and the parser takes quadratic time for it. */
const NESTED_LINE = /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])[ \t])){100}/m;
const TOO_DEEP = "The text is nested too deeply to be read.";
/** Who keeps a document that names nobody. */
const DEFAULT_OWNER = "L&D";

export type Read = { state: "read"; document: Document } | { state: "broken"; problem: Problem };

/** A Markdown file as a document. What its front matter leaves out is taken from the text, or `language` from the org. */
export function readMarkdown(source: string, file: SourceFile, language: Language): Read {
  try {
    return read(source, file, language);
  } catch (error) {
    // The parsers go down into what is nested by calling themselves.
    if (!(error instanceof RangeError)) throw error;
    return brokenAt(file.path, 1, TOO_DEEP);
  }
}

function read(source: string, file: SourceFile, language: Language): Read {
  const broken = (line: number, reason: string) => brokenAt(file.path, line, reason);
  if (file.bytes.length > LARGEST_FILE_BYTES) {
    return broken(
      1,
      `The file is larger than ${LARGEST_FILE_BYTES / 1e6} MB. Split it into several documents.`,
    );
  }
  const decoded = decode(file.bytes);
  if (decoded.state === "broken")
    return broken(decoded.line, "The text is not UTF-8. Save the file as UTF-8.");
  const nested = decoded.text.search(NESTED_LINE);
  if (nested !== -1) return broken(lineAt(decoded.text, nested), TOO_DEEP);
  const above = readFrontMatter(decoded.text);
  if (above.state === "broken") return broken(above.line, above.reason);

  // A page that has only front matter (it leads elsewhere) is a document without passages; an empty file is an accident.
  if (plainText(decoded.text) === "") return broken(1, "The document has no text.");
  const { title, sections } = sectionsOf(withoutTags(above.body));
  const { matter } = above;
  return {
    state: "read",
    document: {
      document: documentId(source, file),
      source,
      title: plainText(matter.title ?? "") || plainText(title ?? "") || titleFromPath(file.path),
      owner: plainText(matter.owner ?? "") || DEFAULT_OWNER,
      language: matter.language ?? recognise(above.body) ?? language,
      reviewed: matter.reviewed ?? null,
      audience: matter.audience ?? [],
      url: matter.url ?? null,
      hash: hashOf(file, language),
      passages: sections.flatMap(passagesOf),
    },
  };
}

/** The line (from 1) where a section of a file that was read begins; null if it is not there. */
export function lineOfSection({ bytes }: SourceFile, section: string): number | null {
  const decoded = decode(bytes);
  const above = decoded.state === "text" ? readFrontMatter(decoded.text) : null;
  if (above?.state !== "read") return null;
  const found = sectionsOf(withoutTags(above.body)).sections.find((one) => nameOf(one) === section);
  return found ? above.bodyLine + found.line - 1 : null;
}

// Invisible, and taken out with the other invisible characters in the end; until then it keeps its line from being a blank one.
const WORD_JOINER = "\u2060";

/** Site generators put tags such as `{% page "/budget" %}` into Markdown: as the address of a link they stay a link, elsewhere they go. */
function withoutTags(text: string): string {
  return text.replace(/(\(|\]:[ \t]?)\{%[^%\n]*%\}/g, "$1#").replace(/\{%[^%\n]*%\}/g, WORD_JOINER);
}

function brokenAt(path: string, line: number, reason: string): Read {
  return { state: "broken", problem: { path, line, reason } };
}

/** Paragraphs are kept together up to 250 words; a longer one is cut between its sentences or lines, or where it must. */
function passagesOf(section: Section): Document["passages"] {
  const name = nameOf(section);
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

function nameOf({ path }: Section): string {
  return plainText(path.join(" › "));
}

/** Behind a sentence or a line, never within a number or an address. */
const PIECE_END = /(?<=[.!?]\s|\n)(?=\S)/;

function shortEnough(paragraph: string): string[] {
  const clean = plainText(paragraph);
  if (clean === "") return [];
  if (wordCount(clean) <= LONGEST_PASSAGE_WORDS) return [clean];
  const parts: string[] = [];
  let part = "";
  for (const piece of clean.split(PIECE_END).flatMap(cutAtWords)) {
    if (part !== "" && wordCount(part) + wordCount(piece) > LONGEST_PASSAGE_WORDS) {
      parts.push(part.trim());
      part = "";
    }
    part += piece;
  }
  return [...parts, part.trim()].filter((words) => words !== "");
}

function cutAtWords(piece: string): string[] {
  if (wordCount(piece) <= LONGEST_PASSAGE_WORDS) return [piece];
  const words = piece.split(/\s+/);
  const parts: string[] = [];
  for (let at = 0; at < words.length; at += LONGEST_PASSAGE_WORDS) {
    parts.push(`${words.slice(at, at + LONGEST_PASSAGE_WORDS).join(" ")} `);
  }
  return parts;
}

function wordCount(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}

function titleFromPath(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1).replace(/\.md$/i, "");
  const words = name.replace(/[-_]+/g, " ").trim();
  return words === "" ? path : words.charAt(0).toUpperCase() + words.slice(1);
}
