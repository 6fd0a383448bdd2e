import type { ChannelEvent } from "../channel/event.ts";
import type { Language } from "../channel/language.ts";
import { words } from "./router.ts";

/** What a person may say at any time, in the middle of anything. */
export type Interrupt =
  | { interrupt: "cancel" }
  | { interrupt: "help" }
  | { interrupt: "thanks" }
  | { interrupt: "language"; language: Language }
  /** Stop writing: this answer, or whichever is being written. */
  | { interrupt: "stop"; delivery: string | null }
  | { interrupt: "left" };

/** The button that changes the language carries this name. */
export const CHOOSE_LANGUAGE = "language.choose";

const SAID: [Interrupt, string[]][] = [
  [{ interrupt: "cancel" }, ["cancel", "abbrechen", "abbruch", "never mind", "vergiss es"]],
  [{ interrupt: "help" }, ["help", "hilfe", "was kannst du", "what can you do"]],
  [
    { interrupt: "thanks" },
    [
      "danke",
      "danke dir",
      "danke schön",
      "dankeschön",
      "vielen dank",
      "danke lotse",
      "thanks",
      "thank you",
      "thanks a lot",
      "thx",
    ],
  ],
  [{ interrupt: "stop", delivery: null }, ["stop", "stopp", "halt"]],
  [
    { interrupt: "language", language: "de" },
    ["deutsch", "german", "auf deutsch", "auf deutsch bitte", "in german"],
  ],
  [
    { interrupt: "language", language: "en" },
    ["english", "englisch", "in english", "in english please", "auf englisch"],
  ],
];

const INTERRUPTS = new Map(
  SAID.flatMap(([interrupt, phrases]) => phrases.map((phrase) => [phrase, interrupt])),
);

export function interruptOf(event: ChannelEvent): Interrupt | null {
  switch (event.kind) {
    case "stop":
      return { interrupt: "stop", delivery: event.delivery };
    case "left":
      return { interrupt: "left" };
    case "action":
      if (event.action !== CHOOSE_LANGUAGE) return null;
      return event.value === "de" || event.value === "en"
        ? { interrupt: "language", language: event.value }
        : null;
    case "message":
      return event.text.length <= 40 ? (INTERRUPTS.get(words(event.text)) ?? null) : null;
    default:
      return null;
  }
}
