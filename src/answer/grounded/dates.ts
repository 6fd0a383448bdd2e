import { monthFact, monthNumber } from "./calendar.ts";

/** `day` is "2026-06-30", or "06-30" without a year; `parts` are what else it bears out. */
type Day = { day: string; parts: string[] };

const ISO = /(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/gu;
const GERMAN = /(?<!\d|\d\.)(\d{1,2})\. ?(\d{1,2})\.(?: ?(\d{4}|\d{2})(?!\d))?/gu;
/** The word is looked up: not every one is a month. */
const DAY_FIRST =
  /(?<![\d.,])(\d{1,2})(?:\.|st|nd|rd|th)? (?:of )?(\p{L}{3,9})(?!\p{L})\.?(?: (\d{4})(?!\d))?/giu;
const MONTH_FIRST =
  /(?<!\p{L})(\p{L}{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?(?![\p{L}\d])(?:,? (\d{4})(?!\d))?/giu;

/** The dates of a text, and what is left of it without them. */
export function dates(text: string): { found: Day[]; rest: string } {
  const found: Day[] = [];
  const take = (
    whole: string,
    year: string | undefined,
    month: number | undefined,
    day: string | undefined,
  ) => {
    const date = dayOf(year, month, Number(day));
    if (date === null) return whole;
    found.push(date);
    return " ";
  };
  const rest = text
    .replace(ISO, (whole, year, month, day) => take(whole, year, Number(month), day))
    .replace(GERMAN, (whole, day, month, year) => take(whole, year, Number(month), day))
    .replace(DAY_FIRST, (whole, day, month, year) => take(whole, year, monthNumber(month), day))
    .replace(MONTH_FIRST, (whole, month, day, year) => take(whole, year, monthNumber(month), day));
  return { found, rest };
}

function dayOf(year: string | undefined, month: number | undefined, day: number): Day | null {
  if (month === undefined || month < 1 || month > 12 || day < 1 || day > 31) return null;
  const short = `${pad(month)}-${pad(day)}`;
  if (year === undefined) return { day: short, parts: [monthFact(month), `${day}`] };
  const whole = year.length === 2 ? `20${year}` : year;
  return { day: `${whole}-${short}`, parts: [short, monthFact(month), whole, `${day}`] };
}

function pad(number: number): string {
  return `${number}`.padStart(2, "0");
}
