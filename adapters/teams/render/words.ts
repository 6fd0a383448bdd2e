import type { Block, Citation, Claim, Quote } from "../../../src/channel/block.ts";
import { cut } from "../../../src/channel/cut.ts";
import type { Language } from "../../../src/channel/language.ts";
import { texts } from "../../../src/i18n/texts.ts";
import { LIMITS } from "./limits.ts";
import { fitting, type Piece, shortened } from "./piece.ts";
import { bold, inARow, inOneLine, italic, markdown, note, shown } from "./text.ts";

/** What the text of a message can show. */
export type Written = Extract<Block, { kind: "text" | "quote" | "claims" | "citations" }>;

const LONGEST_TITLE = 400;
const LONGEST_ASIDE = 250;

/** The text of a message, as Markdown of ours around words in which nothing is markup. */
export function wordsOf(blocks: Written[], language: Language): string {
  const cited = new Set(sourcesOf(blocks).map(({ number }) => number));
  const pieces = blocks.flatMap((block) => paragraphs(block, cited));
  return fitting(pieces, LIMITS.textSize, [italic(texts[language].teamsBlocks.shortened)])
    .filter((paragraph) => paragraph !== "")
    .join("\n\n");
}

export function sourcesOf(blocks: Block[]): Citation[] {
  return blocks.flatMap((block) => (block.kind === "citations" ? block.citations : []));
}

function paragraphs(block: Written, cited: ReadonlySet<number>): Piece<string>[] {
  switch (block.kind) {
    case "text": {
      const words = shown(block.text);
      return [
        shortenable(words.length, (longest) => {
          const said = cut(words, longest);
          return block.tone === "quiet" ? italic(said) : markdown(said, cited);
        }),
      ];
    }
    case "quote":
      return [heading(block.label), shortenable(lengthOf(block), (longest) => quoted(block, longest))];
    case "claims":
      return [
        shortenable(block.label.length, (longest) => italic(cut(shown(block.label), longest))),
        ...paragraphsOf(block.claims),
      ];
    case "citations":
      return [heading(block.label), ...block.citations.map(line)];
  }
}

/** A list is one paragraph, or Teams would draw it apart. */
function paragraphsOf(claims: Claim[]): Piece<string>[] {
  return claims.map((claim) => {
    const said = inARow(claim.parts.map(({ text, mark }) => (mark ? bold(text) : markdown(text)))).trim();
    const paragraph = `${claim.item ? "• " : ""}${said} ${claim.citations.map(note).join("")}`;
    return { parts: [paragraph], keep: true };
  });
}

function shortenable(whole: number, paragraph: (longest: number) => string): Piece<string> {
  return { parts: [paragraph(whole)], keep: false, shorter: shortened((longest) => [paragraph(longest)]) };
}

function heading(label: string): Piece<string> {
  return { parts: [bold(cut(inOneLine(label), LONGEST_TITLE))], keep: true };
}

function lengthOf({ parts }: Quote): number {
  return parts.reduce((sum, { text }) => sum + text.length, 0);
}

/** The sentences that answer are bold; the number at the end is the source's. */
function quoted({ parts, citation }: Quote, longest: number): string {
  let room = longest;
  const said = parts.map(({ text, mark }) => {
    const words = cut(text, room);
    room -= words === text ? words.length : room;
    return mark ? bold(words) : markdown(words);
  });
  const words = inARow(said).trim();
  if (words === "") return "";
  return `${words}${citation === null ? "" : ` ${note(citation)}`}`.replace(/^/gm, "> ");
}

/** A source, without a link: Teams makes one of its number. */
function line({ number, title, section, detail }: Citation): Piece<string> {
  const about = [section, detail].map((part) => cut(inOneLine(part), LONGEST_ASIDE));
  const named = [cut(inOneLine(title), LONGEST_TITLE), ...about].filter((part) => part !== "");
  return { parts: [[note(number), named.map((part) => markdown(part)).join(" · ")].join(" ")], keep: true };
}
