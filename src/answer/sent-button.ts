import type { Button } from "../channel/block.ts";
import type { Language } from "../channel/language.ts";
import { texts } from "../i18n/texts.ts";

/** Opens what a model was asked for an answer. */
export function sentButton(language: Language, answer: string): Button {
  return { kind: "view", label: texts[language].sent.button, view: "ask.sent", value: answer };
}
