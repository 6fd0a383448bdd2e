import { LONGEST_MESSAGE, plainText } from "../../src/channel/text.ts";

const ENTITIES: Record<string, string> = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

/** What somebody typed, as plain text: Slack escapes three signs, and puts people, channels and links into angle brackets. */
export function plainOf(text: string, bot: string | null): string {
  const plain = text
    .replace(/<([^<>]*)>/g, (_whole, inside: string) => wordsFor(inside, bot))
    .replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity);
  return plainText(plain).slice(0, LONGEST_MESSAGE);
}

function wordsFor(inside: string, bot: string | null): string {
  const [target = "", label] = splitOnce(inside, "|");
  switch (target[0]) {
    case "@":
      return target.slice(1) === bot ? "" : `@${label ?? ""}`;
    case "#":
      return `#${label ?? ""}`;
    case "!":
      // A broadcast or a group: said to nobody in particular.
      return label ?? "";
    default:
      return label ?? target;
  }
}

function splitOnce(text: string, sign: string): [string, string?] {
  const at = text.indexOf(sign);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
