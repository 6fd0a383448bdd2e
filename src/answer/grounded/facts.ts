import { words } from "../../search/tokens.ts";
import { dayOrMonth, numberWord } from "./calendar.ts";
import { dates } from "./dates.ts";
import { measured } from "./units.ts";

/**
 * What a claim must not get wrong, in a form of its own: "1.200" and "1,200" are one number, "30. Juni" and "June 30" one day. Numbers
 * and what they count, dates, days of the week, months, addresses, and names that were masked.
 */
export type Facts = {
  /** Those that count. */
  said: Set<string>;
  /** All that would bear them out, where they stand in a source: a date also its month, "B2" also the 2. */
  borneOut: Set<string>;
};

/** `[Person A]`; `[Person A2]` is the same one, written in another way. */
const PLACEHOLDER = /\[(\p{L}{1,20} [A-Z]{1,4})\d{0,4}\]/giu;
const NUMBER = /(?<![\p{L}\p{N}])\d+(?:[.,'’]\d+)*/gu;
const GROUPED = /^[1-9]\d{0,2}(?:([.,'’])\d{3})(?:\1\d{3})*$/u;
const FULL_HOUR = /(?<!\d)(\d{1,2})[:.]00(?=\s?(?:uhr|h\b|am\b|pm\b|a\.m|p\.m))|(?<!\d)(\d{1,2}):00(?!\d)/gu;
/** "3rd", "30min", "5x": a number with its unit. */
const WITH_UNIT = /^(\d+)\p{L}+$/u;
/** Digits that a number of JavaScript keeps. */
const LONGEST_EXACT = 15;
/** Not read as numbers, so that only the same ones bear them out. */
const STRANGE_DIGITS = /[^\P{N}0-9]+/gu;
/** "neunhundert", "dreitausend": the same. */
const COMPOSED_NUMBER = /^\p{L}{2,30}(?:hundert|tausend)|^\p{L}{2,10}und\p{L}{2,6}(?:zig|ßig)$/u;
/** An article, and a number. */
const ONE = /(?<!\p{L})(?:eine?[mnrs]?|one|an?)(?!\p{L})/iu;

export function factsOf(text: string): Facts {
  const said = new Set<string>();
  const borneOut = new Set<string>();
  let rest = text.normalize("NFKC");
  rest = rest.replace(PLACEHOLDER, (_, name: string) => {
    said.add(`[${name.toLowerCase()}]`);
    return " ";
  });
  rest = withoutAddresses(rest, said);
  const days = dates(rest);
  for (const { day, parts } of days.found) {
    said.add(day);
    for (const part of parts) borneOut.add(part);
  }
  if (ONE.test(rest)) borneOut.add("1");
  for (const word of words(days.rest)) mixed(word, said, borneOut);
  const plain = days.rest.toLowerCase().replace(FULL_HOUR, "$1$2 ");
  for (const [number] of plain.matchAll(NUMBER)) said.add(canonical(number));
  for (const [strange] of rest.matchAll(STRANGE_DIGITS)) said.add(strange);
  counted(days.rest, said, borneOut);
  for (const number of numbersIn(rest)) borneOut.add(number);
  for (const fact of said) borneOut.add(fact);
  return { said, borneOut };
}

/** What is counted. A number that stands without a unit may have any of the text's: "10 bis 12 Uhr", "Dauer in Tagen: 30". */
function counted(text: string, said: Set<string>, borneOut: Set<string>): void {
  const { pairs, bare, units } = measured(text);
  for (const { number, unit } of pairs) {
    // One fact, not two.
    said.delete(canonical(number));
    borneOut.add(canonical(number));
    said.add(`${canonical(number)} ${unit}`);
  }
  for (const number of new Set([...bare, "1"]))
    for (const unit of units) borneOut.add(`${canonical(number)} ${unit}`);
}

/** What is an address, or looks like one, is taken out. */
function withoutAddresses(text: string, said: Set<string>): string {
  return text
    .split(/(\s+)/u)
    .map((word) => {
      if (!isAddress(word)) return word;
      said.add(trimmed(word).toLowerCase());
      return " ";
    })
    .join("");
}

/** Whatever has an @, or a dot between letters that a client could take for a host: `evil.com`, not "z.B.". */
function isAddress(word: string): boolean {
  return word.includes("@") || hasScheme(word) || /\p{L}{2}\.\p{L}{2}|\d\.\p{L}{2}/u.test(word);
}

/** What stands for somebody is no word. */
export function withoutPlaceholders(text: string): string {
  return text.replace(PLACEHOLDER, " ");
}

/** A link: nothing bears it out, the numbers of the sources lead to them. */
export function hasLink(text: string): boolean {
  return text
    .normalize("NFKC")
    .split(/\s+/u)
    .some((word) => hasScheme(word));
}

function hasScheme(word: string): boolean {
  return /:\/\/|(?<!\p{L})www\.|(?<!\p{L})(?:javascript|vbscript|data|mailto|tel|file|blob):\S/iu.test(word);
}

function trimmed(word: string): string {
  let [from, to] = [0, word.length];
  while (from < to && /[^\p{L}\p{N}@]/u.test(word.charAt(from))) from += 1;
  while (to > from && /[^\p{L}\p{N}/]/u.test(word.charAt(to - 1))) to -= 1;
  return word.slice(from, to);
}

/** Words that are a fact: "zwei", "Freitag", "Juni", "B2". */
function mixed(word: string, said: Set<string>, borneOut: Set<string>): void {
  const lower = word.toLowerCase();
  const number = numberWord(lower);
  if (number !== undefined) said.add(number);
  else if (COMPOSED_NUMBER.test(lower)) said.add(lower);
  const named = dayOrMonth(word);
  if (named !== undefined) said.add(named);
  if (!/\p{L}/u.test(word) || !/\p{N}/u.test(word)) return;
  const [, digits] = WITH_UNIT.exec(word) ?? [];
  if (digits === undefined) said.add(lower);
  else {
    said.add(canonical(digits));
    borneOut.add(lower);
  }
}

/** Every run of digits, also those of dates and words: "10:30" is a 10 and a 30. */
function numbersIn(text: string): string[] {
  return [...text.matchAll(/\d+(?:[.,'’]\d+)*/gu)].flatMap(([number]) => [
    canonical(number),
    ...number.split(/[.,'’]/u).map((part) => canonical(part)),
  ]);
}

/** Thousands without their signs, a point before decimals, no zeros that say nothing. */
function canonical(number: string): string {
  const whole = GROUPED.test(number) ? number.replace(/[.,'’]/gu, "") : withPoint(number);
  return whole.length > LONGEST_EXACT ? whole : `${Number(whole)}`;
}

/** The last sign is the one before decimals, if it is not the only kind and stands there once. */
function withPoint(number: string): string {
  const last = Math.max(number.lastIndexOf("."), number.lastIndexOf(","));
  if (last < 0) return number.replace(/['’]/gu, "");
  return `${number.slice(0, last).replace(/[.,'’]/gu, "")}.${number.slice(last + 1)}`;
}
