import type { Language } from "../channel/language.ts";
import type { Facts, Filter } from "../search/passage.ts";
import type { Format, Level } from "../store/schema.ts";
import type { ContentItem } from "./content-item.ts";

/** What somebody would like to learn, and how. Null stands for “no matter”. */
export type Wish = {
  /** In their own words. */
  text: string | null;
  /** Topic ids, the most important first. */
  topics: readonly string[];
  language: Language | null;
  format: Format | null;
  level: Level | null;
  /** At most so many minutes. */
  longest: number | null;
  /** How many have been shown already. */
  from: number;
  /** How many to show. */
  most: number;
  /** The language the conversation is in: preferred, not required. */
  spoken: Language;
};

/** Why an item is recommended, of nothing but what the learner said and what the catalogue says. */
export type Reason =
  | { reason: "topic"; topic: string }
  /** Words of the wish that the item has too, as they were typed. */
  | { reason: "words"; words: string[] }
  | { reason: "language" }
  | { reason: "short"; minutes: number }
  | { reason: "level" }
  | { reason: "format" }
  /** It fits the learner's goal: for the caller to add, who knows it. */
  | { reason: "goal" };

/** The filters are meant: what does not say its length is not short. */
export function passes({ language, format, level, minutes }: Facts, filter: Filter): boolean {
  return (
    (filter.language === null || language === filter.language) &&
    (filter.format === null || format === filter.format) &&
    (filter.level === null || level === filter.level) &&
    (filter.longest === null || (minutes !== null && minutes <= filter.longest))
  );
}

/** What of the filters and of the language speaks for an item that passes. */
export function filterReasons({ language, minutes }: ContentItem, wish: Wish): Reason[] {
  const reasons: Reason[] = [];
  if (wish.longest !== null && minutes !== null) reasons.push({ reason: "short", minutes });
  if (wish.level !== null) reasons.push({ reason: "level" });
  if (wish.format !== null) reasons.push({ reason: "format" });
  if (language === (wish.language ?? wish.spoken)) reasons.push({ reason: "language" });
  return reasons;
}
