import type { ChannelEvent } from "../channel/event.ts";

/** The dialog that takes what no waiting dialog wants. */
export function route(event: ChannelEvent): string {
  switch (event.kind) {
    case "action":
      return dialogOf(event.action);
    case "form":
      return dialogOf(event.form);
    case "joined":
      return "welcome";
    case "message":
      return isGreeting(event.text) ? "welcome" : "ask";
    case "feedback":
    case "stop":
    case "left":
      return "ask";
  }
}

/** `ask.comment` belongs to the dialog `ask`. */
export function dialogOf(name: string): string {
  return name.slice(0, name.indexOf("."));
}

const GREETINGS = new Set(
  [
    [
      "hallo",
      "hi",
      "hey",
      "moin",
      "moin moin",
      "servus",
      "guten tag",
      "guten morgen",
      "guten abend",
      "grüß gott",
    ],
    ["hello", "good morning", "good afternoon", "good evening", "start"],
    ["hallo lotse", "hi lotse", "hey lotse", "moin lotse", "hello lotse"],
  ].flat(),
);

function isGreeting(text: string): boolean {
  return GREETINGS.has(words(text));
}

/** A short message as bare lower-case words, so that "Hallo!" is "hallo". */
export function words(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
