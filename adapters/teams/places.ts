import { z } from "zod";
import type { Address } from "../../src/channel/address.ts";

/** An Entra tenant that is bound to a company. */
export type Home = { org: string; connection: string; tenant: string };

/**
 * What our addresses hold for Teams: all it takes to write there unasked. `person` is the id of the directory, `user` and `bot` those
 * that Teams has made of person and app for one another; `service` is where the connector was when something last came from there.
 */
const Native = z.object({
  chat: z.string(),
  shared: z.boolean(),
  person: z.string(),
  user: z.string(),
  bot: z.string(),
  service: z.string(),
});
export type Native = z.infer<typeof Native>;

/** Where something was said. `thread` is the post in a channel that it answers, or that it is. */
export type Spot = Native & { thread: string | null };

/** A person's own chat with Lotse, or what only they see in one with others in it. */
export function addressOf({ org, connection }: Home, { thread, ...native }: Spot): Address {
  const { chat, person, shared } = native;
  const common = { org, channel: "teams", connection, native, ...(thread === null ? {} : { thread }) };
  if (!shared) return { ...common, conversation: ownConversation({ connection, person }), direct: true };
  return { ...common, conversation: `${connection}:${chat}:${person}`, direct: false, aside: true };
}

/** What a person has with Lotse alone. */
export function ownConversation({ connection, person }: { connection: string; person: string }): string {
  return `${connection}:${person}`;
}

export function nativeOf({ native }: Address): Native {
  return Native.parse(native);
}

/** A channel's id, and of a post in it. */
export function chatOf({ thread, native }: Address): string {
  const { chat } = Native.parse(native);
  return thread === undefined ? chat : `${chat};messageid=${thread}`;
}

/** Where a message of ours stands, as the outbox keeps it. */
export function messageId(chat: string, id: string): string {
  return `${chat}/${id}`;
}

export function placeOfMessage(message: string): { chat: string; id: string } {
  const [chat = "", id = ""] = message.split("/");
  return { chat, id };
}
