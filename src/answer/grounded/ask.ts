import { randomInt } from "node:crypto";
import type { SourcePassage } from "../../knowledge/passages.ts";
import type { Message } from "../../model/model.ts";
import type { Redaction } from "../../redaction/redaction.ts";
import type { Cited } from "../writer.ts";

const MARK_LETTERS = "abcdefghijkmnpqrstuvwxyz";
const MARK_LENGTH = 20;
const MARKS = /(?<=^<\/?(?:excerpt-\d{1,2}|question)) [a-z]{20}(?=>$)/gm;

/** The sources and the question as data between marks that no document can know, so none can end its own part. */
export function asked(question: string, cited: readonly Cited[], { redact }: Redaction): Message {
  const mark = newMark();
  const part = (name: string, words: string) =>
    `<${name} ${mark}>\n${words.replaceAll(mark, "")}\n</${name} ${mark}>`;
  const sources = cited.map(({ source, citation }) => part(`excerpt-${citation.number}`, sourceText(source)));
  return { role: "user", text: redact([...sources, part("question", question)].join("\n\n")) };
}

/** The same for the same question and excerpts. */
export function withoutMarks(text: string): string {
  return text.replace(MARKS, "");
}

/** All of a source that a model gets, and that a claim of it may stand in. */
export function sourceText({ title, section, text }: SourcePassage): string {
  return [title, section, text].filter((words) => words !== "").join("\n");
}

/** Of letters only: digits could look like a number that stands for somebody. */
function newMark(): string {
  return Array.from({ length: MARK_LENGTH }, () => MARK_LETTERS[randomInt(MARK_LETTERS.length)]).join("");
}
