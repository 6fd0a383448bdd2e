import type { Language } from "../../../src/channel/language.ts";

/** Puts values into the `{name}` places of a text. */
export function fill(words: string, values: Record<string, string>): string {
  return words.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}

/** 12000 -> "12.000" or "12,000". */
export function inFigures(amount: number, language: Language): string {
  return new Intl.NumberFormat(locale(language)).format(amount);
}

export function clock(at: number, language: Language): string {
  return new Intl.DateTimeFormat(locale(language), { hour: "2-digit", minute: "2-digit" }).format(at);
}

/** The day in words; today and yesterday by name. */
export function dayName(
  at: number,
  language: Language,
  words: { today: string; yesterday: string },
  now = Date.now(),
): string {
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  if (dayKey(at) === dayKey(now)) return words.today;
  if (dayKey(at) === dayKey(yesterday.getTime())) return words.yesterday;
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(locale(language), {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(sameYear ? {} : { year: "numeric" }),
  }).format(at);
}

/** The same for all moments of one day where the person is. */
export function dayKey(at: number): string {
  const day = new Date(at);
  return `${day.getFullYear()}-${day.getMonth() + 1}-${day.getDate()}`;
}

function locale(language: Language): string {
  return language === "de" ? "de-DE" : "en-GB";
}
