/** A message longer than this many UTF-16 code units is refused at the door. */
export const LONGEST_MESSAGE = 12_000;

// Built from code points so that the invisible characters stay visible in the source.
const LINE_ENDS = "\\r\\n?|[\\u000B\\u000C\\u0085\\u2028\\u2029]";
const CONTROLS = "\\u0000-\\u0008\\u000B-\\u001F\\u007F-\\u009F";
const BIDI = "\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069";
const ZERO_WIDTH = "\\u00AD\\u200B\\u2060\\uFEFF\\uFFF9-\\uFFFB";
const LINE_END = new RegExp(LINE_ENDS, "gu");
const INVISIBLE = new RegExp(`[${CONTROLS}${BIDI}${ZERO_WIDTH}]`, "gu");
// No script stacks more marks on a letter, and putting a long run of them in order takes quadratic time.
const STACKED_MARKS = /(\p{M}{8})\p{M}+/gu;

/**
 * A text as it is safe to show: NFC, Unix line ends, and without control, bidirectional and zero-width characters, with eight marks on
 * a letter at most. The zero-width joiners stay, because emoji and several scripts need them. Lone surrogates become U+FFFD.
 */
export function visibleText(text: string): string {
  const visible = text.toWellFormed().replace(LINE_END, "\n").replace(INVISIBLE, "");
  // Composing makes two marks of some.
  return unstacked(unstacked(visible).normalize("NFC"));
}

/** What a person typed, as text that is safe to show again. */
export function plainText(typed: string): string {
  return visibleText(typed).trim();
}

function unstacked(text: string): string {
  return text.replace(STACKED_MARKS, "$1");
}
