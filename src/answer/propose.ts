import { NextQuestions } from "../../prompts/next-questions.ts";
import { Topics } from "../../prompts/topics.ts";
import type { Language } from "../channel/language.ts";
import type { Log } from "../log.ts";
import { filled } from "../model/filled.ts";
import type { Help } from "../model/help.ts";
import type { Topic } from "../topic/topics.ts";
import type { LookedUp } from "./look-up.ts";
import { isPlainQuestion } from "./plain-question.ts";
import type { Cited } from "./writer.ts";

const MOST = 3;
/** In UTF-16 code units. */
const LONGEST = 120;
/** Questions are made while the answer is written; topics keep somebody waiting. */
const PATIENCE_MS = { questions: 10_000, topics: 1000 };
/** Beyond this the list is too long to choose from. */
const MOST_TOPICS = 300;

const IN_LANGUAGE: Record<Language, string> = { de: "German", en: "English" };

export type Asking = { help: Help & { log: Log }; org: string; question: string; language: Language };

/** Questions somebody may ask next, in a model's words: only such as the documents answer for sure, and in other places than those cited. */
export async function proposedQuestions(
  { help, org, question, language }: Asking,
  cited: readonly Cited[],
  sections: readonly string[],
  lookUp: (question: string) => Promise<LookedUp>,
  signal: AbortSignal,
): Promise<string[]> {
  const excerpts = textsOf(cited);
  const wanted = {
    ...{ org, task: "next-questions", values: { language: IN_LANGUAGE[language] }, shape: NextQuestions },
    data: { question, excerpts: excerpts.join("\n\n"), sections: sections.join("\n") },
    ...{ mostTokens: 200, patienceMs: PATIENCE_MS.questions },
  };
  const given = await filled(help, wanted, signal);
  const answerable: string[] = [];
  for (const one of given?.made.questions ?? []) {
    const proposed = given?.restore(one).trim() ?? "";
    const isShort = proposed.length <= LONGEST && proposed.endsWith("?");
    if (answerable.length === MOST || !isShort || answerable.includes(proposed)) continue;
    const found = await lookUp(proposed);
    const [best] = found.cited;
    const isNew = cited.every(({ source }) => source.passage !== best?.source.passage);
    const isPlain = isPlainQuestion(proposed, [question, ...excerpts, ...sections, ...textsOf(found.cited)]);
    if (found.band === "answer" && isNew && isPlain) answerable.push(proposed);
  }
  return answerable;
}

/** Topics of the list that a question is about, chosen by a model where no word of it says so. */
export async function proposedTopics(
  { help, org, question, language }: Asking,
  topics: readonly Topic[],
  signal: AbortSignal,
): Promise<Topic[]> {
  if (topics.length === 0 || topics.length > MOST_TOPICS) return [];
  const wanted = {
    ...{ org, task: "topics", values: {}, shape: Topics, mostTokens: 100, patienceMs: PATIENCE_MS.topics },
    data: { question, topics: topics.map(({ label }) => label[language]).join("\n") },
  };
  const given = await filled(help, wanted, signal);
  const named = new Set(given?.made.topics.map(given.restore));
  return topics.filter(({ label }) => named.has(label[language])).slice(0, MOST);
}

function textsOf(cited: readonly Cited[]): string[] {
  return cited.map(({ source }) => [source.title, source.section, source.text].join("\n"));
}
