import type { Card, Citation } from "../../../src/channel/block.ts";
import { cutEscaped } from "../../../src/channel/cut.ts";
import type { Texts } from "../../../src/i18n/en.ts";
import { buttonOf, type Numbers } from "./actions.ts";
import { buttonsOf, rows } from "./buttons.ts";
import { aside, inOneLine, marked, plain, type SlackBlock, shown } from "./elements.ts";
import { mrkdwn, mrkdwnLink, webAddress } from "./escape.ts";
import { LIMITS } from "./limits.ts";
import type { Piece } from "./piece.ts";

const LONGEST_TITLE = 400;
const LONGEST_ASIDE = 500;

/** A thing with what can be done about it: a single button stands beside it, several below. */
export function card({ title, detail, body, why, url, buttons }: Card, number: Numbers): Piece {
  const name = inOneLine(title);
  const pressable = buttonsOf(buttons, number, name);
  const head = name === "" ? "" : `*${linked(name, url)}*\n`;
  const words = `${head}${cutEscaped(shown(body), LIMITS.section - head.length, mrkdwn)}`.trim();
  const asides = [detail, why]
    .filter((one) => shown(one) !== "")
    .map((one) => aside(plain(one, LONGEST_ASIDE)));
  if (words === "") return { blocks: [...asides, ...rows(pressable)], keep: false };

  const section = { type: "section", text: marked(words), expand: true } as const;
  const [first, ...more] = pressable;
  const blocks: SlackBlock[] =
    first && more.length === 0
      ? [{ ...section, accessory: first }, ...asides]
      : [section, ...asides, ...rows(pressable)];
  return { blocks, keep: false };
}

/** The sources, a line each with a link where there is an original, and a button for each that shows the passage. */
export function citations(
  label: string,
  citations: Citation[],
  number: Numbers,
  words: Texts["slackBlocks"],
): Piece {
  const heading = inOneLine(label);
  const lines = [
    ...(heading === "" ? [] : [`*${cutEscaped(heading, LONGEST_TITLE, mrkdwn)}*`]),
    ...citations.map(line),
  ];
  const buttons = citations.flatMap(({ number: n, title, passage }) =>
    buttonOf({ kind: "passage", passage }, words.source(`${n}`), number, {
      about: words.openSource(`${n}`, inOneLine(title)),
    }),
  );
  return { blocks: [...together(lines).map((text) => aside(marked(text))), ...rows(buttons)], keep: true };
}

function line({ number, title, section, detail, url }: Citation): string {
  const about = [section, detail]
    .map((part) => cutEscaped(inOneLine(part), LONGEST_ASIDE / 2, mrkdwn))
    .filter((part) => part !== "");
  return [`[${number}] ${linked(inOneLine(title), url)}`, ...about].join(" · ");
}

function linked(title: string, url: string | null): string {
  const words = cutEscaped(title, LONGEST_TITLE, mrkdwn);
  const address = webAddress(url);
  return address === null || words === "" ? words : mrkdwnLink(address, words);
}

/** Lines as texts that a block can take. */
function together(lines: string[]): string[] {
  const texts: string[] = [];
  for (const one of lines) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + 1 + one.length <= LIMITS.section)
      texts[texts.length - 1] = `${last}\n${one}`;
    else texts.push(one);
  }
  return texts;
}
