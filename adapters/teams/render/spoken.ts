import type { Block, Card } from "../../../src/channel/block.ts";
import { cut } from "../../../src/channel/cut.ts";
import type { Language } from "../../../src/channel/language.ts";
import { texts } from "../../../src/i18n/texts.ts";
import { flat } from "./text.ts";

/** The beginning of what blocks say, in one line: what a notification shows, and a screen reader reads out. Never empty. */
export function spoken(blocks: Block[], language: Language, longest: number): string {
  const said = blocks
    .flatMap(saidBy)
    .map(flat)
    .filter((words) => words !== "");
  return cut(said.join(" – "), longest) || texts[language].teamsBlocks.newMessage;
}

function saidBy(block: Block): string[] {
  switch (block.kind) {
    case "text":
      return [block.text];
    case "quote":
      return [block.label, block.parts.map(({ text }) => text).join("")];
    case "claims":
      return [block.label, ...block.claims.map(({ parts }) => parts.map(({ text }) => text).join(""))];
    case "citations":
      return [block.label, ...block.citations.map(({ title }) => title)];
    case "cards":
      return [block.label, ...block.cards.flatMap(saidByCard)];
    case "facts":
      return [block.label, ...block.facts.map(({ name, value }) => `${name}: ${value}`)];
    case "prompts":
      return [block.label, ...block.prompts];
    case "buttons":
      return block.buttons.map(({ label }) => label);
    case "feedback":
      return [];
  }
}

function saidByCard({ title, detail, body, why }: Card): string[] {
  return [title, detail, body, why];
}
