import { action, type Block, type Button, quiet, text } from "../channel/block.ts";
import type { Language } from "../channel/language.ts";
import type { Retell } from "../channel/reply.ts";
import type { Clock } from "../clock.ts";
import { texts } from "../i18n/texts.ts";
import { findPassages } from "../knowledge/passages.ts";
import { membershipsOf } from "../learner/learner.ts";
import type { Log } from "../log.ts";
import type { Help } from "../model/help.ts";
import type { Change } from "../store/change.ts";
import type { Reader } from "../store/store.ts";
import { feedbackOn } from "./afterwards.ts";
import { translated } from "./grounded/translate.ts";
import { citationOf, unmarked } from "./look-up.ts";
import type { Asked, RecentQuestions } from "./recent.ts";
import { record } from "./record.ts";
import { citedIn, claimsIn, type Said, saidIn } from "./said.ts";
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
type Parts = {
  read: Reader;
  recent: RecentQuestions;
  writer: Writer;
  help: Help | null;
  clock: Clock;
  log: Log;
};
type Say = (text: string) => Promise<void>;

/**
 * What a model can make of an answer it gave. Easy words are checked against the sources, which takes one in the same language; the other
 * language is the one that was not quoted.
 */
export function mannerButtons(
  answer: string,
  language: Language,
  said: Said,
  cited: readonly Cited[],
): Button[] {
  const canBeEasy = cited.some(({ source }) => source.language === language);
  return [
    ...(canBeEasy ? [action(texts[language].retold.easy, "ask.easy", answer)] : []),
    otherLanguageButton(answer, said),
  ];
}

function otherLanguageButton(answer: string, { language }: Said): Button {
  return action(texts[language].retold.otherLanguage, "ask.other-language", answer);
}

/** An earlier answer in easy words or in the other language, from the very places it cited: nothing is looked up anew. */
export async function retellAnswer(
  parts: Parts,
  retelling: Retelling,
  say: Say,
  signal: AbortSignal,
): Promise<{ blocks: Block[]; changes: Change[] }> {
  const { org, answer, place, retell } = retelling;
  const asked = await parts.recent.of(retelling, retell.answer);
  const language = asked === null ? retelling.language : languageOf(asked, retell);
  const { retold: told } = texts[retelling.language];
  const { ask } = texts[language];
  const sources = asked === null ? [] : await sourcesOf(parts.read, retelling, asked, language);
  if (asked === null || sources.length === 0) return { blocks: [text(told.gone)], changes: [] };

  const body =
    retell.manner === "easy"
      ? await inEasyWords(parts, { org, asked, sources }, say, signal)
      : await inOtherLanguage(parts, { org, asked, sources, language }, signal);
  if (signal.aborted) return { blocks: [...body, quiet(ask.stopped)], changes: [] };
  if (claimsIn(body).length === 0) return { blocks: [text(told.notNow)], changes: [] };
  const said = saidIn(body, language, sources);
  const cited = citedIn(body, sources);
  const { question, subject, passages, sure } = asked;
  await parts.recent.keep(retelling, { answer, place, question, subject, passages, sure, language, said });
  const manners =
    retell.manner === "easy"
      ? [otherLanguageButton(answer, said)]
      : mannerButtons(answer, language, said, cited);
  const blocks: Block[] = [
    ...body,
    { kind: "citations", label: ask.sources, citations: cited.map(({ citation }) => citation) },
    feedbackOn(answer, language),
    { kind: "buttons", buttons: [...manners, sentButton(language, answer)] },
  ];
  const band = sure ? "answer" : "unsure";
  return { blocks, changes: record({ org, answer, language }, band, cited, parts.clock.now()) };
}

function languageOf({ language, said }: Asked, { manner }: Retell): Language {
  if (manner === "easy") return language;
  return said.language === "de" ? "en" : "de";
}

type Given = { org: string; asked: Asked; sources: Cited[] };

async function inEasyWords({ writer }: Parts, { org, asked, sources }: Given, say: Say, signal: AbortSignal) {
  const { question, language, sure } = asked;
  const brief = { org, question, language, sure, cited: sources, manner: "easy" as const };
  const { blocks } = await writer.write(brief, say, signal);
  return [quiet(texts[language].retold.label.easy), ...blocks];
}

async function inOtherLanguage(
  { help, log }: Parts,
  { org, asked, sources, language }: Given & { language: Language },
  signal: AbortSignal,
): Promise<Block[]> {
  // A source may have gone, or no longer be for them.
  const seen = new Set(sources.map(({ citation }) => citation.number));
  const lines = asked.said.lines.filter(({ citations }) => citations.every((number) => seen.has(number)));
  const wanted = { org, said: { ...asked.said, lines }, to: language, cited: sources };
  const claims = help && (await translated({ ...help, log }, wanted, signal));
  const label = texts[language].retold.label.otherLanguage;
  return claims === null ? [] : [{ kind: "claims", label, language, claims }];
}

/** As they stand now, for somebody who may see them, under the numbers they had. */
async function sourcesOf(
  read: Reader,
  { org, learner }: Retelling,
  { passages }: Asked,
  language: Language,
): Promise<Cited[]> {
  const sources = await findPassages(read, org, passages, await membershipsOf(read, org, learner));
  return passages.flatMap((passage, at) => {
    const source = sources.get(passage);
    if (source === undefined) return [];
    const citation = citationOf(source, at + 1, language);
    return [{ source, sentences: unmarked(source.text), citation }];
  });
}
