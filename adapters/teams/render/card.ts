import type { Block } from "../../../src/channel/block.ts";
import type { Language } from "../../../src/channel/language.ts";
import { texts } from "../../../src/i18n/texts.ts";
import type { Surface } from "./actions.ts";
import { type AdaptiveCard, aside, type Element } from "./elements.ts";
import { LIMITS, sizeOf } from "./limits.ts";
import { fitting, type Piece } from "./piece.ts";
import { piecesOf } from "./pieces.ts";
import { spoken } from "./spoken.ts";

export type CardAttachment = {
  contentType: "application/vnd.microsoft.card.adaptive";
  content: AdaptiveCard;
};

/** Any blocks as one card. */
export function renderCard(blocks: Block[], language: Language, surface: Surface = "chat"): AdaptiveCard {
  return cardOf(piecesOf(blocks, surface, language), spoken(blocks, language, LIMITS.fallbackText), language);
}

export function attached(content: AdaptiveCard): CardAttachment {
  return { contentType: "application/vnd.microsoft.card.adaptive", content };
}

/** A card with as much as there is room for, beside what stands around it. */
export function cardOf(
  pieces: Piece<Element>[],
  said: string,
  language: Language,
  around: Pick<AdaptiveCard, "actions"> = {},
): AdaptiveCard {
  const words = texts[language].teamsBlocks;
  const card: AdaptiveCard = {
    type: "AdaptiveCard",
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    version: "1.5",
    lang: language,
    speak: said,
    fallbackText: said,
    body: [],
    ...around,
  };
  const body = fitting(pieces, LIMITS.cardSize - sizeOf(card), aside(words.shortened));
  return { ...card, body: body.length > 0 ? body : aside(words.nothingYet) };
}
