import { isObject, walk } from "./cards.ts";
import { isLive } from "./streams.ts";
import { botId, type Json, type Message, type World } from "./world.ts";

/** A message as somebody sees it. */
export type Shown = {
  id: string;
  from: string;
  /** Its text and what its cards say, a line each; buttons as `[Title]`. */
  words: string;
  buttons: string[];
  sources: { position: number; name: string; abstract: string; url: string | null }[];
  /** Labelled as made by AI. */
  ai: boolean;
  feedback: "default" | "custom" | null;
  /** It is still being written. */
  live: boolean;
  onlyForMe: boolean;
  edited: boolean;
  thread: string | null;
  /** Names of those whom it calls. */
  mentions: string[];
  /** As it was sent. */
  activity: Json;
};
const ADAPTIVE = "application/vnd.microsoft.card.adaptive";

export function shownMessage(world: World, message: Message, reader: string): Shown {
  const { activity, stream } = message;
  const cards = cardsOf(message, reader);
  const live = isLive(world, message);
  const lines = [
    ...(stream && live && !activity.text ? [stream.informative] : []),
    ...(activity.text ? [String(activity.text)] : []),
    ...cards.map(cardWords),
  ];
  const { root, entities } = rootOf(activity);
  return {
    id: message.id,
    from: message.author === botId(world) ? world.app.name : (world.people.get(message.author)?.name ?? ""),
    words: lines.join("\n"),
    buttons: cards.flatMap((card) => actionsOf(card).map(({ title }) => String(title ?? ""))),
    sources: objects(root.citation).map(sourceOf),
    ai: Array.isArray(root.additionalType) && root.additionalType.includes("AIGeneratedContent"),
    feedback: feedbackOf(activity),
    live,
    onlyForMe: message.onlyFor === reader,
    edited: message.edited,
    thread: message.thread,
    mentions: entities
      .filter(({ type }) => type === "mention")
      .map(({ mentioned }) => (isObject(mentioned) ? String(mentioned.name) : "")),
    activity,
  };
}

/** What stands on a message for one reader: an action may have put another card there for them. */
export function cardsOf({ activity, cards }: Message, reader: string): Json[] {
  const own = cards.get(reader);
  if (own) return [own];
  return objects(activity.attachments).flatMap(({ contentType, content }) =>
    contentType === ADAPTIVE && isObject(content) ? [content] : [],
  );
}

export function actionsOf(card: Json): Json[] {
  const found: Json[] = [];
  walk(card, (element) => {
    if (String(element.type).startsWith("Action.")) found.push(element);
  });
  return found;
}

/** What a card says from top to bottom. */
export function cardWords(card: Json): string {
  const lines: string[] = [];
  walk(card, (element) => {
    const line = wordsOf(element);
    if (line !== null) lines.push(line);
  });
  return lines.join("\n");
}

function wordsOf(element: Json): string | null {
  const type = String(element.type);
  if (type === "TextBlock" || type === "TextRun") return String(element.text);
  if (type === "Image") return element.altText ? `(${element.altText})` : null;
  if (type === "FactSet") {
    return objects(element.facts)
      .map(({ title, value }) => `${title}: ${value}`)
      .join("\n");
  }
  if (type.startsWith("Action.")) return `[${element.title}]`;
  if (!type.startsWith("Input.")) return null;
  const choices = objects(element.choices).map(({ title }) => String(title));
  return [`${element.label ?? element.title ?? element.id}:`, ...choices.map((one) => `( ) ${one}`)].join(
    "\n",
  );
}

function sourceOf({ position, appearance }: Json): Shown["sources"][number] {
  const about = isObject(appearance) ? appearance : {};
  return {
    position: Number(position),
    name: String(about.name),
    abstract: String(about.abstract),
    url: about.url === undefined ? null : String(about.url),
  };
}

function rootOf({ entities }: Json): { root: Json; entities: Json[] } {
  const all = objects(entities);
  return { root: all.find(({ type }) => type === "https://schema.org/Message") ?? {}, entities: all };
}

function feedbackOf({ channelData }: Json): Shown["feedback"] {
  if (!isObject(channelData)) return null;
  const { feedbackLoop, feedbackLoopEnabled } = channelData;
  if (isObject(feedbackLoop)) return feedbackLoop.type === "custom" ? "custom" : "default";
  return feedbackLoopEnabled === true ? "default" : null;
}

export function objects(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
