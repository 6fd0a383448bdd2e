import type { Button, Card } from "../channel/block.ts";
import type { Language } from "../channel/language.ts";
import { texts } from "../i18n/texts.ts";
import type { Topic } from "../topic/topics.ts";
import type { Request } from "./request.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

type CardSetting = {
  language: Language;
  now: number;
  topics: readonly Topic[];
  audience: "lnd" | "colleague";
};

/**
 * A request as a card: what should change, what stops people, how many share it and for how long. The author's name, if they gave it,
 * is for L&D; colleagues do not see it.
 */
export function requestCard(
  { language, now, topics, audience }: CardSetting,
  { framing, state, voices, createdAt, topics: about, decisions }: Request,
  buttons: Button[],
): Card {
  const { request: words, decide } = texts[language];
  const labels = topics.filter(({ topic }) => about.includes(topic)).map(({ label }) => label[language]);
  const detail = [
    words.states[state],
    words.voices(voices),
    decide.age(daysSince(createdAt, now)),
    ...(framing.from === null || audience === "colleague" ? [] : [`${words.from} ${framing.from}`]),
    ...labels,
  ].join(" · ");
  const latest = decisions.at(-1);
  return {
    title: framing.change,
    language: framing.language,
    detail,
    body: framing.obstacle,
    why: latest ? `${words.reason}: ${latest.reason}` : "",
    url: null,
    buttons,
  };
}

/** Whole days. */
export function daysSince(at: number, now: number): number {
  return Math.max(0, Math.floor((now - at) / DAY_MS));
}
