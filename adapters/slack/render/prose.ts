import type { types } from "@slack/bolt";
import { cut, cutEscaped, split } from "../../../src/channel/cut.ts";
import { visibleText } from "../../../src/channel/text.ts";
import { marked, type SlackBlock, shown } from "./elements.ts";
import { markdown, mrkdwn, mrkdwnLink } from "./escape.ts";
import { LIMITS } from "./limits.ts";
import { type Piece, sizeOf } from "./piece.ts";

/** Words in a row that look the same; with `url` they are a link. */
export type Run = { text: string; bold: boolean; url: string | null };

export function run(text: string, look: { bold?: boolean; url?: string | null } = {}): Run {
  return { bold: false, url: null, ...look, text: visibleText(text) };
}

/** Where blocks are shown: Slack takes some kinds in messages only, and `plain` is for a Slack that refused the better ones. */
export type Surface = "message" | "view" | "plain";

/** Words under a label, which may be empty; `quoted` is somebody else's. */
export type Prose = { label: string; runs: Run[]; quoted: boolean };

/** Text elements of rich text are never read as markup, so nothing in them needs an escape. Their length has no published limit. */
const LONGEST_RICH = 3000;

export function prose(words: Prose, surface: Surface): Piece {
  const blocks = proseBlocks(words, surface);
  const shorter = (room: number) => {
    for (let longest = room; longest > 40; longest = Math.floor(longest / 1.5)) {
      const shortened = proseBlocks({ ...words, runs: cutRuns(words.runs, longest) }, surface);
      if (sizeOf(shortened) <= room) return shortened;
    }
    return [];
  };
  return { blocks, keep: false, shorter };
}

function proseBlocks({ label, runs, quoted }: Prose, surface: Surface): SlackBlock[] {
  const heading = shown(label) === "" ? [] : [run(cut(shown(label), LIMITS.header), { bold: true })];
  const said = runs.filter(({ text }) => text !== "");
  if (said.every(({ text }) => text.trim() === "")) return heading.length > 0 ? lines(heading, surface) : [];
  const whole = said.map(({ text }) => text).join("");
  if (surface === "message" && !quoted && heading.length === 0 && whole.length > LONGEST_RICH)
    return [{ type: "markdown", text: cutEscaped(whole.trim(), LIMITS.message, markdown) }];
  if (surface === "plain") return [...sections(heading, false), ...sections(said, quoted)];
  return packed(said, LONGEST_RICH).map((part, at) =>
    rich([
      ...(at === 0 && heading.length > 0 ? [richSection(heading)] : []),
      quoted ? { type: "rich_text_quote", elements: part.map(richElement) } : richSection(part),
    ]),
  );
}

function lines(runs: Run[], surface: Surface): SlackBlock[] {
  return surface === "plain" ? sections(runs, false) : [rich([richSection(runs)])];
}

function rich(elements: types.RichTextBlockElement[]): SlackBlock {
  return { type: "rich_text", elements };
}

function richSection(runs: Run[]): types.RichTextSection {
  return { type: "rich_text_section", elements: runs.map(richElement) };
}

function richElement({ text, bold, url }: Run): types.RichTextElement {
  const style = bold ? { style: { bold } } : {};
  return url === null ? { type: "text", text, ...style } : { type: "link", url, text, ...style };
}

/** The same as sections, in smaller parts where escaping makes them too long. */
function sections(runs: Run[], quoted: boolean): SlackBlock[] {
  for (let longest = LIMITS.section - 200; ; longest = Math.floor(longest / 2)) {
    const texts = packed(runs, longest).map((part) => mrkdwnOf(part, quoted));
    if (texts.every((text) => text.length <= LIMITS.section))
      return texts.map((text) => ({ type: "section", text: marked(text), expand: true }));
  }
}

function mrkdwnOf(runs: Run[], quoted: boolean): string {
  const markup = runs.map(({ text, bold, url }) => {
    if (url !== null) return mrkdwnLink(url, mrkdwn(text));
    return bold ? boldLines(text) : mrkdwn(text);
  });
  return quoted ? markup.join("").replace(/^/gm, "> ") : markup.join("");
}

/** Bold ends with its line, and does not begin or end with a space. */
function boldLines(text: string): string {
  return text.replace(/[^\s](?:[^\n]*[^\s])?/g, (words) => `*${mrkdwn(words)}*`);
}

/** The runs in parts of at most so many code units. */
function packed(runs: Run[], longest: number): Run[][] {
  const parts: Run[][] = [];
  let room = 0;
  for (const { text, ...look } of runs) {
    for (const some of split(text, longest)) {
      const part = some.length <= room ? parts.at(-1) : undefined;
      if (part) part.push({ text: some, ...look });
      else parts.push([{ text: some, ...look }]);
      room = (part ? room : longest) - some.length;
    }
  }
  return parts;
}

function cutRuns(runs: Run[], longest: number): Run[] {
  let room = longest;
  return runs.map((one) => {
    const text = cut(one.text, room);
    room = text === one.text ? room - text.length : 0;
    return { ...one, text };
  });
}
