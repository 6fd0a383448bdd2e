import type { PhrasingContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import type { Claim } from "../../channel/block.ts";
import { withoutPlaceholders } from "./facts.ts";

type Parts = Claim["parts"];

/** At the beginning of a line a word makes it a paragraph, whatever follows. */
const WORD = "x ";

/**
 * The words of one line of Markdown, bold ones marked. Code and links become their words. Null: there is an image, HTML or a
 * reference in it, or what a client could read as one.
 */
export function wordsOf(line: string): Parts | null {
  const [paragraph, ...more] = fromMarkdown(WORD + line).children;
  if (paragraph?.type !== "paragraph" || more.length > 0) return null;
  const parts = paragraph.children.flatMap((child) => partsOf(child, false));
  if (parts.includes(null)) return null;
  const words = joined(parts.filter((part) => part !== null));
  const [first, ...rest] = words;
  const whole = first === undefined ? [] : [{ ...first, text: first.text.slice(WORD.length) }, ...rest];
  const plain = whole.map(({ text }) => text).join("");
  return LIKE_A_TAG.test(withoutPlaceholders(plain.normalize("NFKC")))
    ? null
    : whole.filter(({ text }) => text !== "");
}

/** Also what was written as an entity or escaped: `<script>`, `<!channel>`, `<@U1>`; `](` and `![`, which were meant as a link. The brackets of [Person A] go before it is shown. */
const LIKE_A_TAG = /<[^\s\d=]|\]\s?\(|!\[|\]\s?\[\p{L}|\]:/u;

function partsOf(node: PhrasingContent, mark: boolean): (Parts[number] | null)[] {
  switch (node.type) {
    case "text":
    case "inlineCode":
      return [{ text: node.value, mark }];
    case "strong":
      return node.children.flatMap((child) => partsOf(child, true));
    case "emphasis":
    case "link":
      return node.children.flatMap((child) => partsOf(child, mark));
    case "break":
      return [{ text: " ", mark }];
    default:
      return [null];
  }
}

function joined(parts: Parts): Parts {
  const all: Parts = [];
  for (const part of parts) {
    const last = all.at(-1);
    if (last?.mark === part.mark) last.text += part.text;
    else all.push({ ...part });
  }
  return all;
}
