import type { Language } from "../channel/language.ts";
import { de } from "./de.ts";
import { en, type Texts } from "./en.ts";

export const texts: Record<Language, Texts> = { de, en };

// Made when first needed: making one takes tens of milliseconds.
const dates = new Map<Language, Intl.DateTimeFormat>();

/** "2026-09-01" -> "1. September 2026". */
export function dateInWords(language: Language, isoDate: string): string {
  const locale = language === "de" ? "de-DE" : "en-GB";
  const format =
    dates.get(language) ?? new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
  dates.set(language, format);
  return format.format(new Date(`${isoDate}T00:00:00Z`));
}

/** A day on somebody's own calendar: "Freitag, 27. November". */
export function dayInWords(language: Language, at: number, zone: string): string {
  return local(language, zone, { weekday: "long", day: "numeric", month: "long" }).format(at);
}

/** "2026-10" -> "Oktober 2026". */
export function monthInWords(language: Language, month: string): string {
  return local(language, "UTC", { month: "long", year: "numeric" }).format(new Date(`${month}-01T00:00:00Z`));
}

/** A moment on somebody's own clock: "Freitag, 27. November, um 14:00 Uhr". */
export function momentInWords(language: Language, at: number, zone: string): string {
  const day = dayInWords(language, at, zone);
  const time = local(language, zone, { hour: "2-digit", minute: "2-digit" }).format(at);
  return language === "de" ? `${day}, um ${time} Uhr` : `${day} at ${time}`;
}

function local(language: Language, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(language === "de" ? "de-DE" : "en-GB", { ...options, timeZone: zone });
}

/** One sentence in both languages, for answers given before it is known who asks. */
export function inBoth(sentence: (texts: Texts) => string): Record<Language, string> {
  return { de: sentence(de), en: sentence(en) };
}
