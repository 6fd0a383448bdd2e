import { z } from "zod";
import { type Outgoing, readOutgoing } from "./outgoing.ts";
import { badArgument, forbidden, noConversation, noMessage } from "./refusal.ts";
import { type Answer, stream, streamInfoOf } from "./streams.ts";
import { botId, type Conversation, type Message, messageAt, placeOf, type World } from "./world.ts";

const Whom = z.object({ recipient: z.object({ id: z.string() }) });

/** `POST …/activities` and `…/activities/ID` (a reply): a message, a piece of a stream, or that something is being written. */
export function send(world: World, id: string, given: unknown, isTargeted: boolean): Answer {
  const { conversation, thread } = writable(world, id);
  const activity = readOutgoing(given, conversation, isTargeted);
  checkPrompt(world, conversation, activity);
  const info = streamInfoOf(activity);
  if (info) return stream(world, conversation, activity, info);
  if (activity.type === "typing") {
    world.typing.add(conversation.id);
    return { status: 201, body: { id: world.stamp() } };
  }
  const onlyFor = isTargeted ? whom(conversation, activity) : null;
  const message = post(world, conversation, activity, thread, onlyFor);
  return { status: 201, body: { id: message.id } };
}

/** `PUT …/activities/ID`: all of it anew; what is not sent again is gone. */
export function update(
  world: World,
  id: string,
  message: string,
  given: unknown,
  isTargeted: boolean,
): Answer {
  const { conversation } = writable(world, id);
  const found = own(world, conversation, message, isTargeted);
  const activity = readOutgoing(given, conversation, isTargeted);
  if (activity.type !== "message") throw badArgument("Only messages can be updated");
  if (streamInfoOf(activity)) throw badArgument("An update is no piece of a stream");
  if (isTargeted && activity.recipient) throw badArgument("Whom a targeted message is for stays as it is");
  Object.assign(found, { activity, edited: true, cards: new Map() });
  if (found.stream) found.stream.state = "finished";
  return { status: 200, body: { id: found.id } };
}

/** `DELETE …/activities/ID` */
export function remove(world: World, id: string, message: string, isTargeted: boolean): Answer {
  const { conversation } = writable(world, id);
  const found = own(world, conversation, message, isTargeted);
  world.messages.splice(world.messages.indexOf(found), 1);
  return { status: 200, body: {} };
}

/** The conversation that a bot may write into, else the refusal with its reason. */
export function writable(world: World, id: string): { conversation: Conversation; thread: string | null } {
  const { conversation, thread } = placeOf(world, id);
  if (!conversation) throw noConversation();
  if (thread !== null && !messageAt(world, conversation.id, thread)) throw noConversation();
  if (world.tenants.get(conversation.tenant)?.disabled) {
    throw forbidden("BotDisabledByAdmin", "The tenant admin disabled this bot");
  }
  const isBlocked =
    conversation.kind === "personal" &&
    [...conversation.members].some((one) => world.people.get(one)?.blocks);
  if (isBlocked) throw forbidden("ConversationBlockedByUser", "User blocked the conversation with the bot.");
  if (!conversation.installed) {
    throw forbidden("BotNotInConversationRoster", "The bot is not part of the conversation roster.");
  }
  if (conversation.readOnly) throw forbidden("MessageWritesBlocked", "Message writes are blocked.");
  return { conversation, thread };
}

export function post(
  world: World,
  conversation: Conversation,
  activity: Outgoing,
  thread: string | null,
  onlyFor: string | null,
): Message {
  const id = world.stamp();
  const message: Message = {
    id,
    conversation: conversation.id,
    thread: conversation.kind === "channel" ? (thread ?? id) : null,
    author: botId(world),
    activity,
    edited: false,
    onlyFor,
    stream: null,
    cards: new Map(),
    at: world.clock.now(),
  };
  world.messages.push(message);
  world.typing.delete(conversation.id);
  return message;
}

function own(world: World, conversation: Conversation, id: string, isTargeted: boolean): Message {
  const found = messageAt(world, conversation.id, id);
  if (!found || (found.onlyFor !== null) !== isTargeted) throw noMessage();
  if (found.author !== botId(world)) throw forbidden("NotEnoughPermissions", "It is somebody else's message");
  return found;
}

/** An answer to a targeted message may name it: Teams then shows the question above. */
function checkPrompt(world: World, conversation: Conversation, { entities = [] }: Outgoing): void {
  const info = entities.find(({ type }) => type === "targetedMessageInfo");
  if (!info) return;
  const asked = messageAt(world, conversation.id, String(info.messageId));
  if (!asked?.onlyFor) throw badArgument("targetedMessageInfo names no targeted message");
}

/** Whom a message among others is for, alone. */
function whom(conversation: Conversation, activity: Outgoing): string {
  if (conversation.kind === "personal") throw badArgument("A personal chat is private as it is");
  const to = Whom.safeParse(activity);
  if (!to.success) throw badArgument("A targeted message needs a recipient");
  const { id } = to.data.recipient;
  if (!conversation.members.has(id)) throw badArgument("The recipient is not part of the conversation");
  return id;
}
