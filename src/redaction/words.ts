import { fold } from "./fold.ts";

/** A run of letters of a plain text. */
export type Word = { start: number; end: number; key: string; ends: readonly number[]; isCapital: boolean };

const LETTERS = /[\p{L}\p{M}]+/gu;
const CAPITAL = /^\p{Lu}/u;

export function wordsOf(text: string): Word[] {
  return [...text.matchAll(LETTERS)].map(({ 0: word, index }) => ({
    start: index,
    end: index + word.length,
    ...fold(word),
    isCapital: CAPITAL.test(word),
  }));
}

/** Every word of a list, as words are compared. */
export function keysOf(list: string): ReadonlySet<string> {
  return new Set(wordsOf(list).map(({ key }) => key));
}

/** What may stand between the parts of one name: "Anna-Lena O'Brien", "anna.obrien", "O'Brien, Anna", "A. O'Brien". */
const BETWEEN_PARTS = /^(?:\s{1,3}|[-–.'’_])$/;

export function areTogether(text: string, one: Word, next: Word): boolean {
  const gap = text.slice(one.end, Math.min(next.start, one.end + 4));
  if (BETWEEN_PARTS.test(gap)) return true;
  if (one.key.length === 1) return /^\.[\s-]{1,2}$/.test(gap);
  return /^,\s?$/.test(gap) && one.isCapital && next.isCapital;
}

/** Whether a sentence, or something like one, begins with it. */
export function isFirst(text: string, { start }: Word): boolean {
  const before = text.slice(Math.max(0, start - 4), start).trimEnd();
  return before === ""
    ? start <= 4 || /\n/.test(text.slice(start - 4, start))
    : /[.!?:;…"„“»«(*#>•–-]$/.test(before);
}
