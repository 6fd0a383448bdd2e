// Each pattern reads on to the end when its closing part is missing, so that none starts over and over again.
const UNSEEN = /<!--[\s\S]*?(?:-->|$)|<(script|style|template|svg)\b[\s\S]*?(?:<\/\1\s*>|$)/gi;
const APART =
  /<\/?(?:address|article|aside|blockquote|dd|details|div|dl|dt|figcaption|figure|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|summary|table|tbody|tfoot|thead|tr|ul)\b[^<>]*>/gi;
const CELL_END = /<\/t[dh]\s*>/gi;
const OTHER_TAG = /<(?!br\b)[^<>]*>/gi;
const BREAK = /<br\b[^<>]*>\s*/gi;

/** Between the cells of a row, until they are put together: a character that no text has. */
const CELL = "\u001F";

/** The words of an HTML block as Markdown: what the tags set apart stands apart, what a browser would not show is gone. */
export function withoutTags(html: string): string {
  return html
    .replace(UNSEEN, " ")
    .replace(APART, "\n\n")
    .replace(CELL_END, CELL)
    .replace(OTHER_TAG, "")
    .split("\n\n")
    .map((row) => row.split(CELL).map(trimmed).filter(Boolean).join("; "))
    .join("\n\n")
    .replace(BREAK, "  \n");
}

/** Without the blanks around each line, which Markdown would take for code. */
function trimmed(lines: string): string {
  return lines
    .split("\n")
    .map((line) => line.trim())
    .join("\n")
    .trim();
}
