import { findCodes, findLabelled } from "./codes.ts";
import { fold } from "./fold.ts";
import { findNames, findPhrases, type Named } from "./names.ts";
import { plainOf } from "./plain.ts";
import { findIds, findMails, findPhones } from "./reach.ts";
import type { Redacted } from "./redacted.ts";
import type { Roster } from "./roster.ts";
import type { Kind, Span } from "./span.ts";
import { findStrangers } from "./strangers.ts";
import { type Word, wordsOf } from "./words.ts";

/** One request to a model: the same person is the same in all its texts. */
export type Redaction = {
  /** Everybody in it becomes [Person A] and so on, and what reaches them [Mail A], [Phone A] … */
  redact(text: string): Redacted;
  /** Puts back what was written, into whatever a model made of it. */
  restore(text: string): string;
};

/** `[Person A]`; the same person written in another way is `[Person A2]`. */
const PLACEHOLDER = /\[(?:Person|Mail|Phone|Account|Number|Id|Company|Team|Text) [A-Z]{1,4}\d{0,4}\]/gi;

export function redaction(roster: Roster): Redaction {
  /** What stands for what was written, and back. */
  const written = new Map<string, string>();
  const placeholders = new Map<string, string>();
  const counts = new Map<Kind, number>();
  const forms = new Map<string, number>();
  /** Who has been named so far, and by which letters. */
  const lettersOf = new Map<number, string>();
  const strangers = strangersAfter(roster.size);

  function placeholderOf({ kind, people }: Span, text: string): string {
    const known = placeholders.get(`${kind}:${text}`);
    if (known) return known;
    const letters = kind === "Person" ? lettersOfPerson(people, text) : nextLetters(kind);
    const form = (forms.get(kind + letters) ?? 0) + 1;
    forms.set(kind + letters, form);
    const placeholder = `[${kind} ${letters}${form === 1 ? "" : form}]`;
    placeholders.set(`${kind}:${text}`, placeholder);
    written.set(placeholder.toLowerCase(), text);
    return placeholder;
  }

  /** Whoever of those that are called so was named before; else somebody new. */
  function lettersOfPerson(people: readonly number[], text: string): string {
    const stranger = strangers.numberOf(fold(text).key);
    const own = lettersOf.get(stranger);
    if (own !== undefined) return own;
    const may = people.length === 0 ? [stranger] : people;
    const before = new Set(may.flatMap((person) => lettersOf.get(person) ?? []));
    const [letters] = before;
    if (letters !== undefined && before.size === 1) return letters;
    const next = nextLetters("Person");
    // One name of many people is nobody's in particular.
    lettersOf.set(may.length === 1 ? (may[0] ?? stranger) : stranger, next);
    return next;
  }

  function nextLetters(kind: Kind): string {
    const count = counts.get(kind) ?? 0;
    counts.set(kind, count + 1);
    return inLetters(count);
  }

  return {
    redact(text) {
      const plain = plainOf(text);
      const words = wordsOf(plain.text);
      let redacted = "";
      let done = 0;
      for (const span of spansOf(plain.text, words, roster, strangers)) {
        const { start, end } = plain.written(span.start, span.end);
        redacted += text.slice(done, start) + placeholderOf(span, text.slice(start, end));
        done = end;
      }
      return (redacted + text.slice(done)) as Redacted;
    },
    restore: (text) =>
      text.replace(PLACEHOLDER, (placeholder) => written.get(placeholder.toLowerCase()) ?? placeholder),
  };
}

/** In the order of the text; where two meet, both are taken out as whatever comes first in this list. */
function spansOf(text: string, words: readonly Word[], roster: Roster, strangers: Strangers): Span[] {
  for (const keys of findStrangers(text, words)) {
    const isKnown = keys.every((key) => roster.named.has(key) || roster.named.has(key.replace(/s$/, "")));
    if (!isKnown) strangers.meet(keys);
  }
  const found: Span[][] = [
    [...text.matchAll(PLACEHOLDER)].map(({ 0: all, index }) => {
      return { start: index, end: index + all.length, kind: "Text", people: [] };
    }),
    findMails(text),
    findIds(text, roster.ids),
    findCodes(text),
    findPhones(text),
    findLabelled(text, words),
    findNames(text, words, [roster, strangers], roster),
    findPhrases(words, roster),
  ];
  const spans: Span[] = [];
  let rankOfLast = 0;
  const ranked = found.flatMap((some, rank) => some.map((span) => ({ span, rank })));
  for (const { span, rank } of ranked.sort((a, b) => a.span.start - b.span.start)) {
    const last = spans.at(-1);
    if (last && span.start < last.end) {
      const meant = rank < rankOfLast ? span : last;
      spans[spans.length - 1] = { ...meant, start: last.start, end: Math.max(last.end, span.end) };
      rankOfLast = Math.min(rank, rankOfLast);
    } else {
      spans.push(span);
      rankOfLast = rank;
    }
  }
  return spans;
}

type Strangers = ReturnType<typeof strangersAfter>;

/** People who are in no roster and in these texts, numbered after those who are. */
function strangersAfter(size: number) {
  const named = new Map<string, number[]>();
  const parts: string[][] = [];
  const numbers = new Map<string, number>();

  function numberOf(key: string): number {
    const number = numbers.get(key) ?? size + numbers.size;
    numbers.set(key, number);
    return number;
  }
  return {
    named,
    parts,
    numberOf,
    meet(keys: readonly string[]): void {
      const number = numberOf(keys.join(" "));
      if (parts[number]) return;
      parts[number] = [...keys];
      for (const key of keys) named.set(key, [...(named.get(key) ?? []), number]);
    },
  } satisfies Named & Record<string, unknown>;
}

/** 0 -> A, 25 -> Z, 26 -> AA. */
function inLetters(count: number): string {
  const letter = String.fromCharCode(65 + (count % 26));
  return count < 26 ? letter : inLetters(Math.floor(count / 26) - 1) + letter;
}
