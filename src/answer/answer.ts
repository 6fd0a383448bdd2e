import { type Block, quiet, text } from "../channel/block.ts";
import type { Language } from "../channel/language.ts";
import { type Clock, dayOf } from "../clock.ts";
import { texts } from "../i18n/texts.ts";
import { passagesOf } from "../knowledge/passages.ts";
import { membershipsOf } from "../learner/learner.ts";
import { topicOffer } from "../signal/offer.ts";
import type { Change } from "../store/change.ts";
import type { Reader } from "../store/store.ts";
import type { TopicRecognisers } from "../topic/recognisers.ts";
import type { Libraries } from "./library.ts";
import { lookUp } from "./look-up.ts";
import type { Cited, Writer } from "./writer.ts";

export type AnswerParts = {
  read: Reader;
  libraries: Libraries;
  recognisers: TopicRecognisers;
  writer: Writer;
  clock: Clock;
};
export type Question = { org: string; learner: string; answer: string; question: string; language: Language };

const MOST_FOLLOW_UPS = 3;
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/** Answers a question from what this learner may see. Ended by `signal`, it gives what has been said so far. */
export async function answerQuestion(
  { read, libraries, recognisers, writer, clock }: AnswerParts,
  question: Question,
  say: (text: string) => Promise<void>,
  signal: AbortSignal,
): Promise<{ blocks: Block[]; changes: Change[] }> {
  const words = texts[question.language].ask;
  if (signal.aborted) return { blocks: [quiet(words.stopped)], changes: [] };
  const library = await libraries.of(question.org);
  const memberships = await membershipsOf(read, question.org, question.learner);
  const { band, cited } = await lookUp(read, library, { ...question, memberships });
  const now = clock.now();
  const sure = band === "answer";
  const unanswered = sure ? [] : await nextSteps(question, recognisers);
  if (cited.length === 0) {
    const why = library.index.sizeFor(memberships) === 0 ? words.noDocuments : words.notFound;
    return { blocks: [text(why), ...unanswered], changes: record(question, "none", [], now) };
  }

  const body = await writer.write(
    { org: question.org, question: question.question, language: question.language, sure, cited },
    say,
    signal,
  );
  if (signal.aborted) return { blocks: [...body, quiet(words.stopped)], changes: [] };
  // A model's words stand for themselves.
  const isQuoted = !body.some(({ kind }) => kind === "claims");
  const blocks: Block[] = [
    ...(isQuoted ? [text(sure ? words.found : words.unsure)] : []),
    ...body,
    { kind: "citations", label: words.sources, citations: cited.map(({ citation }) => citation) },
    ...(isQuoted && cited.some(({ source }) => source.language !== question.language)
      ? [quiet(words.otherLanguage)]
      : []),
    ...stale(cited, now).map((title) => quiet(words.olderThan(title))),
    ...unanswered,
    {
      kind: "feedback",
      about: question.answer,
      helpful: words.helpful,
      unhelpful: words.unhelpful,
      chosen: null,
    },
    ...(await followUps(read, question, cited)),
  ];
  return { blocks, changes: record(question, band, cited, now) };
}

/** What somebody can do whose question was not answered: ask L&D, or let its topic count as a need. Nothing of it happens by itself. */
async function nextSteps(
  { org, question, language }: Question,
  recognisers: TopicRecognisers,
): Promise<Block[]> {
  const { ask, request } = texts[language];
  const topics = (await recognisers.of(org))(question);
  return [
    quiet(ask.nextStep),
    { kind: "buttons", buttons: [{ kind: "form", label: request.write, form: "request.write", value: "" }] },
    ...topicOffer(language, topics, { unanswered: true }),
  ];
}

/** The titles of sources that nobody has looked at for a year. */
function stale(cited: readonly Cited[], now: number): string[] {
  const old = cited.filter(
    ({ source: { reviewed } }) => reviewed !== null && now - Date.parse(reviewed) > YEAR_MS,
  );
  return [...new Set(old.map(({ source }) => source.title))];
}

/** Other sections of the document that answered best, as questions one tap away. */
async function followUps(
  read: Reader,
  { org, language }: Question,
  cited: readonly Cited[],
): Promise<Block[]> {
  const best = cited[0]?.source;
  if (!best) return [];
  const shown = new Set(cited.map(({ source }) => source.section));
  const sections = new Set((await passagesOf(read, org, best.document)).map(({ section }) => section));
  const prompts = [...sections]
    .filter((section) => section !== "" && !shown.has(section))
    .slice(0, MOST_FOLLOW_UPS)
    .map((section) =>
      section.includes(best.title) ? section : texts[language].ask.followUp(section, best.title),
    );
  return prompts.length === 0 ? [] : [{ kind: "prompts", label: texts[language].ask.followUps, prompts }];
}

/** That an answer was given and what it cited; nothing of the question, nothing of the person. */
function record(
  { org, answer, language }: Question,
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
