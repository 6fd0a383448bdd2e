import type { Block } from "../../channel/block.ts";
import { recognise } from "../../i18n/recognise.ts";
import { documentId } from "../../knowledge/document.ts";
import { findPassages } from "../../knowledge/passages.ts";
import type { Log } from "../../log.ts";
import { useToday } from "../../model/budget.ts";
import type { Change } from "../../store/change.ts";
import { type AnswerParts, answerQuestion } from "../answer.ts";
import { sourceText } from "../grounded/ask.ts";
import { marksOf, type Retrieved, statementsIn, wordsOf } from "./marks.ts";
import type { Outcome } from "./outcome.ts";
import type { Question } from "./question.ts";

/** Somebody without a division or unit, whom the store does not know. */
const LEARNER = "somebody";

export type EvaluationParts = AnswerParts & {
  org: string;
  /** The source of the documents that the questions name by their paths. */
  source: string;
  reasons: Reasons;
};

/** Puts one question as the chat would, and marks what comes of it. */
export async function evaluated(parts: EvaluationParts, question: Question): Promise<Outcome> {
  const { org, read, clock, reasons } = parts;
  const before = await useToday(read, org, clock.now());
  reasons.forget();
  const asked = {
    ...{ org, learner: LEARNER, place: question.question, answer: "answer", question: question.question },
    language: recognise(question.question) ?? question.language,
  };
  const began = performance.now();
  let firstMs: number | null = null;
  const say = async () => {
    firstMs ??= performance.now() - began;
  };
  const { blocks, changes } = await answerQuestion(parts, asked, say, new AbortController().signal);
  firstMs ??= performance.now() - began;
  const shown = { sure: isSure(changes), blocks, retrieved: await retrievedIn(parts, blocks) };
  const statements = statementsIn(blocks);
  return {
    question: question.question,
    language: question.language,
    marks: marksOf({ ...question, answered: placesOf(question, parts.source) }, shown),
    by: statements[0]?.by ?? "nobody",
    fellBack: reasons.latest(),
    tokens: (await useToday(read, org, clock.now())).tokens - before.tokens,
    firstMs,
    shown: wordsOf(statements),
  };
}

/** Why the model's words were not used: whoever writes answers tells nobody but the log. */
export type Reasons = { log: Log; latest(): string | null; forget(): void };

export function reasonsIn(): Reasons {
  let latest: string | null = null;
  const note: Log["warn"] = (_, fields) => {
    latest = fields?.reason ?? latest;
  };
  return {
    log: { debug: note, info: note, warn: note, error: note },
    latest: () => latest,
    forget() {
      latest = null;
    },
  };
}

function isSure(changes: readonly Change[]): boolean {
  return changes.some(
    (change) => change.change === "put" && change.table === "answer" && change.row.band === "answer",
  );
}

/** Asked of the store, and not of who wrote the answer. */
async function retrievedIn({ read, org }: EvaluationParts, blocks: readonly Block[]): Promise<Retrieved[]> {
  const citations = blocks.flatMap((block) => (block.kind === "citations" ? block.citations : []));
  const names = citations.map(({ passage }) => passage);
  const passages = await findPassages(read, org, names, new Set());
  return citations.flatMap(({ number, passage }) => {
    const found = passages.get(passage);
    if (found === undefined) return [];
    const place = placeOf(found.document, found.section);
    return [{ number, language: found.language, text: sourceText(found), place }];
  });
}

/** The sections that answer, as passages name them. */
function placesOf({ answered }: Question, source: string): string[] {
  return answered.map((one) => {
    const [path = "", ...section] = one.split(" › ");
    return placeOf(documentId(source, { path }), section.join(" › "));
  });
}

function placeOf(document: string, section: string): string {
  return `${document} › ${section}`;
}
