import { visibleText } from "../../../src/channel/text.ts";
import { LIMITS } from "./limits.ts";

/** Holds two characters together without being seen: keeps what is left and right of it from being read as one token. */
const JOINER = "\u2060";

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
/** Signs that Teams may read in a text whose kind it does not tell, or swallows: each becomes its wide twin. */
const WIDE: Record<string, string> = { "<": "＜", ">": "＞", "{": "｛", "}": "｝" };

/** What there is to see of a text; empty is nothing. */
export function shown(text: string): string {
  return visibleText(text).trim();
}

/** The same in one line, for a title. */
export function inOneLine(text: string): string {
  return shown(text).replace(/\s+/g, " ");
}

/**
 * Text for those parts of a card that are never read as Markdown: runs, labels, titles of buttons. Without `{{` and `${` there is no
 * date, time or template in it, without `<at>` no mention.
 */
export function plain(text: string): string {
  return visibleText(text)
    .replace(/[{$](?=\{)/g, `$&${JOINER}`)
    .replace(/<(?=\/?at\b)/gi, `<${JOINER}`);
}

/** Text for where Teams does not say what it reads: summaries, previews, what is read out. Nothing in it can be markup of any kind. */
export function flat(text: string): string {
  return plain(inOneLine(text))
    .replace(/[<>]/g, (sign) => WIDE[sign] ?? sign)
    .replace(/&(?=[#\p{L}])/gu, `&${JOINER}`);
}

/** Whether a text stays as it is where Teams reads Markdown. */
export function isCalm(text: string): boolean {
  return /^[\p{L}“„(](?:[\p{L}\p{N} ,;?!–—“”„’'()…%€-]|\.(?!\p{L})|:(?!\/))*$/u.test(text);
}

/**
 * Text for a message, which Teams reads as Markdown: it shows what was written, line by line. Braces become their wide twins, since
 * Teams would swallow them with all they hold. Lists, headings, rules, tables and code need the beginning of a line, addresses
 * their dots and colons: a joiner takes it from them. The numbers of sources in `cited` stay what Teams makes its notes of.
 */
export function markdown(text: string, cited: ReadonlySet<number> = new Set()): string {
  const written = plain(text)
    .replace(/[{}]/g, (sign) => WIDE[sign] ?? sign)
    .replace(/\[(\d{1,2})\]|[\\*_`~|[\]]/g, (sign, number: string | undefined) => {
      if (number === undefined) return `\\${sign}`;
      return cited.has(Number(number)) ? note(Number(number)) : `\\[${number}\\]`;
    })
    .replace(/:(?=\/\/)/g, `:${JOINER}`)
    .replace(/(?<=[\p{L}\p{N}])(?:@(?=[\p{L}\p{N}])|\.(?=\p{L}))/gu, `${JOINER}$&`)
    .replace(/^(?![\p{L}\n]|$)/gmu, JOINER)
    .replace(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign);
  return written.replace(/(?<!\n)\n(?!\n)/g, "  \n");
}

/** The number of a source, of which Teams makes a note. What follows cannot make a link of it. */
export function note(number: number): string {
  return `[${number}]${JOINER}`;
}

/** The same in bold, which ends with its line. */
export function bold(text: string): string {
  return emphasised(text, "**");
}

/** The same as an aside. */
export function italic(text: string): string {
  return emphasised(text, "*");
}

function emphasised(text: string, sign: string): string {
  const lines = visibleText(text).replace(/[^\s](?:[^\n]*[^\s])?/g, (words) => {
    // Beside a letter, emphasis cannot end at any other sign.
    const end = /[\p{L}\p{N}]$/u.test(words) ? "" : JOINER;
    return `${sign}${markdown(words)}${end}${sign}`;
  });
  return lines.replace(/^(?=[ \t])/gm, JOINER).replace(/(?<!\n)\n(?!\n)/g, "  \n");
}

/** Markup of ours in a row, of which no two become one token. */
export function inARow(markup: string[]): string {
  return markup.reduce((row, next) => `${row}${/\S$/.test(row) ? JOINER : ""}${next}`, "");
}

/** An address of the web as it may be linked to; null for anything else, such as `javascript:`. */
export function webAddress(address: string | null): string | null {
  const url = address === null ? null : URL.parse(address);
  const isWeb = url?.protocol === "https:" || url?.protocol === "http:";
  return isWeb && url.href.length <= LIMITS.address ? url.href : null;
}
