import type { Language } from "../channel/language.ts";
import { dayOf } from "../clock.ts";
import type { Change } from "../store/change.ts";
import type { Cited } from "./writer.ts";

/** That an answer was given and what it cited; nothing of the question, nothing of the person. */
export function record(
  { org, answer, language }: { org: string; answer: string; language: Language },
  band: string,
  cited: readonly Cited[],
  at: number,
): Change[] {
  return [
    { change: "put", table: "answer", row: { org, answer, band, language, day: dayOf(at) } },
    ...cited.map(({ source, citation: { number } }): Change => {
      const row = { org, answer, number, document: source.document, passage: source.passage };
      return { change: "put", table: "answer_citation", row };
    }),
  ];
}
