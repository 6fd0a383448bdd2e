import type { SourcePassage } from "../../knowledge/passages.ts";
import { fenced } from "../../model/fenced.ts";
import type { Message } from "../../model/model.ts";
import type { Redaction } from "../../redaction/redaction.ts";
import type { Cited } from "../writer.ts";

/** The sources and the question, as data. */
export function asked(question: string, cited: readonly Cited[], { redact }: Redaction): Message {
  const excerpts = cited.map(({ source, citation }) => [`excerpt-${citation.number}`, sourceText(source)]);
  return { role: "user", text: redact(fenced({ ...Object.fromEntries(excerpts), question })) };
}

/** All of a source that a model gets, and that a claim of it may stand in. */
export function sourceText({ title, section, text }: SourcePassage): string {
  return [title, section, text].filter((words) => words !== "").join("\n");
}
