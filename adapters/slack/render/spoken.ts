import type { Block, Card } from "../../../src/channel/block.ts";
import { cutEscaped } from "../../../src/channel/cut.ts";
import type { Language } from "../../../src/channel/language.ts";
import { texts } from "../../../src/i18n/texts.ts";
import { inOneLine, shown } from "./elements.ts";
import { notification } from "./escape.ts";
import { LIMITS } from "./limits.ts";

/** All that blocks say, as one text: what a notification shows and a screen reader reads out. Never empty. */
export function spoken(blocks: Block[], language: Language): string {
  const lines = blocks.flatMap(linesOf).filter((line) => line !== "");
  const said = lines.length > 0 ? lines : blocks.flatMap(pressable);
  return cutEscaped(said.join("\n"), LIMITS.text, notification) || texts[language].slackBlocks.newMessage;
}

function linesOf(block: Block): string[] {
  switch (block.kind) {
    case "text":
      return [shown(block.text)];
    case "quote":
      return [named(block.label, block.parts.map(({ text }) => text).join(""))];
    case "claims":
      return [
        named(block.label, ""),
        ...block.claims.map(({ parts }) => shown(parts.map(({ text }) => text).join(""))),
      ];
    case "citations":
      return [
        ...(block.citations.length === 0 ? [] : [named(block.label, "")]),
        ...block.citations.map(({ number, title, detail }) => `[${number}] ${list([title, detail])}`),
      ];
    case "cards":
      return [...(block.cards.length === 0 ? [] : [named(block.label, "")]), ...block.cards.map(cardLine)];
    case "facts":
      return [named(block.label, ""), ...block.facts.map(({ name, value }) => named(name, value))];
    case "prompts":
      return [named(block.label, list(block.prompts))];
    case "buttons":
    case "feedback":
      return [];
  }
}

function cardLine({ title, detail, body, why }: Card): string {
  return list([title, detail, body, why]);
}

function pressable(block: Block): string[] {
  return block.kind === "buttons" ? [list(block.buttons.map(({ label }) => label))] : [];
}

function named(label: string, words: string): string {
  const name = inOneLine(label).replace(/:$/, "");
  if (name === "") return shown(words);
  return shown(words) === "" ? `${name}:` : `${name}: ${shown(words)}`;
}

function list(parts: string[]): string {
  return parts
    .map(inOneLine)
    .filter((part) => part !== "")
    .join(" · ");
}
