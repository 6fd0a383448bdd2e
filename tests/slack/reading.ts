import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTable } from "micromark-extension-gfm-table";

/** What a person sees of a text, and what Slack does with it besides. */
export type Read = { text: string; links: string[]; effects: string[] };

const ENTITIES: Record<string, string> = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const decoded = (text: string) => text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity);

/** The signs that look alike count as what they look like; joiners are not seen. */
const seen = (text: string) =>
  text
    .replaceAll("\u2217", "*")
    .replaceAll("\u02CD", "_")
    .replaceAll("\u223C", "~")
    .replaceAll("\u02CB", "`")
    .replaceAll("\uA789", ":")
    .replaceAll("\u2060", "");

/** Reads `mrkdwn` that is `verbatim`, as Slack does: tokens first, entities once, then pairs of signs. */
export function readMrkdwn(markup: string): Read {
  const links: string[] = [];
  const effects: string[] = [];
  const untagged = markup.replace(/<([^<>]*)>/g, (_token, inner: string) => {
    const [target = "", ...label] = inner.split("|");
    if (!/^https?:/.test(target)) effects.push(`token ${target}`);
    links.push(decoded(target));
    return label.join("|");
  });
  if (/[<>]/.test(untagged.replace(/^> /gm, ""))) effects.push("a bare bracket");
  if (/^[ \t]*&gt;/m.test(untagged)) effects.push("a quotation");
  for (const [, , sign = ""] of untagged.matchAll(
    /(^|[^\p{L}\p{N}])([*_~`])(?=\S)[^\n]*?\S?\2(?![\p{L}\p{N}])/gmu,
  ))
    effects.push(sign);
  return { text: seen(decoded(untagged)), links, effects: [...effects, ...anywhere(untagged)] };
}

/** Reads the block of type `markdown`: CommonMark with tables, and Slack's own tokens in it. */
export function readMarkdown(markup: string): Read {
  const links: string[] = [];
  const effects = [
    ...(/<[@#!]/.test(markup) ? ["a token"] : []),
    ...(/~/.test(markup) ? ["~"] : []),
    ...anywhere(markup),
    ...(/(?:https?|ftp):\/\/|www\.[a-z]|[\p{L}\p{N}]\.[\p{L}]{2}/iu.test(markup) ? ["an address"] : []),
  ];
  const tree = fromMarkdown(markup, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });
  const text = (node: Nodes): string => {
    if (node.type === "text") return node.value;
    if (node.type === "break") return "\n";
    if (!["root", "paragraph"].includes(node.type)) effects.push(node.type);
    if ("url" in node) links.push(node.url);
    const inner = "children" in node ? node.children.map(text) : [];
    return inner.join(node.type === "root" ? "\n\n" : "");
  };
  return { text: seen(text(tree)), links, effects };
}

/** What some settings of a message read in any text. */
function anywhere(text: string): string[] {
  return [
    ...(/@(channel|here|everyone)\b/i.test(text) ? ["a broadcast"] : []),
    ...(/:[a-z0-9_+'-]+:/i.test(text) ? ["an emoji"] : []),
  ];
}

type Node = { [key: string]: unknown };

/** Everything in a payload that Slack reads as markup or as a link. */
export function readPayload(payload: unknown): { links: string[]; effects: string[] } {
  const links: string[] = [];
  const effects: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const node = value as Node;
    const text = typeof node.text === "string" ? node.text : "";
    if (node.type === "mrkdwn") {
      if (node.verbatim !== true) effects.push("not verbatim");
      keep(readMrkdwn(text));
    }
    if (node.type === "markdown") keep(readMarkdown(text));
    if (node.type === "plain_text" && node.emoji !== false) effects.push("emoji in plain text");
    if (typeof node.url === "string") links.push(node.url);
    if (/^(user|usergroup|channel|broadcast|team|emoji|image)$/.test(String(node.type)))
      effects.push(String(node.type));
    Object.values(node).forEach(visit);
  };
  function keep(read: Read): void {
    links.push(...read.links);
    effects.push(...read.effects);
  }
  visit(payload);
  return { links, effects };
}
