import { z } from "zod";
import type { Json, Message, World } from "./world.ts";

/** A message as a person sees it. */
export type Shown = {
  from: string;
  /** Line by line, without markup; buttons in brackets. */
  words: string;
  buttons: string[];
  /** What only a notification or a screen reader says. */
  text: string;
  ts: string;
  thread: string | null;
  /** Nobody else sees it. */
  ephemeral: boolean;
  /** It is being written. */
  live: boolean;
  /** Who is notified by it, beside those who follow the thread: must be empty for what others wrote. */
  pings: string[];
  /** Every address that can be clicked. */
  links: string[];
  blocks: Json[];
  metadata: Json | null;
};

export function shownMessage(world: World, message: Message): Shown {
  const attached = message.attachments.flatMap((one) => blocksIn(one.blocks));
  const blocks = [...(message.blocks ?? []), ...attached];
  const own = message.markdown || (message.blocks === null ? unmarked(message.text) : "");
  const everything = [message.text, message.markdown, ...stringsIn(blocks)];
  return {
    from: world.people.get(message.author)?.name ?? "Lotse",
    words: [...(own === "" ? [] : [own]), ...blocks.map(wordsOf)].filter(Boolean).join("\n"),
    buttons: blocks.flatMap(labelsIn),
    text: message.text,
    ts: message.ts,
    thread: message.thread,
    ephemeral: message.onlyFor !== null,
    live: message.stream?.state === "live",
    pings: [...everything.flatMap((text) => pingsIn(text, message.linkNames)), ...richPings(blocks)],
    links: everything.flatMap(linksIn),
    blocks,
    metadata: message.metadata,
  };
}

export function shownBlocks(blocks: Json[]): string {
  return blocks.map(wordsOf).filter(Boolean).join("\n");
}

const Part = z.looseObject({ type: z.string().optional() });
const Text = z.looseObject({ type: z.enum(["plain_text", "mrkdwn"]), text: z.string() });

/** Texts in the order they stand in; what is in brackets can be pressed. */
function wordsOf(part: unknown): string {
  const text = Text.safeParse(part);
  if (text.success) return text.data.type === "mrkdwn" ? unmarked(text.data.text) : text.data.text;
  const { success, data } = Part.safeParse(part);
  if (!success) return "";
  switch (data.type) {
    case "markdown":
    case "text":
    case "raw_text":
    case "raw_number":
      return String(data.text);
    case "link":
      return String(data.text ?? data.url);
    case "image":
      return `(${String(data.alt_text)})`;
    case "button":
    case "icon_button":
      return `[${wordsOf(data.text)}]`;
    case "feedback_buttons":
      return [data.positive_button, data.negative_button]
        .map((thumb) => `[${wordsOf(Thumb.parse(thumb).text)}]`)
        .join(" ");
    case "rich_text_section":
    case "rich_text_quote":
    case "rich_text_preformatted":
      return inOrder(data.elements).join("");
    case "actions":
    case "context":
    case "context_actions":
      return inOrder(data.elements).join(" ");
    default:
      return inOrder(PARTS.map((part) => data[part]).flat(2)).join("\n");
  }
}
/** In the order in which they are read. */
const PARTS = [
  "title",
  "subtitle",
  "caption",
  "label",
  "text",
  "body",
  "fields",
  "hint",
  "elements",
  "rows",
  "child_blocks",
  "tasks",
  "options",
  "element",
  "accessory",
  "actions",
];

function inOrder(parts: unknown): string[] {
  return Array.isArray(parts) ? parts.map(wordsOf).filter(Boolean) : [];
}

/** What can be pressed, by its label. */
function labelsIn(block: Json): string[] {
  return pressable(block).map(({ label }) => label);
}

export type Pressable = { label: string; block: Json; element: Json; chosen: Json };
const Element = z.looseObject({ type: z.string(), action_id: z.string() });
const Options = z.array(z.looseObject({ text: Text }));
const Thumb = z.looseObject({ text: Text });

export function pressable(block: Json): Pressable[] {
  const parts = [block.accessory, block.element, block.elements, block.actions, block.child_blocks].flat();
  return parts.flatMap((part): Pressable[] => {
    const element = Element.safeParse(part);
    if (!element.success)
      return part && typeof part === "object" && "type" in part ? pressable({ ...part }) : [];
    const { data } = element;
    const press = (label: unknown, chosen: Json) => [{ label: wordsOf(label), block, element: data, chosen }];
    switch (data.type) {
      case "button":
      case "icon_button":
        return press(data.text, { text: data.text, value: data.value });
      case "feedback_buttons":
        return [data.positive_button, data.negative_button].flatMap((thumb) => {
          const { text, value } = Thumb.parse(thumb);
          return press(text, { text, value });
        });
      case "overflow":
      case "static_select":
      case "radio_buttons":
        return block.type === "input"
          ? []
          : Options.parse(data.options).flatMap((option) => press(option.text, { selected_option: option }));
      default:
        return [];
    }
  });
}

/** `<https://…|label>` as its label, and the three escapes as what they stand for. */
function unmarked(text: string): string {
  return text
    .replace(/<(?:https?|mailto):[^|>]*\|([^>]*)>/g, "$1")
    .replace(/<((?:https?|mailto):[^>]*)>/g, "$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

function pingsIn(text: string, linkNames: boolean): string[] {
  const marked = text.match(/<!(?:channel|here|everyone|group|subteam\^[^>]*)[^>]*>|<@[UW][^>]*>/g) ?? [];
  return [...marked, ...(linkNames ? (text.match(/@\w+/g) ?? []) : [])];
}

function richPings(blocks: Json[]): string[] {
  return objectsIn(blocks)
    .filter(({ type }) => ["user", "usergroup", "broadcast"].includes(String(type)))
    .map(({ type }) => String(type));
}

function linksIn(text: string): string[] {
  return [
    ...[...text.matchAll(/<((?:https?|mailto):[^|>]*)/g)].map(([, url = ""]) => url),
    ...[...text.matchAll(/\]\(([^)\s]+)/g)].map(([, url = ""]) => url),
    ...(/^https?:\/\/\S+$/.test(text) ? [text] : []),
  ];
}

function blocksIn(value: unknown): Json[] {
  return Array.isArray(value) ? value : [];
}

function objectsIn(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (typeof value !== "object" || value === null) return [];
  return [{ ...value }, ...Object.values(value).flatMap(objectsIn)];
}

function stringsIn(value: unknown): string[] {
  return objectsIn(value).flatMap((one) =>
    ["text", "url", "image_url"].flatMap((key) => {
      const found = one[key];
      return typeof found === "string" ? [found] : [];
    }),
  );
}
