import type { types } from "@slack/bolt";
import type { Block } from "../../../src/channel/block.ts";
import type { Language } from "../../../src/channel/language.ts";
import { texts } from "../../../src/i18n/texts.ts";
import { aside, inOneLine, plain, type SlackBlock } from "./elements.ts";
import { LIMITS } from "./limits.ts";
import { fitting, type Piece } from "./piece.ts";
import { piecesOf } from "./pieces.ts";

const NAME = "Lotse";

/** Something to look at: a passage, a journal. */
export function renderReading(title: string, blocks: Block[], language: Language): types.ModalView {
  const pieces = [...wholeTitle(title), ...piecesOf(blocks, "view", language)];
  return { ...modal(title, language), blocks: inView(pieces, language) };
}

/** Opened at once, while what shall stand there is looked up. */
export function renderLoading(language: Language): types.ModalView {
  return { ...modal(NAME, language), blocks: [said(texts[language].slackBlocks.loading)] };
}

/** What went wrong, and what to do about it. */
export function renderProblem(sentence: string, language: Language): types.ModalView {
  return { ...modal(NAME, language), blocks: [said(sentence)] };
}

export function renderHome(blocks: Block[], language: Language): types.HomeView {
  const shown = inView(piecesOf(blocks, "view", language), language);
  return { type: "home", blocks: shown };
}

export function modal(title: string, language: Language) {
  return {
    type: "modal",
    title: plain(inOneLine(title), LIMITS.viewTitle),
    close: plain(texts[language].slackBlocks.close, LIMITS.viewTitle),
  } as const;
}

/** A title that is too long for its place stands below it as a whole. */
export function wholeTitle(title: string): Piece[] {
  const whole = inOneLine(title);
  if (whole.length <= LIMITS.viewTitle) return [];
  return [{ blocks: [{ type: "header", text: plain(whole, LIMITS.header) }], keep: true }];
}

/** As much of it as there is room for. Slack refuses a view without blocks. */
export function inView(pieces: Piece[], language: Language): SlackBlock[] {
  const words = texts[language].slackBlocks;
  const room = { blocks: LIMITS.blocksInView, size: LIMITS.view };
  const shown = fitting(pieces, room, aside(plain(words.shortened, LIMITS.section)));
  return shown.length > 0 ? shown : [said(words.nothingYet)];
}

function said(words: string): SlackBlock {
  return { type: "section", text: plain(words, LIMITS.section) };
}
