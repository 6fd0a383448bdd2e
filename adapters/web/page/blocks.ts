import type { Block, Citation, Claims, Quote } from "../../../src/channel/block.ts";
import { buttonRow } from "./buttons.ts";
import { cardList } from "./cards.ts";
import { citationList } from "./citations.ts";
import { element, isBusy, isRepeated, setBusy } from "./element.ts";
import { factList } from "./facts.ts";
import { feedbackRow } from "./feedback.ts";
import type { Page } from "./page.ts";
import { fill } from "./words.ts";

/** Shows blocks. A kind this page does not know yet is left out. */
export function showBlocks(blocks: Block[], page: Page): HTMLElement[] {
  const citations = blocks.flatMap((block) => (block.kind === "citations" ? block.citations : []));
  return blocks.flatMap((block) => showBlock(block, citations, page) ?? []);
}

function showBlock(block: Block, citations: Citation[], page: Page): HTMLElement | null {
  switch (block.kind) {
    case "text":
      return element("p", { class: block.tone === "quiet" ? "text quiet" : "text", dir: "auto" }, block.text);
    case "quote":
      return quotation(block, citations, page);
    case "claims":
      return written(block, citations, page);
    case "citations":
      return citationList(block.label, block.citations, page);
    case "cards":
      return cardList(block.label, block.cards, page);
    case "facts":
      return factList(block.label, block.facts, page);
    case "buttons":
      return buttonRow(block.buttons, page);
    case "prompts":
      return promptRow(block.label, block.prompts, page);
    case "feedback":
      return feedbackRow(block, page);
    default:
      return null;
  }
}

function quotation(quote: Quote, citations: Citation[], page: Page): HTMLElement {
  const words = element("blockquote", { lang: quote.language, dir: "auto" });
  for (const part of quote.parts) words.append(...(part.mark ? marked(part.text) : [part.text]));
  if (quote.citation !== null) words.append("\u2060", reference(quote.citation, citations, page));
  return element("figure", { class: "quote" }, element("figcaption", { dir: "auto" }, quote.label), words);
}

/** What a model wrote, under the words that say so. */
function written({ label, language, claims }: Claims, citations: Citation[], page: Page): HTMLElement {
  const lines = claims.map(({ parts, item, citations: numbers }) => {
    const [before, last] = atLastWord(parts.at(-1)?.text ?? "");
    const worded = (text: string, mark: boolean) => (mark ? element("strong", {}, text) : text);
    const words = parts.slice(0, -1).map(({ text, mark }) => worded(text, mark));
    const isBold = parts.at(-1)?.mark ?? false;
    const [first = "", ...more] = numbers.map((number) => reference(number, citations, page));
    return element(
      "p",
      { class: item ? "text item" : "text", lang: language, dir: "auto" },
      ...words,
      worded(before, isBold),
      // No number begins a line.
      element("span", { class: "together" }, worded(last, isBold), first),
      ...more,
    );
  });
  return element(
    "section",
    { class: "written" },
    element("p", { class: "text quiet", dir: "auto" }, label),
    ...lines,
  );
}

/** A word too long for a line is not held together with what follows. */
const LONGEST_TOGETHER = 24;

function atLastWord(text: string): [before: string, last: string] {
  const words = text.trimEnd();
  const at = words.lastIndexOf(" ") + 1;
  return words.length - at > LONGEST_TOGETHER ? [words, ""] : [words.slice(0, at), words.slice(at)];
}

/** The space after a marked sentence is not part of it. */
function marked(sentence: string): (Node | string)[] {
  const words = sentence.trimEnd();
  return [element("mark", {}, words), sentence.slice(words.length)];
}

/** The raised number after a quotation, which opens its source. */
function reference(number: number, citations: Citation[], page: Page): HTMLElement {
  const citation = citations.find((candidate) => candidate.number === number);
  if (citation === undefined) return element("sup", { class: "reference" }, `${number}`);
  const name = fill(page.words().openSource, { number: `${number}`, title: citation.title });
  const button = element(
    "button",
    { type: "button", class: "reference", "aria-label": name, title: name, lang: page.language() },
    `${number}`,
  );
  button.addEventListener("click", () => page.openSource(citation));
  return element("sup", {}, button);
}

function promptRow(label: string, prompts: string[], page: Page): HTMLElement {
  const row = element("div", { class: "row" });
  for (const prompt of prompts) {
    const chip = element("button", { type: "button", class: "chip", dir: "auto" }, prompt);
    chip.addEventListener("click", async (event) => {
      if (isBusy(chip) || isRepeated(event)) return;
      setBusy(chip, true);
      await page.say(prompt);
      setBusy(chip, false);
    });
    row.append(chip);
  }
  return element(
    "div",
    { class: "prompts", role: "group", "aria-label": label },
    element("p", { class: "label", dir: "auto" }, label),
    row,
  );
}
