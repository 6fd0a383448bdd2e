import type { Block, Button } from "../channel/block.ts";
import type { Language } from "../channel/language.ts";
import { texts } from "../i18n/texts.ts";
import type { Recorded } from "../model/sent.ts";

/** Opens what a model was asked for an answer. */
export function sentButton(language: Language, answer: string): Button {
  return { kind: "view", label: texts[language].sent.button, view: "ask.sent", value: answer };
}

/** The same, where a model was asked anything. */
export function sentButtons(help: { model: Recorded } | null, language: Language, answer: string): Button[] {
  return help?.model.hasBeenAsked() ? [sentButton(language, answer)] : [];
}

/** As a row of its own. */
export function sentRow(help: { model: Recorded } | null, language: Language, answer: string): Block[] {
  const buttons = sentButtons(help, language, answer);
  return buttons.length === 0 ? [] : [{ kind: "buttons", buttons }];
}
