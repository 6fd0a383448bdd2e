import type { Block, Claim, Quote } from "../../channel/block.ts";
import type { Language } from "../../channel/language.ts";
import { recognise } from "../../i18n/recognise.ts";
import { areBorneOut, deniesAlone, evidenceOf, type Source } from "../grounded/evidence.ts";
import { factsOf } from "../grounded/facts.ts";
import type { Question } from "./question.ts";
import { says } from "./says.ts";

/** A passage that was retrieved for an answer. `place`: the section it stands in, as the questions name it. */
export type Retrieved = Source & { place: string };

/** What somebody got to see. `sure`: it was given as the answer, and not as what comes closest. */
export type Shown = { sure: boolean; blocks: readonly Block[]; retrieved: readonly Retrieved[] };

/** Null: it does not apply. */
export type Marks = {
  /** It says what has to be said. Where nothing answers, nothing has to. */
  right: boolean | null;
  /** All of it has its source, and a section that answers is one of them. */
  cited: boolean | null;
  /** It is sure of nothing that cannot be answered, and claims nothing that its sources do not have. */
  honest: boolean;
  /** It is in the language of the question, or that is not plain to see. */
  language: boolean | null;
};
export const MEASURES = ["right", "cited", "honest", "language"] as const satisfies (keyof Marks)[];

/** What an answer says, with where it says that it has it from. */
type Statement = { text: string; citations: readonly number[]; by: "model" | "passages" };

export function marksOf(question: Question, { sure, blocks, retrieved }: Shown): Marks {
  const statements = statementsIn(blocks);
  const answerable = question.answered.length > 0;
  const words = wordsOf(statements);
  return {
    right: answerable ? says(words, question.says) : null,
    cited: answerable ? isCited(statements, question, retrieved) : null,
    honest:
      (answerable || !sure) &&
      statements.every((one) => one.by === "passages" || isBorneOut(one, question.language, retrieved)),
    language: words === "" ? null : (recognise(words) ?? question.language) === question.language,
  };
}

export function statementsIn(blocks: readonly Block[]): Statement[] {
  return blocks.flatMap((block): Statement[] => {
    if (block.kind === "claims")
      return block.claims.map(({ parts, citations }) => ({ text: textOf(parts), citations, by: "model" }));
    if (block.kind !== "quote") return [];
    const citations = block.citation === null ? [] : [block.citation];
    return [{ text: textOf(block.parts), citations, by: "passages" }];
  });
}

export function wordsOf(statements: readonly Statement[]): string {
  return statements.map(({ text }) => text).join("\n");
}

function isCited(
  statements: readonly Statement[],
  { answered }: Question,
  retrieved: readonly Retrieved[],
): boolean {
  const cited = statements.map(({ citations }) => sourcesOf(citations, retrieved));
  const places = cited.flatMap((sources) => sources?.map(({ place }) => place) ?? []);
  return cited.every((sources) => sources !== null) && answered.some((one) => places.includes(one));
}

function isBorneOut(
  { text, citations }: Statement,
  language: Language,
  retrieved: readonly Retrieved[],
): boolean {
  const sources = sourcesOf(citations, retrieved);
  if (sources === null) return false;
  const evidence = evidenceOf(sources, language);
  return areBorneOut(factsOf(text), evidence) && !deniesAlone(text, evidence);
}

/** Null: there are none, or one that was never retrieved. */
function sourcesOf(citations: readonly number[], retrieved: readonly Retrieved[]): Retrieved[] | null {
  const sources = citations.flatMap((number) => retrieved.find((one) => one.number === number) ?? []);
  return sources.length === 0 || sources.length < citations.length ? null : sources;
}

function textOf(parts: Quote["parts"] | Claim["parts"]): string {
  return parts.map(({ text }) => text).join("");
}
