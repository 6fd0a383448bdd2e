/** Abbreviations whose full stop ends no sentence, in lower case without that full stop. */
const ABBREVIATIONS: ReadonlySet<string> = new Set(
  `abs abt allg art bsp bspw bzw ca dr evtl exkl fig ggf hr inkl insb max min mind mio mrd nr prof rd sog st std str tel usw
  vgl vs approx dept etc inc ltd mr mrs ms no jr sr`.split(/\s+/),
);

/** A line shorter than this, in UTF-16 code units, was ended on purpose; a longer one may have been wrapped. */
const WRAPPED_LINE = 60;

/** Cuts a text into sentences, list items and lines. Joined again they are the text: each keeps the white space after it. */
export function sentences(text: string): string[] {
  const found: string[] = [];
  let start = 0;
  for (const { index, 0: gap } of text.matchAll(/\s+/g)) {
    const next = index + gap.length;
    if (!endsSentence(text, start, index, next) && !endsLine(text, start, index, gap)) continue;
    found.push(text.slice(start, next));
    start = next;
  }
  if (start < text.length) found.push(text.slice(start));
  return found;
}

/** True if what was begun at `start` and stops before `end` closes a sentence, given how the text goes on at `next`. */
function endsSentence(text: string, start: number, end: number, next: number): boolean {
  let last = end - 1;
  while (last > start && "\"'”“’»«)]".includes(text.charAt(last))) last -= 1;
  const sign = text.charAt(last);
  if (!sign || !".!?…".includes(sign) || /\p{Ll}/u.test(text.charAt(next))) return false;
  return sign !== "." || !isAbbreviation(text.slice(Math.max(start, last - 16), last));
}

/** A known abbreviation, letters as in "z. B." or "e.g.", or an ordinal as in "3. Mai", at the end of a stretch of text. */
function isAbbreviation(stretch: string): boolean {
  const word = stretch.slice(stretch.search(/[^\s(]*$/)).toLowerCase();
  return ABBREVIATIONS.has(word) || /^(?:\p{L}(?:\.\p{L})*|\d{1,2})$/u.test(word);
}

/** True for a blank line, after a short line, and before a list item, a table row or a heading. */
function endsLine(text: string, start: number, end: number, gap: string): boolean {
  const lines = gap.split("\n").length - 1;
  if (lines === 0 || end === 0) return false;
  const length = end - Math.max(start, text.lastIndexOf("\n", end - 1) + 1);
  const next = text.slice(end + gap.length, end + gap.length + 4);
  return lines > 1 || length < WRAPPED_LINE || /^(?:[-*•|#>]|\d{1,2}[.)]\s)/.test(next);
}
