import type { Language } from "../channel/language.ts";
import { de } from "./de.ts";
import { en, type Texts } from "./en.ts";

export const texts: Record<Language, Texts> = { de, en };

const DATES = {
  de: new Intl.DateTimeFormat("de-DE", { dateStyle: "long", timeZone: "UTC" }),
  en: new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }),
};

/** "2026-09-01" -> "1. September 2026". */
export function dateInWords(language: Language, isoDate: string): string {
  return DATES[language].format(new Date(`${isoDate}T00:00:00Z`));
}

/** One sentence in both languages, for answers given before it is known who asks. */
export function inBoth(sentence: (texts: Texts) => string): Record<Language, string> {
  return { de: sentence(de), en: sentence(en) };
}
