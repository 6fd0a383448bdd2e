import type { Language } from "../channel/language.ts";
import type { Band, RequestState } from "../store/schema.ts";

/** What the L&D team has in front of it. Types only: the page knows them too. */
export type DeskView = {
  /** Deciding is up to the product owners; the others may look. */
  mayDecide: boolean;
  /** Open ones first, then by voices, then by age. Null for those who do not read requests (rights.ts). */
  requests: DeskRequest[] | null;
  /** Golden questions whose answer got lost, the longest lost first. Null for those who do not look after content (rights.ts). */
  lostAnswers: { question: string; language: Language; since: number }[] | null;
  /** The closed months, such as `2026-11`, the newest first. */
  months: string[];
  /** The month that was asked for, else the last one; null if that month is not closed. */
  snapshot: DeskSnapshot | null;
};

export type DeskRequest = {
  request: string;
  version: number;
  state: RequestState;
  change: string;
  obstacle: string;
  /** The language of its words. */
  language: Language;
  /** The author, if they gave their name. */
  from: string | null;
  topics: { topic: string; label: Labels }[];
  voices: number;
  /** Whole days. */
  age: number;
  /** Oldest first. `decision` is the id of the event that made it. */
  decisions: { decision: string; state: RequestState; reason: string; by: string; at: number }[];
};

/** A closed month as it was released: this, and never a vote, is what the desk knows of what people want to learn. */
export type DeskSnapshot = {
  month: string;
  closedAt: number;
  /** Fewer people than this are never shown. */
  smallestGroup: number;
  /** How many cells were held back, by reason. */
  withheld: { few: number; complement: number; difference: number };
  topics: { topic: string; label: Labels; family: Labels; band: Band }[];
  /** Those of whose people enough had asked something that was not answered for sure. */
  unanswered: { topic: string; label: Labels; band: Band }[];
  /** The families with a released cell in any division. */
  families: { family: string; label: Labels }[];
  divisions: { division: string; name: string }[];
  cells: { division: string; family: string; band: Band }[];
};

export type Labels = Record<Language, string>;
