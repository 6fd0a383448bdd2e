import { envelope, invokeActivity } from "./activities.ts";
import type { Deliveries, Reception } from "./deliveries.ts";
import {
  type Conversation,
  isGone,
  type Json,
  type Message,
  type Person,
  personalChat,
  type World,
} from "./world.ts";

/** What the hands of people work with. */
export function inside(world: World, out: Deliveries, serviceUrl: (tenant: string) => string) {
  return {
    world,
    deliver: (activity: Json): Promise<Reception> => out.deliver(activity),
    around: (person: Person, conversation: Conversation, thread: string | null = null): Json =>
      envelope(world, person, conversation, serviceUrl(conversation.tenant), thread),

    /** Something that the app answers within the request; null for what is not an answer of Teams' own. */
    async invoke(
      person: Person,
      where: { conversation: Conversation; thread?: string | null; replyTo?: string },
      name: string,
      value: Json,
    ): Promise<{ reception: Reception; body: unknown }> {
      const around = envelope(
        world,
        person,
        where.conversation,
        serviceUrl(where.conversation.tenant),
        where.thread ?? null,
      );
      const more = where.replyTo === undefined ? {} : { replyToId: where.replyTo };
      const reception = await out.deliver(invokeActivity(around, person, name, value, more));
      const isFine = reception.state === "answered" && reception.status === 200;
      return { reception, body: isFine ? jsonOr(reception.body) : undefined };
    },

    write(
      author: Person,
      conversation: Conversation,
      text: string,
      { thread, onlyFor = null }: { thread: string | null; onlyFor?: string | null },
    ): Message {
      const id = world.stamp();
      const message: Message = {
        id,
        conversation: conversation.id,
        thread: conversation.kind === "channel" ? (thread ?? id) : null,
        author: author.id,
        activity: { type: "message", text },
        edited: false,
        onlyFor,
        stream: null,
        cards: new Map(),
        at: world.clock.now(),
      };
      world.messages.push(message);
      return message;
    },

    /** Messages that somebody sees, oldest first. */
    visible(person: Person, conversation: Conversation | null): Message[] {
      return world.messages.filter(
        (one) =>
          !isGone(world, one) &&
          (conversation === null
            ? world.conversations.get(one.conversation)?.members.has(person.id)
            : one.conversation === conversation.id) &&
          (one.onlyFor ?? person.id) === person.id,
      );
    },

    place(person: Person, id: string | undefined): Conversation {
      if (id === undefined) return personalChat(world, person);
      const found = world.conversations.get(id);
      if (!found) throw new Error(`there is no conversation ${id}`);
      if (!found.members.has(person.id)) throw new Error(`${person.name} is not in ${found.name ?? id}`);
      return found;
    },
  };
}
export type Inside = ReturnType<typeof inside>;

/** Undefined for what is no JSON; null for an empty answer. */
function jsonOr(text: string): unknown {
  if (text === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
