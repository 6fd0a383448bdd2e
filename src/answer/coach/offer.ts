import { type Block, text } from "../../channel/block.ts";
import type { Language } from "../../channel/language.ts";
import { texts } from "../../i18n/texts.ts";
import { membershipsOf } from "../../learner/learner.ts";
import type { Reader } from "../../store/store.ts";
import type { Libraries } from "../library.ts";
import { lookUp } from "../look-up.ts";
import type { RecentQuestions } from "../recent.ts";
import { practiseButton, sourcesOf, where } from "./hint.ts";
import type { Exercise } from "./talk.ts";

type Parts = { read: Reader; libraries: Libraries; recent: RecentQuestions };
type Wish = {
  org: string;
  learner: string;
  place: string;
  answer: string;
  question: string;
  language: Language;
};

/** What somebody can practise who asked for it: what they named, or else what they asked a moment ago. */
export async function somethingToPractise(parts: Parts, wish: Wish): Promise<Block[]> {
  const { org, learner, question, language } = wish;
  const words = texts[language].coach;
  const memberships = await membershipsOf(parts.read, org, learner);
  const exercise = question === "" ? await lastAsked(parts, wish) : await named(parts, wish, memberships);
  if (exercise === null) return [text(words.what)];
  const sources = await sourcesOf(parts.read, org, exercise.passages, memberships);
  if (sources.length === 0) return [text(words.nothing(exercise.question))];
  return [
    text(words.found(exercise.question)),
    ...where(
      language,
      sources,
      sources.map((_, at) => at + 1),
    ),
    { kind: "buttons", buttons: [practiseButton(language, exercise)] },
  ];
}

async function lastAsked({ recent }: Parts, wish: Wish): Promise<Exercise | null> {
  const before = await recent.before(wish, wish.place, wish.answer);
  return before && { question: before.question, passages: before.passages };
}

async function named(
  { read, libraries }: Parts,
  { org, question, language }: Wish,
  memberships: ReadonlySet<string>,
): Promise<Exercise> {
  const { cited } = await lookUp(read, await libraries.of(org), { org, question, language, memberships });
  return { question, passages: cited.slice(0, 3).map(({ source }) => source.passage) };
}
