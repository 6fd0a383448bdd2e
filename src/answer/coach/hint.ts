import { action, type Block, type Button, type Citation, quiet, text } from "../../channel/block.ts";
import type { Language } from "../../channel/language.ts";
import { texts } from "../../i18n/texts.ts";
import { findPassages, type SourcePassage } from "../../knowledge/passages.ts";
import type { Reader } from "../../store/store.ts";
import { citationOf } from "../look-up.ts";
import { blanked, type Point } from "./points.ts";
import { Exercise, type Strength } from "./talk.ts";

/** A platform lets a button carry 2000 characters. */
const LONGEST_QUESTION = 300;
const MOST_PASSAGES = 3;

/** Begins to practise what a question is about, from these passages. */
export function practiseButton(
  language: Language,
  { question, passages }: { question: string; passages: readonly string[] },
): Button {
  const exercise: Exercise = {
    question: question.slice(0, LONGEST_QUESTION),
    passages: passages.slice(0, MOST_PASSAGES),
  };
  return action(texts[language].coach.button, "coach.practise", JSON.stringify(exercise));
}

/** What the button carries. */
export function exerciseIn(value: string): Exercise | null {
  try {
    return Exercise.safeParse(JSON.parse(value)).data ?? null;
  } catch {
    return null;
  }
}

/** As they stand now, for somebody who may see them. */
export async function sourcesOf(
  read: Reader,
  org: string,
  passages: readonly string[],
  memberships: ReadonlySet<string>,
): Promise<SourcePassage[]> {
  const found = await findPassages(read, org, passages, memberships);
  return passages.map((passage) => found.get(passage)).filter((source) => source !== undefined);
}

/** A hint from the passage itself, as strong as this. */
export function hint(language: Language, point: Point, question: string, strength: Strength): Block[] {
  const { coach } = texts[language];
  const { title, section } = point.source;
  switch (strength) {
    case 0:
      return [text(coach.open)];
    case 1:
      return [text(coach.look([title, section].filter(Boolean).join(" › ")))];
    case 2:
      return [text(coach.fill), quoted(language, point, blanked(point, question), false)];
    case 3:
      return [text(coach.stands), quoted(language, point, point.sentence, true)];
  }
}

/** The sentence of a point. */
export function quoted(language: Language, { source, number }: Point, words: string, mark: boolean): Block {
  return {
    kind: "quote",
    label: texts[language].ask.quotation(source.title),
    language: source.language,
    parts: [{ text: words, mark }],
    citation: number,
  };
}

/** The sources of these numbers. */
export function where(
  language: Language,
  sources: readonly SourcePassage[],
  numbers: readonly number[],
): Block[] {
  const citations = sources.flatMap((source, at): Citation[] =>
    numbers.includes(at + 1) ? [citationOf(source, at + 1, language)] : [],
  );
  return citations.length === 0 ? [] : [{ kind: "citations", label: texts[language].ask.sources, citations }];
}

/** What a learner can say to a hint by a tap. */
export function judgeButtons(language: Language, more: readonly Button[] = []): Block {
  const { coach } = texts[language];
  return {
    kind: "buttons",
    buttons: [
      action(coach.had, "coach.had"),
      action(coach.nearly, "coach.nearly"),
      action(coach.notYet, "coach.not-yet"),
      action(coach.show, "coach.show"),
      action(coach.enough, "coach.enough"),
      ...more,
    ],
  };
}

/** A hint with where it leads and what can be said to it. */
export function hintMessage(
  language: Language,
  {
    sources,
    point,
    question,
    strength,
  }: { sources: readonly SourcePassage[]; point: Point; question: string; strength: Strength },
): Block[] {
  return [
    ...hint(language, point, question, strength),
    ...where(language, sources, strength === 0 ? [] : [point.number]),
    judgeButtons(language),
  ];
}

/** All that the passages say, as an end. */
export function wholeAnswer(language: Language, sources: readonly SourcePassage[]): Block[] {
  const quotes = sources.map((source, at): Block => {
    return {
      kind: "quote",
      label: texts[language].ask.quotation(source.title),
      language: source.language,
      parts: [{ text: source.text, mark: false }],
      citation: at + 1,
    };
  });
  return [
    ...quotes,
    ...where(
      language,
      sources,
      sources.map((_, at) => at + 1),
    ),
    quiet(texts[language].coach.gone),
  ];
}
