import { numberWord } from "./calendar.ts";

const UNITS: Record<string, string> = {
  euro: "€ eur euro euros",
  dollar: "$ usd dollar dollars",
  pound: "£ gbp pfund pound pounds",
  franc: "chf franken francs",
  percent: "% prozent prozentig prozentige prozentigen prozentiger percent",
  minute: "min minute minuten minutes minütig minütige minütigen",
  hour: "h std stunde stunden hour hours stündig stündige stündigen",
  day: "tag tage tagen tages tägig tägige tägigen day days täglich daily",
  week: "woche wochen week weeks wöchig wöchige wöchigen wöchentlich weekly",
  month: "monat monate monaten monats month months monatig monatlich monthly",
  quarter: "quartal quartale quartalen quartals quarter quarters",
  year: "jahr jahre jahren jahres year years jährig jährlich yearly annually annual",
  thousand: "tsd tausend thousand",
  million: "mio million millionen millions",
  billion: "mrd milliarde milliarden billion billions",
};
const CURRENCIES: readonly string[] = ["euro", "dollar", "pound", "franc"];
/** Longer ones also end a word: "Arbeitstage". */
const LONGEST_WHOLE = 3;
const byForm = new Map(
  Object.entries(UNITS).flatMap(([unit, forms]) => forms.split(" ").map((form) => [form, unit] as const)),
);
const endings = [...byForm].filter(([form]) => form.length > LONGEST_WHOLE || form === "tag");

const TOKEN = /\d+(?:[.,'’]\d+)*|\p{L}+|[%€$£]/gu;
const TOGETHER = /^[\s-]?$/u;

export type Measured = {
  /** Numbers with the unit that stands next to them. */
  pairs: { number: string; unit: string }[];
  /** Numbers without one. */
  bare: string[];
  /** Every unit, wherever it stands. */
  units: ReadonlySet<string>;
};

/** What the numbers of a text count: "30 Tage" are no 30 weeks, and "$1,200" no €1,200. */
export function measured(text: string): Measured {
  const tokens = [...text.matchAll(TOKEN)].map(({ 0: word, index }) => {
    const lower = word.toLowerCase();
    const number = /^\d/.test(word) ? word : numberWord(lower);
    return { start: index, end: index + word.length, number, unit: unitOf(lower) };
  });
  const found: Measured = {
    pairs: [],
    bare: [],
    units: new Set(tokens.flatMap(({ unit }) => (unit === undefined ? [] : [unit]))),
  };
  for (const [at, { number, start, end }] of tokens.entries()) {
    if (number === undefined) continue;
    const [before, after] = [tokens[at - 1], tokens[at + 1]];
    const next = after && TOGETHER.test(text.slice(end, after.start)) ? after.unit : undefined;
    const last = before && TOGETHER.test(text.slice(before.end, start)) ? before.unit : undefined;
    const unit = next ?? (last !== undefined && CURRENCIES.includes(last) ? last : undefined);
    if (unit === undefined) found.bare.push(number);
    else found.pairs.push({ number, unit });
  }
  return found;
}

function unitOf(lower: string): string | undefined {
  return byForm.get(lower) ?? endings.find(([form]) => lower.endsWith(form))?.[1];
}
