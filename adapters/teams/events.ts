import { z } from "zod";
import type { Happening } from "../../src/channel/event.ts";
import { LONGEST_MESSAGE, plainText } from "../../src/channel/text.ts";
import type { Activity } from "./activity.ts";
import type { Spot } from "./places.ts";
import { type Pressed, readInvoke } from "./render/actions.ts";

/** Something that happened in Teams and is to be stored. */
export type Told = { id: string; happened: Happening };

const Mention = z.object({
  type: z.literal("mention"),
  mentioned: z.object({ id: z.string(), name: z.string().nullish() }),
  text: z.string().min(1),
});
/** A prompt on a card that was pressed. */
const Said = z.object({ msteams: z.object({ type: z.literal("messageBack"), text: z.string() }) });

const MOST_FILES = 20;
/** The text once more, as markup; cards that somebody has put into their message. */
const NO_FILES = ["text/html", "application/vnd.microsoft.card."];

/** Where an activity happened. */
export function spotOf({ conversation, from, recipient, serviceUrl }: Activity, person: string): Spot {
  const [chat = "", thread = null] = conversation.id.split(";messageid=");
  const shared = conversation.conversationType !== "personal";
  return { chat, thread, shared, person, user: from.id, bot: recipient.id, service: serviceUrl };
}

/**
 * What a message says that is to be stored; null: nothing. Among others, only what is said to Lotse counts. Edits and deletions come as
 * activities of their own, and are none: so it does not matter whether they come before or after what they change.
 */
export function toldBy(activity: Activity): Told | null {
  if (activity.type !== "message" || activity.id === "") return null;
  const id = `message:${activity.conversation.id.split(";")[0]}:${activity.id}`;
  const pressed = readInvoke(activity.value);
  const happened = pressed && happeningOf(pressed);
  if (happened) return { id, happened };
  const shared = activity.conversation.conversationType !== "personal";
  if (shared && !isSaidToLotse(activity)) return null;
  const attachments = filesOf(activity);
  const text = wordsOf(activity);
  // A card of somebody else's that was pressed says nothing; whoever says no more than Lotse's name does.
  if (text === "" && attachments.length === 0 && activity.value !== undefined) return null;
  return { id, happened: { kind: "message", text, attachments } };
}

/** Null: it opens something, and changes nothing. */
export function happeningOf(pressed: Pressed): Happening | null {
  switch (pressed.kind) {
    case "action":
    case "feedback":
      return pressed;
    case "say":
      return { kind: "message", text: pressed.text, attachments: [] };
    default:
      return null;
  }
}

function mentionsIn({ entities }: Activity): z.infer<typeof Mention>[] {
  return (entities ?? []).flatMap((entity) => Mention.safeParse(entity).data ?? []);
}

function isSaidToLotse(activity: Activity): boolean {
  const { recipient } = activity;
  return (
    recipient.isTargeted === true ||
    mentionsIn(activity).some(({ mentioned }) => mentioned.id === recipient.id)
  );
}

/** Plain text: without what calls Lotse, and with others by their names. */
function wordsOf(activity: Activity): string {
  const said = Said.safeParse(activity.value).data?.msteams.text;
  const typed = activity.text || said || "";
  const plain = mentionsIn(activity).reduce((text, { mentioned, text: tag }) => {
    const name = mentioned.id === activity.recipient.id ? "" : `@${mentioned.name ?? ""}`;
    return text.replaceAll(tag, () => name);
  }, typed);
  return plainText(plain.replaceAll("&nbsp;", " ")).slice(0, LONGEST_MESSAGE);
}

function filesOf({ attachments }: Activity): ("file" | "voice")[] {
  return (attachments ?? [])
    .filter(({ contentType }) => !NO_FILES.some((kind) => contentType.startsWith(kind)))
    .slice(0, MOST_FILES)
    .map(({ contentType }) => (contentType.startsWith("audio/") ? "voice" : "file"));
}
