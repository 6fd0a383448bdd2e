import type { Block } from "../../../src/channel/block.ts";
import type { Language } from "../../../src/channel/language.ts";
import { texts } from "../../../src/i18n/texts.ts";
import { aside, plain, type SlackBlock } from "./elements.ts";
import { LIMITS } from "./limits.ts";
import { fitting } from "./piece.ts";
import { piecesOf } from "./pieces.ts";
import type { Surface } from "./prose.ts";
import { spoken } from "./spoken.ts";

/** `plain` is for when Slack refuses the better `blocks`. */
export type SlackMessage = { text: string; blocks: SlackBlock[]; plain: SlackBlock[] };

export function renderMessage(blocks: Block[], language: Language): SlackMessage {
  return {
    text: spoken(blocks, language),
    blocks: fitted(blocks, "message", language),
    plain: fitted(blocks, "plain", language),
  };
}

function fitted(blocks: Block[], surface: Surface, language: Language): SlackBlock[] {
  const words = texts[language].slackBlocks;
  const note = aside(plain(words.shortened, LIMITS.section));
  const room = { blocks: LIMITS.blocksInMessage, size: LIMITS.message };
  const shown = fitting(piecesOf(blocks, surface, language), room, note);
  // Without blocks, Slack would show the text, and read it as markup.
  return shown.length > 0 ? shown : [aside(plain(words.newMessage, LIMITS.section))];
}
