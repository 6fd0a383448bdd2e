import type { Block } from "../../../src/channel/block.ts";
import type { Language } from "../../../src/channel/language.ts";
import { texts } from "../../../src/i18n/texts.ts";
import { attached, type CardAttachment, cardOf } from "./card.ts";
import { sourceButtons } from "./items.ts";
import { LIMITS } from "./limits.ts";
import { kept, piecesOf } from "./pieces.ts";
import { answerEntity, type MessageEntity } from "./sources.ts";
import { spoken } from "./spoken.ts";
import { flat } from "./text.ts";
import { sourcesOf, type Written, wordsOf } from "./words.ts";

/** An activity without who, where and when. `to` of the suggested actions is left to who knows it. */
export type TeamsMessage = {
  type: "message";
  textFormat: "markdown";
  text: string;
  summary: string;
  attachments: CardAttachment[];
  entities: MessageEntity[];
  suggestedActions?: { actions: { type: "imBack"; title: string; value: string }[] };
  channelData?: { feedbackLoop: { type: "custom" } };
};

const LONGEST_SUGGESTION = 60;

/** The person's own chat with Lotse, or one with others in it. */
export type Place = "personal" | "shared";

/** What can be said is the text; from the first thing on that only a card can show, the rest is a card below it. */
export function renderMessage(blocks: Block[], language: Language, place: Place): TeamsMessage {
  const suggested = place === "personal" ? suggestions(blocks) : [];
  const shown = blocks
    .filter(({ kind }) => kind !== "feedback")
    .flatMap((block) => {
      if (block.kind !== "prompts" || suggested.length === 0) return [block];
      return [{ kind: "text", text: block.label, tone: "quiet" } satisfies Block];
    });
  const first = shown.findIndex((block) => !isWritten(block));
  const written = (first < 0 ? shown : shown.slice(0, first)).filter(isWritten);
  const rest = first < 0 ? [] : shown.slice(first);

  const text = wordsOf(written, language);
  const attachments = below(written, rest, language);
  const isRated = blocks.some(({ kind }) => kind === "feedback");
  return {
    type: "message",
    textFormat: "markdown",
    // Teams refuses a message without anything in it.
    text: text === "" && attachments.length === 0 ? texts[language].teamsBlocks.newMessage : text,
    summary: spoken(blocks, language, LIMITS.summary),
    attachments,
    entities: blocks.some(isOfAnAnswer) ? [answerEntity(sourcesOf(written), text)] : [],
    ...(suggested.length === 0
      ? {}
      : {
          suggestedActions: { actions: suggested.map((value) => ({ type: "imBack", title: value, value })) },
        }),
    ...(isRated ? { channelData: { feedbackLoop: { type: "custom" } } } : {}),
  };
}

/** Also of one that was stopped before it had all of them. */
function isOfAnAnswer(block: Block): boolean {
  return (
    block.kind === "citations" ||
    block.kind === "feedback" ||
    block.kind === "claims" ||
    (block.kind === "quote" && block.citation !== null)
  );
}

function isWritten(block: Block): block is Written {
  return ["text", "quote", "claims", "citations"].includes(block.kind);
}

function below(written: Written[], rest: Block[], language: Language): CardAttachment[] {
  const sources = sourceButtons(sourcesOf(written), "chat", texts[language].teamsBlocks);
  const pieces = [...kept(sources), ...piecesOf(rest, "chat", language)];
  if (pieces.length === 0) return [];
  const said = spoken([...sourceLists(written), ...rest], language, LIMITS.fallbackText);
  return [attached(cardOf(pieces, said, language))];
}

function sourceLists(written: Written[]): Block[] {
  return written.filter(({ kind }) => kind === "citations");
}

/**
 * Prompts that Teams can show above the box to write in: a few, in a message without a card, and only as they were written, since
 * what is shown there is what is sent.
 */
function suggestions(blocks: Block[]): string[] {
  if (!blocks.every(({ kind }) => ["text", "quote", "claims", "prompts", "feedback"].includes(kind)))
    return [];
  const prompts = blocks.flatMap((block) => (block.kind === "prompts" ? block.prompts : []));
  const areFit = prompts.every(
    (prompt) => prompt !== "" && flat(prompt) === prompt && prompt.length <= LONGEST_SUGGESTION,
  );
  return areFit && prompts.length <= LIMITS.suggestedActions ? prompts : [];
}
