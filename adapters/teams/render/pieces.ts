import type { Block, Claim, Fact, Quote } from "../../../src/channel/block.ts";
import { cut } from "../../../src/channel/cut.ts";
import { Verdict } from "../../../src/channel/event.ts";
import type { Language } from "../../../src/channel/language.ts";
import type { Texts } from "../../../src/i18n/en.ts";
import { texts } from "../../../src/i18n/texts.ts";
import { actionOf, buttonsOf, rows, type Surface } from "./actions.ts";
import { type Action, aside, type Element, heading, lines, near, type Run, run } from "./elements.ts";
import { item, source, sourceButtons } from "./items.ts";
import { type Piece, shortened } from "./piece.ts";
import { inOneLine, shown, webAddress } from "./text.ts";

type ElementPiece = Piece<Element>;
type Around = { surface: Surface; words: Texts["teamsBlocks"]; addresses: Map<number, string | null> };

const LONGEST_BUTTON = 60;
const LONGEST_PROMPT = 1000;

/** Each kind of block as elements of a card. */
export function piecesOf(blocks: Block[], surface: Surface, language: Language): ElementPiece[] {
  const cited = blocks.flatMap((block) => (block.kind === "citations" ? block.citations : []));
  const addresses = new Map(cited.map(({ number, url }) => [number, webAddress(url)]));
  const around = { surface, words: texts[language].teamsBlocks, addresses };
  return blocks.flatMap((block) => pieces(block, around)).filter((piece) => piece.parts.length > 0);
}

function pieces(block: Block, { surface, words, addresses }: Around): ElementPiece[] {
  switch (block.kind) {
    case "text":
      return [paragraph(block.text, block.tone === "quiet" ? aside : (text) => lines([run(text)]))];
    case "quote":
      return [quotation(block, addresses)];
    case "claims":
      return [
        paragraph(block.label, aside),
        ...block.claims.map((one) => ({ parts: claim(one, addresses), keep: false })),
      ];
    case "citations":
      return [
        { parts: heading(block.label), keep: true },
        ...block.citations.map((one) => ({ parts: source(one), keep: true })),
        ...kept(sourceButtons(block.citations, surface, words)),
      ];
    case "cards":
      return [
        { parts: heading(block.label), keep: false },
        ...block.cards.map((one) => item(one, surface, words)),
      ];
    case "facts":
      return facts(block.label, block.facts);
    case "buttons":
      return kept(buttonsOf(block.buttons, surface));
    case "prompts":
      return [paragraph(block.label, aside), ...prompts(block.prompts, surface, words)];
    case "feedback":
      return surface === "chat" ? [] : kept(thumbs(block, surface, words));
  }
}

export function kept(actions: Action[]): ElementPiece[] {
  return rows(actions).map((row) => ({ parts: [row], keep: true }));
}

function paragraph(text: string, elements: (text: string) => Element[]): ElementPiece {
  const words = shown(text);
  return {
    parts: elements(words),
    keep: false,
    shorter: shortened((longest) => elements(cut(words, longest))),
  };
}

/** Set off by a surface of its own; its label says that it is a quotation. The sentences that answer are bold. */
function claim({ parts, item, citations }: Claim, addresses: Map<number, string | null>): Element[] {
  return lines([
    run(item ? "• " : ""),
    ...parts.map(({ text, mark }) => run(text, mark ? { weight: "Bolder" } : {})),
    run(" "),
    ...citations.map((number) => run(`[${number}]`, {}, addresses.get(number) ?? null)),
  ]);
}

function quotation({ label, parts, citation }: Quote, addresses: Map<number, string | null>): ElementPiece {
  const boxed = (longest: number): Element[] => {
    let room = longest;
    const runs = parts.map(({ text, mark }, at): Run => {
      const words = cut(at === parts.length - 1 ? text.trimEnd() : text, room);
      room -= words.length < text.trimEnd().length ? room : words.length;
      return run(words, mark ? { weight: "Bolder" } : {});
    });
    if (runs.every(({ text }) => text.trim() === "")) return heading(label, "Default");
    const number =
      citation === null ? [] : [run(" "), run(`[${citation}]`, {}, addresses.get(citation) ?? null)];
    return [
      {
        type: "Container",
        style: "emphasis",
        items: [...heading(label, "Default"), ...lines([...runs, ...number])],
      },
    ];
  };
  const whole = parts.reduce((sum, { text }) => sum + text.length, 0);
  return { parts: boxed(whole), keep: false, shorter: shortened(boxed) };
}

function facts(label: string, facts: Fact[]): ElementPiece[] {
  // A single fact may be named like the whole list: seeing that once is enough.
  const isPlain = facts.length === 1 && facts[0]?.name === label;
  const fact = ({ name, value }: Fact): ElementPiece => {
    const named =
      isPlain || shown(name) === "" ? [] : [run(inOneLine(name), { weight: "Bolder" }), run(": ")];
    return paragraph(value, (words) => near(lines([...named, run(words)])));
  };
  return [{ parts: heading(label), keep: false }, ...facts.map(fact)];
}

/** Quick replies. One that is too long for a button stands beside it. */
function prompts(prompts: string[], surface: Surface, words: Texts["teamsBlocks"]): ElementPiece[] {
  const said = prompts
    .map((prompt) => cut(inOneLine(prompt), LONGEST_PROMPT))
    .filter((prompt) => prompt !== "");
  if (said.every((prompt) => prompt.length <= LONGEST_BUTTON))
    return kept(said.flatMap((text) => actionOf({ kind: "say", text }, text, surface)));
  return said.map((text) => ({
    parts: [
      ...lines([run(text)]),
      ...rows(actionOf({ kind: "say", text }, words.ask, surface, { about: `${words.ask}: ${text}` })),
    ],
    keep: false,
  }));
}

/** Thumbs where Teams has none of its own. What was chosen already, the label says. */
function thumbs(
  block: Extract<Block, { kind: "feedback" }>,
  surface: Surface,
  words: Texts["teamsBlocks"],
): Action[] {
  return Verdict.options.flatMap((verdict) => {
    const label = block[verdict];
    const isChosen = block.chosen === verdict;
    return actionOf(
      { kind: "feedback", about: block.about, verdict },
      isChosen ? `✓ ${label}` : label,
      surface,
      {
        about: isChosen ? words.chosen(label) : label,
      },
    );
  });
}
