import type { ChannelEvent } from "../channel/event.ts";
import type { Dialogs } from "./dialog.ts";

/** The dialog that takes what no waiting dialog wants. */
export function route(event: ChannelEvent, dialogs: Dialogs): string {
  switch (event.kind) {
    case "action":
      return dialogOf(event.action);
    case "form":
      return dialogOf(event.form);
    case "due":
      return dialogOf(event.job);
    case "joined":
      return "welcome";
    case "message":
      return called(event.text, dialogs) ?? "ask";
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

/** The dialog that this message calls by one of its phrases; of several openings the longest counts. */
function called(text: string, dialogs: Dialogs): string | null {
  const said = words(text);
  let best: { dialog: string; opening: string } | null = null;
  for (const { id, calls } of dialogs.values()) {
    if (calls?.whole.includes(said)) return id;
    const opening = openingOf(said, calls?.openings ?? []);
    if (opening !== null && opening.length > (best?.opening.length ?? 0)) best = { dialog: id, opening };
  }
  return best?.dialog ?? null;
}

/** What follows the opening in a message that begins with one: "recommend me Excel, please" -> "Excel, please". */
export function afterOpening(text: string, openings: readonly string[]): string {
  const opening = openingOf(words(text), openings);
  if (opening === null) return "";
  let rest = text;
  for (const word of opening.split(" ")) {
    const at = rest.toLowerCase().indexOf(word);
    rest = rest.slice(at + word.length);
  }
  return rest.replace(/^[^\p{L}\p{N}]+/u, "").trim();
}

function openingOf(said: string, openings: readonly string[]): string | null {
  const fitting = openings.filter((opening) => said.startsWith(`${opening} `));
  return fitting.sort((a, b) => b.length - a.length)[0] ?? null;
}

/** A short message as bare lower-case words, so that "Hallo!" is "hallo". */
export function words(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
