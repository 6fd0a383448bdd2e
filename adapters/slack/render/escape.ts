import { visibleText } from "../../../src/channel/text.ts";

/** Holds two characters together without being seen: keeps what is left and right of it from being read as one token. */
const JOINER = "\u2060";

/** Slack has no escapes for these: each becomes the sign that looks like it. */
const LOOKALIKES: Record<string, string> = { "*": "\u2217", _: "\u02CD", "~": "\u223C", "`": "\u02CB" };
const COLON = "\uA789";

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** So that there is room for words beside it. */
const LONGEST_ADDRESS = 2000;

/** `&`, `<` and `>`: with them gone, nothing can be a mention, a broadcast, a date or a link. */
function withEntities(text: string): string {
  return text.replace(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign);
}

/** `@here` and its like, which some settings of a message would read as a broadcast. */
function withoutBroadcasts(text: string): string {
  return text.replace(/@(?=(?:channel|here|everyone)\b)/gi, `@${JOINER}`);
}

/** `:smile:` stays what was written. */
function withoutShortcodes(text: string): string {
  return text.replace(/:(?=[a-z0-9_+'-]{1,100}:)/gi, COLON);
}

/** Text for the `text` beside the blocks: it is read out, and never shown as markup. */
export function notification(text: string): string {
  return withoutBroadcasts(withEntities(visibleText(text)));
}

/**
 * Text for an element of type `mrkdwn` that is `verbatim`: Slack shows what was written. An underscore inside of a word is none of its
 * signs.
 */
export function mrkdwn(text: string): string {
  const lookingAlike = visibleText(text).replace(
    /[*~`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu,
    (sign) => LOOKALIKES[sign] ?? sign,
  );
  const safe = withoutBroadcasts(withEntities(withoutShortcodes(lookingAlike)));
  return safe.replace(/^(?=[ \t]*&gt;)/gm, JOINER);
}

/** A link of `mrkdwn`; `address` is one of `webAddress`, `words` went through `mrkdwn`. */
export function mrkdwnLink(address: string, words: string): string {
  return `<${withEntities(address)}|${words}>`;
}

/**
 * Text for a block of type `markdown`, and for what is streamed: Slack shows what was written, line by line. What Slack documents an
 * escape for is escaped. Lists, headings, rules, tables and code need the beginning of a line, addresses their dots and colons: a joiner
 * takes it from them.
 */
export function markdown(text: string): string {
  const written = withoutShortcodes(visibleText(text))
    .replace(/[\\*_`[\]]/g, "\\$&")
    .replaceAll("~", LOOKALIKES["~"] ?? "")
    .replace(/:(?=\/\/)/g, `:${JOINER}`)
    .replace(/(?<=[\p{L}\p{N}])[.@](?=[\p{L}\p{N}])/gu, `${JOINER}$&`)
    .replace(/^(?![\p{L}\n]|$)/gmu, JOINER);
  const safe = withoutBroadcasts(withEntities(written));
  return safe.replace(/(?<!\n)\n(?!\n)/g, "  \n");
}

/** An address of the web as it may be linked to; null for anything else, such as `javascript:`. */
export function webAddress(address: string | null): string | null {
  const url = address === null ? null : URL.parse(address);
  const isWeb = url?.protocol === "https:" || url?.protocol === "http:";
  const href = isWeb ? url.href.replaceAll("|", "%7C") : "";
  return href !== "" && withEntities(href).length <= LONGEST_ADDRESS ? href : null;
}
