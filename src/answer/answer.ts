import { type Block, type Button, quiet, text } from "../channel/block.ts";
import type { Language } from "../channel/language.ts";
import type { Retell } from "../channel/reply.ts";
import type { Clock } from "../clock.ts";
import { texts } from "../i18n/texts.ts";
import { membershipsOf } from "../learner/learner.ts";
import type { Log } from "../log.ts";
import type { Help } from "../model/help.ts";
import type { Recorded } from "../model/sent.ts";
import type { Change } from "../store/change.ts";
import type { Reader } from "../store/store.ts";
import type { TopicRecognisers } from "../topic/recognisers.ts";
import { allTopics, type Topic } from "../topic/topics.ts";
import { feedbackOn, followUps, nextSteps, otherSections } from "./afterwards.ts";
import { practiseButton } from "./coach/hint.ts";
import type { Libraries } from "./library.ts";
import { type LookedUp, lookUp } from "./look-up.ts";
import { meanwhile } from "./meanwhile.ts";
import { newTopicIn } from "./new-topic.ts";
import { type Asking, proposedQuestions, proposedTopics } from "./propose.ts";
import type { Asked, RecentQuestions } from "./recent.ts";
import { record } from "./record.ts";
import { mannerButtons, retellAnswer } from "./retell.ts";
import { rewrite } from "./rewrite.ts";
import { citedIn, claimsIn, saidIn } from "./said.ts";
import { sentButtons, sentRow } from "./sent-button.ts";
import { summaryButton } from "./summary/summary.ts";
import { type Understood, understand } from "./understand.ts";
import { whyButton } from "./why.ts";
import type { Cited, Writer } from "./writer.ts";

export type AnswerParts = {
  read: Reader;
  libraries: Libraries;
  recognisers: TopicRecognisers;
  writer: Writer;
  /** Null: no model is asked. */
  help: (Help & { model: Recorded }) | null;
  recent: RecentQuestions;
  clock: Clock;
  log: Log;
};
export type Question = {
  org: string;
  learner: string;
  /** Where in the chat it was asked. */
  place: string;
  answer: string;
  question: string;
  language: Language;
};

const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

type Say = (text: string) => Promise<void>;
type Written = { blocks: Block[]; changes: Change[] };

/**
 * Answers a question, or says an earlier answer in another manner. Ended by `signal`, it gives what has been said so far.
 */
export async function answerQuestion(
  parts: AnswerParts,
  { retell, ...question }: Question & { retell?: Retell },
  say: Say,
  signal: AbortSignal,
): Promise<Written> {
  if (signal.aborted) return { blocks: [quiet(texts[question.language].ask.stopped)], changes: [] };
  if (retell) return retellAnswer(parts, { ...question, retell }, say, signal);
  const newTopic = newTopicIn(question.question);
  if (newTopic !== null) {
    await parts.recent.leave(question, question.place);
    return { blocks: [text(texts[newTopic].understood.newTopic)], changes: [] };
  }
  return answerFrom(parts, question, say, signal);
}

