import type { Block, Claim, Fact, Quote } from "../../../src/channel/block.ts";
import { split } from "../../../src/channel/cut.ts";
import type { Language } from "../../../src/channel/language.ts";
import { texts } from "../../../src/i18n/texts.ts";
import { type Numbers, numbers } from "./actions.ts";
import { buttonsOf, feedback, prompts, rows } from "./buttons.ts";
import { card, citations } from "./cards.ts";
import { aside, plain, type SlackBlock, shown } from "./elements.ts";
import { webAddress } from "./escape.ts";
import { LIMITS } from "./limits.ts";
import type { Piece } from "./piece.ts";
import { prose, type Run, run, type Surface } from "./prose.ts";

type Around = {
  surface: Surface;
  language: Language;
  number: Numbers;
  addresses: Map<number, string | null>;
};

export function piecesOf(blocks: Block[], surface: Surface, language: Language): Piece[] {
  const cited = blocks.flatMap((block) => (block.kind === "citations" ? block.citations : []));
  const addresses = new Map(cited.map(({ number, url }) => [number, webAddress(url)]));
  const around = { surface, language, number: numbers(), addresses };
  return blocks.flatMap((block) => pieces(block, around)).filter((piece) => piece.blocks.length > 0);
}

function pieces(block: Block, { surface, language, number, addresses }: Around): Piece[] {
  const words = texts[language].slackBlocks;
  switch (block.kind) {
    case "text":
      return block.tone === "quiet"
        ? quiet(block.text)
        : [prose({ label: "", runs: [run(block.text.trim())], quoted: false }, surface)];
    case "quote":
      return [prose({ label: block.label, runs: quoted(block, addresses), quoted: true }, surface)];
    case "claims":
      return [
        ...quiet(block.label),
        prose({ label: "", runs: claimed(block.claims, addresses), quoted: false }, surface),
      ];
    case "citations":
      return [citations(block.label, block.citations, number, words)];
    case "cards":
      return [heading(block.label, surface), ...block.cards.map((one) => card(one, number))];
    case "facts":
      return facts(block.label, block.facts, surface);
    case "buttons":
      return [kept(rows(buttonsOf(block.buttons, number)))];
    case "prompts":
      return [...quiet(block.label), { blocks: prompts(block.prompts, number, words), keep: false }];
    case "feedback":
      return [kept(feedback(block, surface, number, words))];
  }
}

function kept(blocks: SlackBlock[]): Piece {
  return { blocks, keep: true };
}

function quiet(text: string): Piece[] {
  return split(shown(text), LIMITS.section)
    .filter((part) => part.trim() !== "")
    .map((part) => ({ blocks: [aside(plain(part, LIMITS.section))], keep: false }));
}

/** A view is longer than a message: its parts have headings to find one's way by. */
function heading(label: string, surface: Surface): Piece {
  if (surface !== "view") return prose({ label, runs: [], quoted: false }, surface);
  const blocks: SlackBlock[] =
    shown(label) === "" ? [] : [{ type: "header", text: plain(label, LIMITS.header) }];
  return { blocks, keep: false };
}

function facts(label: string, facts: Fact[], surface: Surface): Piece[] {
  // A single fact may be named like the whole list: seeing that once is enough.
  const isPlain = facts.length === 1 && facts[0]?.name === label;
  const runs = facts.flatMap(({ name, value }, at): Run[] => [
    ...(at === 0 ? [] : [run("\n")]),
    ...(isPlain || shown(name) === "" ? [] : [run(shown(name), { bold: true }), run(": ")]),
    run(shown(value)),
  ]);
  if (surface === "view")
    return [heading(label, surface), prose({ label: "", runs, quoted: false }, surface)];
  return [prose({ label, runs, quoted: false }, surface)];
}

/** Line by line; the numbers at its end lead to the originals, where there are such. */
function claimed(claims: Claim[], addresses: Map<number, string | null>): Run[] {
  return claims.flatMap(({ parts, item, citations }, at): Run[] => [
    run(`${at === 0 ? "" : "\n"}${item ? "• " : ""}`),
    ...parts.map(({ text, mark }) => run(text, { bold: mark })),
    run(" "),
    ...citations.map((number) => run(`[${number}]`, { url: addresses.get(number) ?? null })),
  ]);
}

/** The sentences that answer are bold; the number at the end leads to the original, where there is one. */
function quoted({ parts, citation }: Quote, addresses: Map<number, string | null>): Run[] {
  const runs = parts.flatMap(({ text, mark }): Run[] => {
    const words = run(text, { bold: mark });
    const end = words.text.trimEnd();
    return mark && end !== words.text
      ? [{ ...words, text: end }, run(words.text.slice(end.length))]
      : [words];
  });
  const words = runs.map(({ text }) => text).join("");
  if (citation === null || words.trim() === "") return runs;
  return [
    ...runs,
    run(/\s$/.test(words) ? "" : " "),
    run(`[${citation}]`, { url: addresses.get(citation) ?? null }),
  ];
}
