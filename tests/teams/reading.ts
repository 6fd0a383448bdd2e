import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTable } from "micromark-extension-gfm-table";
import { all } from "./limits.ts";

/** What a person sees of a text, and what Teams does with it besides. */
export type Read = { text: string; effects: string[] };

/** The signs that look alike count as what they look like; joiners are not seen. */
export const seen = (text: string) =>
  text
    .replace(/[＜＞｛｝]/g, (sign) => ({ "＜": "<", "＞": ">", "｛": "{", "｝": "}" })[sign] ?? sign)
    .replaceAll("\u2060", "");

/** Reads the text of a message: CommonMark with tables and struck text, tags, mentions, and addresses that become links by themselves. */
export function readMarkdown(markup: string): Read {
  const effects = [
    ...(/[<](?!https?:)/.test(markup) ? ["a tag"] : []),
    ...(/(?<!\\)~/.test(markup) ? ["~"] : []),
    ...(/[{}]/.test(markup) ? ["a brace"] : []),
    ...(/:\/\/|www\.[a-z]|[\p{L}\p{N}]@[\p{L}\p{N}]|[\p{L}\p{N}]\.[\p{L}]{2}/iu.test(markup)
      ? ["an address"]
      : []),
  ];
  const tree = fromMarkdown(markup, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });
  const text = (node: Nodes): string => {
    if (node.type === "text") return node.value;
    if (node.type === "break") return "\n";
    if (!["root", "paragraph"].includes(node.type)) effects.push(node.type);
    const inner = "children" in node ? node.children.map(text) : [];
    return inner.join(node.type === "root" ? "\n\n" : "");
  };
  const whole = text(tree);
  return { text: seen(whole), effects: [...effects, ...(/<\/?at\b/i.test(whole) ? ["a mention"] : [])] };
}

type Node = { [key: string]: unknown };

/** What would happen in a card besides showing its words, and where it leads. */
export function readCard(card: object): { links: unknown[]; effects: string[] } {
  const effects: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const node: Node = { ...value };
    // Teams reads Markdown in these, and nowhere else in a card.
    const choices = node.style === "expanded" ? all(node.choices, "title") : [];
    const read = [...(node.type === "TextBlock" ? [node.text] : []), node.errorMessage, ...choices];
    for (const words of read.filter((one) => typeof one === "string")) {
      const { text, effects: found } = readMarkdown(words);
      effects.push(...found, ...(text === words ? [] : [`${words} is shown as ${text}`]));
    }
    for (const words of [node.text, node.title, node.label, node.placeholder])
      if (typeof words === "string") effects.push(...worked(words));
    for (const words of [node.speak, node.fallbackText, node.tooltip])
      if (typeof words === "string") effects.push(...readFlat(words));
    for (const [key, inner] of Object.entries(node)) if (key !== "data") visit(inner);
  };
  visit(card);
  return { links: all(card, "url"), effects };
}

/** What a card works out in any of its texts. */
function worked(text: string): string[] {
  return [
    ...(/\{\{/.test(text) ? ["a function"] : []),
    ...(/\$\{/.test(text) ? ["a template"] : []),
    ...(/<\/?at\b/i.test(text) ? ["a mention"] : []),
  ];
}

/** What some reader or other could read in a text whose kind is not told. */
export function readFlat(text: string): string[] {
  return [
    ...worked(text),
    ...(/[<>]/.test(text) ? ["a tag"] : []),
    ...(/&[#a-z]/i.test(text) ? ["an entity"] : []),
    ...(/\n/.test(text) ? ["a line feed"] : []),
  ];
}
