import { action, type Block, type Button, quiet, text } from "../channel/block.ts";
import type { Language } from "../channel/language.ts";
import type { Retell } from "../channel/reply.ts";
import type { Clock } from "../clock.ts";
import { texts } from "../i18n/texts.ts";
import { findPassages } from "../knowledge/passages.ts";
import { membershipsOf } from "../learner/learner.ts";
import type { Change } from "../store/change.ts";
import type { Reader } from "../store/store.ts";
import { citationOf, unmarked } from "./look-up.ts";
import type { Asked, RecentQuestions } from "./recent.ts";
import { record } from "./record.ts";
import { sentButton } from "./sent-button.ts";
import type { Cited, Writer } from "./writer.ts";

type Retelling = {
  org: string;
  learner: string;
  place: string;
  /** The id of the new answer. */
  answer: string;
  language: Language;
  retell: Retell;
};

/** What a model can make of an answer it gave. */
export function mannerButtons(language: Language, answer: string): Button[] {
  const { easy, otherLanguage } = texts[language].retold;
  return [action(easy, "ask.easy", answer), action(otherLanguage, "ask.other-language", answer)];
}

/** An earlier answer in easy or in the other language, from the very places it cited: nothing is looked up anew. */
export async function retellAnswer(
  parts: { read: Reader; recent: RecentQuestions; writer: Writer; clock: Clock },
  retelling: Retelling,
  say: (text: string) => Promise<void>,
  signal: AbortSignal,
): Promise<{ blocks: Block[]; changes: Change[] }> {
  const { org, answer, place, retell } = retelling;
  const asked = await parts.recent.of(retelling, retell.answer);
  const language = asked === null ? retelling.language : languageOf(asked, retell);
  const { retold, ask } = texts[language];
  const cited = asked === null ? [] : await sourcesOf(parts.read, retelling, asked, language);
  if (asked === null || cited.length === 0) return { blocks: [text(retold.gone)], changes: [] };

  const { question, sure, subject } = asked;
  const manner = retell.manner === "easy" ? { manner: "easy" as const } : {};
  const body = await parts.writer.write({ org, question, language, sure, cited, ...manner }, say, signal);
  if (signal.aborted) return { blocks: [...body, quiet(ask.stopped)], changes: [] };
  // Only quotations: no model has written it, and they stand above already.
  if (body.some(({ kind }) => kind === "quote")) return { blocks: [text(retold.notNow)], changes: [] };
  const passages = cited.map(({ source }) => source.passage);
  await parts.recent.keep(retelling, { answer, place, question, subject, passages, sure, language });
  const blocks: Block[] = [
    quiet(retell.manner === "easy" ? retold.label.easy : retold.label.otherLanguage),
    ...body,
    { kind: "citations", label: ask.sources, citations: cited.map(({ citation }) => citation) },
    { kind: "feedback", about: answer, helpful: ask.helpful, unhelpful: ask.unhelpful, chosen: null },
    { kind: "buttons", buttons: [...mannerButtons(language, answer), sentButton(language, answer)] },
  ];
  const band = sure ? "answer" : "unsure";
  return { blocks, changes: record({ org, answer, language }, band, cited, parts.clock.now()) };
}

function languageOf({ language }: Asked, { manner }: Retell): Language {
  if (manner === "easy") return language;
  return language === "de" ? "en" : "de";
}

/** As they stand now, for somebody who may see them. */
async function sourcesOf(
  read: Reader,
  { org, learner }: Retelling,
  { passages }: Asked,
  language: Language,
): Promise<Cited[]> {
  const sources = await findPassages(read, org, passages, await membershipsOf(read, org, learner));
  return passages
    .map((passage) => sources.get(passage))
    .filter((source) => source !== undefined)
    .map((source, at) => ({
      source,
      sentences: unmarked(source.text),
      citation: citationOf(source, at + 1, language),
    }));
}
