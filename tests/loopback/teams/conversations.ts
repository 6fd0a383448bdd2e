import { z } from "zod";
import { readOutgoing } from "./outgoing.ts";
import { badArgument, forbidden, noConversation, Refusal } from "./refusal.ts";
import { post, writable } from "./sending.ts";
import type { Answer } from "./streams.ts";
import { type Conversation, type Person, personalChat, placeOf, type World } from "./world.ts";

const Parameters = z.object({
  isGroup: z.boolean().optional(),
  bot: z.looseObject({ id: z.string() }).optional(),
  members: z.array(z.looseObject({ id: z.string() })).optional(),
  tenantId: z.string().optional(),
  activity: z.unknown().optional(),
  channelData: z
    .looseObject({
      tenant: z.looseObject({ id: z.string() }).optional(),
      channel: z.looseObject({ id: z.string() }).optional(),
    })
    .optional(),
});
type Parameters = z.infer<typeof Parameters>;

/** `POST /v3/conversations`: the chat with somebody who has the app, or a new post in a channel. */
export function create(world: World, tenant: string, serviceUrl: string, given: unknown): Answer {
  const parameters = Parameters.safeParse(given);
  if (!parameters.success) throw badArgument("Bad conversation parameters");
  const { channelData, members = [], isGroup = false, tenantId = channelData?.tenant?.id } = parameters.data;
  if (channelData?.channel) return createPost(world, channelData.channel.id, serviceUrl, parameters.data);
  const [member, ...more] = members;
  if (!member || more.length > 0 || isGroup) {
    throw badArgument("Incorrect conversation creation parameters");
  }
  if (tenantId !== tenant) throw badArgument("The tenant is missing or another one");
  const person = personBy(world, tenant, member.id);
  if (!person) throw badArgument("Invalid user identity in provided tenant");
  const chat = personalChat(world, person);
  if (!chat.installed) {
    throw forbidden("ForbiddenOperationException", "Bot is not installed in user's personal scope");
  }
  writable(world, chat.id);
  return { status: 201, body: { id: chat.id, serviceUrl } };
}

function createPost(world: World, channel: string, serviceUrl: string, { activity }: Parameters): Answer {
  if (activity === undefined) throw badArgument("A new post needs an activity");
  const { conversation } = writable(world, channel);
  if (conversation.kind !== "channel") throw badArgument("That is no channel");
  const { id } = post(world, conversation, readOutgoing(activity, conversation), null, null);
  return { status: 201, body: { id: `${channel};messageid=${id}`, activityId: id, serviceUrl } };
}

/** `GET …/members`, `…/members/ID`, `…/pagedmembers` */
export function members(world: World, id: string, member: string | null): Answer {
  const { conversation } = placeOf(world, id);
  if (!conversation) throw noConversation();
  if (!conversation.installed) {
    throw forbidden("BotNotInConversationRoster", "The bot is not part of the conversation roster.");
  }
  if (member === null) return { status: 200, body: people(world, conversation).map(account) };
  const found = people(world, conversation).find((one) => one.id === member || one.directory === member);
  if (!found) throw new Refusal(404, "MemberNotFoundInConversation", "Member not found in conversation");
  return { status: 200, body: account(found) };
}

/** `continuationToken` is how many there were on the pages before. */
export function pagedMembers(world: World, id: string, query: URLSearchParams): Answer {
  const { body } = members(world, id, null);
  const all = Array.isArray(body) ? body : [];
  const [from, size] = [Number(query.get("continuationToken") ?? 0), Number(query.get("pageSize") ?? 200)];
  const next = from + size < all.length ? { continuationToken: String(from + size) } : {};
  return { status: 200, body: { members: all.slice(from, from + size), ...next } };
}

/** By the id this bot knows them by, or by that of the directory. */
function personBy(world: World, tenant: string, id: string): Person | undefined {
  return [...world.people.values()].find(
    (one) => one.tenant === tenant && (one.id === id || one.directory === id),
  );
}

function people(world: World, conversation: Conversation): Person[] {
  return [...world.people.values()].filter(({ id }) => conversation.members.has(id));
}

function account({ id, directory, name, mail, tenant, guest }: Person) {
  const [givenName = name, ...surname] = name.split(" ");
  return {
    ...{ id, name, givenName, surname: surname.join(" "), objectId: directory, aadObjectId: directory },
    ...(mail !== null && { email: mail, userPrincipalName: mail }),
    ...{ tenantId: tenant, userRole: guest ? "guest" : "user" },
  };
}
