import { randomInt } from "node:crypto";

const MARK_LETTERS = "abcdefghijkmnpqrstuvwxyz";
const MARK_LENGTH = 20;
const MARKS = /(?<=^<\/?[\w-]{1,20}) [a-z]{20}(?=>$)/gm;

/** Texts as data, each between marks that none of them can know, so that none can end its own part. */
export function fenced(parts: Record<string, string>): string {
  // Of letters only: digits could look like a number that stands for somebody.
  const letters = Array.from({ length: MARK_LENGTH }, () => MARK_LETTERS[randomInt(MARK_LETTERS.length)]);
  const mark = letters.join("");
  return Object.entries(parts)
    .map(([name, words]) => `<${name} ${mark}>\n${words.replaceAll(mark, "")}\n</${name} ${mark}>`)
    .join("\n\n");
}

/** The same for the same parts. */
export function withoutMarks(text: string): string {
  return text.replace(MARKS, "");
}
