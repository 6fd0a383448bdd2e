import type { Block } from "../channel/block.ts";
import { quiet } from "../channel/block.ts";
import type { Language } from "../channel/language.ts";
import { texts } from "../i18n/texts.ts";
import { passagesOf } from "../knowledge/passages.ts";
import { topicOffer } from "../signal/offer.ts";
import type { Reader } from "../store/store.ts";
import type { Topic } from "../topic/topics.ts";
import type { Cited } from "./writer.ts";

const MOST_FOLLOW_UPS = 3;

/** What somebody can do whose question was not answered: ask L&D, or let its topic count as a need. Nothing of it happens by itself. */
export function nextSteps(language: Language, topics: readonly Topic[]): Block[] {
  const { ask, request } = texts[language];
  return [
    quiet(ask.nextStep),
    { kind: "buttons", buttons: [{ kind: "form", label: request.write, form: "request.write", value: "" }] },
    ...topicOffer(language, topics, { unanswered: true }),
  ];
}

/** The thumbs. */
export function feedbackOn(answer: string, language: Language): Block {
  const { helpful, unhelpful } = texts[language].ask;
  return { kind: "feedback", about: answer, helpful, unhelpful, chosen: null };
}

/** Other sections of the document that answered best. */
export async function otherSections(read: Reader, org: string, cited: readonly Cited[]): Promise<string[]> {
  const best = cited[0]?.source;
  if (!best) return [];
  const shown = new Set(cited.map(({ source }) => source.section));
  const sections = new Set((await passagesOf(read, org, best.document)).map(({ section }) => section));
  return [...sections].filter((section) => section !== "" && !shown.has(section));
}

/** As questions one tap away: those proposed, or else the sections themselves. */
export function followUps(
  language: Language,
  proposed: readonly string[],
  sections: readonly string[],
  title: string,
): Block[] {
  const words = texts[language].ask;
  const named = sections.map((section) =>
    section.includes(title) ? section : words.followUp(section, title),
  );
  const prompts = (proposed.length > 0 ? proposed : named).slice(0, MOST_FOLLOW_UPS);
  return prompts.length === 0 ? [] : [{ kind: "prompts", label: words.followUps, prompts: [...prompts] }];
}
