/** A longer run of letters is no word; cut there, it stays cheap to stem and to compare. In UTF-16 code units. */
const LONGEST_WORD = 64;

// Built from code points so that the invisible characters stay visible in the source: soft hyphen, zero-width space, word joiner, BOM.
const INVISIBLE = /[\u00AD\u200B\u2060\uFEFF]/gu;
const APOSTROPHE = /[\u2018\u2019\u02BC]/gu;
const WORD = /[\p{L}\p{N}\p{M}]+(?:'[\p{L}\p{N}\p{M}]+)*/gu;

/** The words of a text in order: runs of letters and digits with inner apostrophes, in lower case and NFKC. */
export function words(text: string): string[] {
  const plain = text.normalize("NFKC").replace(INVISIBLE, "").replace(APOSTROPHE, "'").toLowerCase();
  return Array.from(plain.matchAll(WORD), ([word]) => word.slice(0, LONGEST_WORD));
}
