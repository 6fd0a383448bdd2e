/** Abbreviations whose full stop ends no sentence, in lower case without that full stop. */
const ABBREVIATIONS: ReadonlySet<string> = new Set(
  `abs abt allg art bsp bspw bzw ca dr evtl exkl fig ggf hr inkl insb max min mind mio mrd nr prof rd sog st std str tel usw
  vgl vs approx dept etc inc ltd mr mrs ms no jr sr`.split(/\s+/),
);

/** Cuts a text into sentences and lines: list items and table rows are lines, and no line was wrapped. Joined again they are the text: each keeps the white space after it. */
export function sentences(text: string): string[] {
  const found: string[] = [];
  let start = 0;
  for (const { index, 0: gap } of text.matchAll(/\s+/g)) {
    const next = index + gap.length;
    if (!(gap.includes("\n") && index > 0) && !endsSentence(text, start, index, next)) continue;
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
  const word = (stretch.split(/[\s(]/).at(-1) ?? "").toLowerCase();
  return ABBREVIATIONS.has(word) || /^(?:\p{L}(?:\.\p{L})*|\d{1,2})$/u.test(word);
}
