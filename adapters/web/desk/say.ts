import type { Language } from "../../../src/channel/language.ts";
import type { Band } from "../../../src/store/schema.ts";
import type { DeskRequest, DeskWords } from "../desk-protocol.ts";
import { fill, inFigures } from "../page/words.ts";

/** What the words are in, and the words. */
export type Spoken = { language(): Language; words(): DeskWords };

/** One form for one, the other for any other number. */
export function counted({ language }: Spoken, count: number, one: string, many: string): string {
  return fill(count === 1 ? one : many, { count: inFigures(count, language()) });
}

export function voices(spoken: Spoken, count: number): string {
  return counted(spoken, count, spoken.words().voice, spoken.words().voices);
}

export function age({ language, words }: Spoken, days: number): string {
  if (days === 0) return words().ageToday;
  if (days === 1) return words().ageYesterday;
  return fill(words().age, { count: inFigures(days, language()) });
}

export function stateName({ words }: Spoken, state: DeskRequest["state"]): string {
  return words()[state];
}

/** "2026-11" -> "November 2026". */
export function monthName({ language }: Spoken, month: string): string {
  const format = { month: "long", year: "numeric", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(locale(language()), format).format(new Date(`${month}-01T00:00:00Z`));
}

export function date({ language }: Spoken, at: number): string {
  return new Intl.DateTimeFormat(locale(language()), { dateStyle: "long" }).format(at);
}

/** The bands, those with the most people first: "most" is nearly the whole company, and nothing else can be more. */
export const BANDS = ["most", "50+", "20-49", "10-19", "5-9"] as const satisfies Band[];

export function bandTitle({ words }: Spoken, band: Band): string {
  const { most, band50, band20, band10, band5 } = words();
  return { most, "50+": band50, "20-49": band20, "10-19": band10, "5-9": band5 }[band];
}

export function bandInShort({ words }: Spoken, band: Band): string {
  return band === "most" ? words().nearlyAll : band.replace("-", "–");
}

function locale(language: Language): string {
  return language === "de" ? "de-DE" : "en-GB";
}