/** From what this learner may see. */
async function answerFrom(
  parts: AnswerParts,
  question: Question,
  say: Say,
  signal: AbortSignal,
): Promise<Written> {
  const { read, writer, recent, help, log } = parts;
  const { org, answer, language, place } = question;
  const words = texts[language].ask;
  const library = await parts.libraries.of(org);
  const memberships = await membershipsOf(read, org, question.learner);
  const before = await recent.before(question, place, answer);
  const look = (words: string) => lookUp(read, library, { ...question, question: words, memberships });
  const meant = await meaningOf(parts, question, look, before, signal);
  const { band, cited, near } = meant;
  const asking = help && { help: { ...help, log }, org, question: meant.question, language };
  const unanswered = async () => nextSteps(language, await topicsOf(parts, question, asking, signal));
  if (cited.length === 0) {
    const why = library.index.sizeFor(memberships) === 0 ? words.noDocuments : words.notFound;
    const next = await unanswered();
    const about = near.length === 0 ? sentRow(help, language, answer) : [below(parts, question, meant, near)];
    return {
      blocks: [text(why), ...next, ...about],
      changes: record(question, "none", [], parts.clock.now()),
    };
  }

  const sections = await otherSections(read, org, cited);
  const isSure = band === "answer";
  const proposing =
    asking && isSure
      ? meanwhile((signal) => proposedQuestions(asking, cited, sections, look, signal), signal)
      : null;
  const brief = { org, question: meant.question, language, sure: isSure, cited };
  const { blocks: body, sure } = await writer.write(brief, say, signal);
  const proposed = (await proposing?.sofar()) ?? [];
  if (signal.aborted)
    return { blocks: [...body, quiet(words.stopped), ...sentRow(help, language, answer)], changes: [] };
  const said = saidIn(body, language, cited);
  await recent.keep(question, {
    ...{ answer, place, language, sure, question: meant.question, said },
    subject: meant.leans === "joined" ? (before?.subject ?? meant.question) : meant.question,
    passages: cited.map(passageOf),
  });
  const named = citedIn(body, cited);
  const unnamed = cited.filter((one) => !named.includes(one)).map(passageOf);
  const further = [
    ...(help ? mannerButtons(answer, language, said, named) : []),
    practiseButton(language, { question: meant.question, passages: cited.map(passageOf) }),
    ...summaryButton(language, cited.map(passageOf), sections),
  ];
  const blocks = [
    ...understoodAs(question, meant, before),
    ...withSources(language, body, sure, named, parts.clock.now()),
    ...(sure ? [] : await unanswered()),
    feedbackOn(answer, language),
    below(parts, question, meant, [...unnamed, ...near], sure ? further : []),
    ...followUps(language, proposed, sections, cited[0]?.source.title ?? ""),
  ];
  return { blocks, changes: record(question, sure ? "answer" : "unsure", named, parts.clock.now()) };
}

/** What was written, with what it stands on. A model's words stand for themselves; quotations are introduced. */
function withSources(
  language: Language,
  body: readonly Block[],
  sure: boolean,
  named: readonly Cited[],
  now: number,
): Block[] {
  const words = texts[language].ask;
  const isQuoted = claimsIn(body).length === 0;
  const isForeign = named.some(({ source }) => source.language !== language);
  return [
    ...(isQuoted ? [text(sure ? words.found : words.unsure)] : []),
    ...body,
    { kind: "citations", label: words.sources, citations: named.map(({ citation }) => citation) },
    ...(isQuoted && isForeign ? [quiet(words.otherLanguage)] : []),
    ...stale(named, now).map((title) => quiet(words.olderThan(title))),
  ];
}

/** What one can do with an answer. `near`: the passages that were close, and are not among its sources. */
function below(
  { help }: AnswerParts,
  { answer, language }: Question,
  { searched }: Understood,
  near: readonly string[],
  further: readonly Button[] = [],
): Block {
  const why = whyButton(language, { answer, question: searched, near });
  return { kind: "buttons", buttons: [...further, why, ...sentButtons(help, language, answer)] };
}

function passageOf({ source }: Cited): string {
  return source.passage;
}

/** Looked up by itself, or with the question before it. */
function meaningOf(
  { help, log }: AnswerParts,
  { org, question }: Question,
  look: (question: string) => Promise<LookedUp>,
  before: Asked | null,
  signal: AbortSignal,
): Promise<Understood> {
  const parts = {
    lookUp: look,
    rewrite: async (question: string, before: string) =>
      help && rewrite({ ...help, log }, { org, question, before }, signal),
  };
  return understand(parts, question, before?.subject ?? null);
}

/** Said where a question was not taken by itself. */
function understoodAs(
  { question, language }: Question,
  { leans, searched }: Understood,
  before: Asked | null,
) {
  const { joined, whole } = texts[language].understood;
  if (leans === null || before === null) return [];
  return [quiet(leans === "joined" ? joined(question, before.subject) : whole(searched))];
}

/** What an unanswered question is about, as its own words say, or else a model. */
async function topicsOf(
  { read, recognisers }: AnswerParts,
  { org, question }: Question,
  asking: Asking | null,
  signal: AbortSignal,
): Promise<Topic[]> {
  const named = (await recognisers.of(org))(question);
  if (named.length > 0 || asking === null) return named;
  return proposedTopics(asking, await allTopics(read, org), signal);
}

/** The titles of sources that nobody has looked at for a year. */
function stale(cited: readonly Cited[], now: number): string[] {
  const old = cited.filter(
    ({ source: { reviewed } }) => reviewed !== null && now - Date.parse(reviewed) > YEAR_MS,
  );
  return [...new Set(old.map(({ source }) => source.title))];
}
