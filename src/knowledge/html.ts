/** What a browser does not show, by how it begins, and how it ends. */
const UNSEEN = /<!--|<(?:script|style|template|svg)\b/gi;
const ENDS: ReadonlyMap<string, RegExp> = new Map([
  ["<!--", /-->/g],
  ["<script", /<\/script\s*>/gi],
  ["<style", /<\/style\s*>/gi],
  ["<template", /<\/template\s*>/gi],
  ["<svg", /<\/svg\s*>/gi],
]);
const APART =
  /<\/?(?:address|article|aside|blockquote|dd|details|div|dl|dt|figcaption|figure|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|summary|table|tbody|tfoot|thead|tr|ul)\b[^<>]*>/gi;
const CELL_END = /<\/t[dh]\s*>/gi;
const OTHER_TAG = /<(?!br\b)[^<>]*>/gi;
const BREAK = /<br\b[^<>]*>\s*/gi;

/** Between the cells of a row, until they are put together: a character that no text has. */
const CELL = "\u001F";

/** The words of an HTML block as Markdown: what the tags set apart stands apart, what a browser would not show is gone. */
export function withoutTags(html: string): string {
  return seen(html)
    .replace(APART, "\n\n")
    .replace(CELL_END, CELL)
    .replace(OTHER_TAG, "")
    .split("\n\n")
    .map((row) => row.split(CELL).map(trimmed).filter(Boolean).join("; "))
    .join("\n\n")
    .replace(BREAK, "  \n");
}

/** A blank in place of each part a browser does not show; one without an end goes on to the end of the text. */
function seen(html: string): string {
  const parts: string[] = [];
  let from = 0;
  for (const { index, 0: begin } of html.matchAll(UNSEEN)) {
    if (index < from) continue;
    parts.push(html.slice(from, index));
    from = endOf(html, begin.toLowerCase(), index + begin.length);
  }
  return [...parts, html.slice(from)].join(" ");
}

function endOf(html: string, begin: string, from: number): number {
  const end = ENDS.get(begin);
  if (end === undefined) return html.length;
  end.lastIndex = from;
  return end.test(html) ? end.lastIndex : html.length;
}

/** Without the blanks around each line, which Markdown would take for code. */
function trimmed(lines: string): string {
  return lines
    .split("\n")
    .map((line) => line.trim())
    .join("\n")
    .trim();
}
