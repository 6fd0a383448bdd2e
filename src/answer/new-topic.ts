import type { Language } from "../channel/language.ts";
import { words } from "../search/tokens.ts";

const SAID: Record<Language, readonly string[]> = {
  de: ["neues thema", "anderes thema", "ein anderes thema", "themawechsel", "thema wechseln"],
  en: ["new topic", "another topic", "different topic", "change of topic", "change topic"],
};

/** In which language somebody asks for what they asked before to be left behind; null if they do not. */
export function newTopicIn(message: string): Language | null {
  const said = words(message).join(" ").toLowerCase();
  if (SAID.de.includes(said)) return "de";
  return SAID.en.includes(said) ? "en" : null;
}
