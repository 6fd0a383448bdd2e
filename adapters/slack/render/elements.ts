import type { types } from "@slack/bolt";
import { cut } from "../../../src/channel/cut.ts";
import { visibleText } from "../../../src/channel/text.ts";

export type SlackBlock = types.KnownBlock;

/** Text of which nothing is read as markup. Slack refuses an empty one. */
export function plain(text: string, longest: number): types.PlainTextElement {
  return { type: "plain_text", text: cut(shown(text), longest) || "…", emoji: false };
}

/** Markup of ours with words in it that went through `mrkdwn`. Nothing else in it becomes a link. */
export function marked(markup: string): types.MrkdwnElement {
  return { type: "mrkdwn", text: markup, verbatim: true };
}

/** An aside: a source note, a hint. */
export function aside(...texts: (types.PlainTextElement | types.MrkdwnElement)[]): SlackBlock {
  return { type: "context", elements: texts };
}

/** What there is to see of a text; empty is nothing. */
export function shown(text: string): string {
  return visibleText(text).trim();
}

/** The same in one line, for a title. */
export function inOneLine(text: string): string {
  return shown(text).replace(/\s+/g, " ");
}
