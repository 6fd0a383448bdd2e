import { randomUUID } from "node:crypto";
import { botId, type Conversation, type Json, type Message, type Person, type World } from "./world.ts";

/** What every activity says: who, where, when, and how the app reaches this place. */
export function envelope(
  world: World,
  person: Person,
  conversation: Conversation,
  serviceUrl: string,
  thread: string | null = null,
): Json {
  const { id, kind, tenant, team } = conversation;
  const channel = kind === "channel" ? { channel: { id }, teamsChannelId: id, teamsTeamId: team?.id } : {};
  return {
    timestamp: new Date(world.clock.now()).toISOString(),
    localTimestamp: new Date(world.clock.now()).toISOString(),
    localTimezone: person.zone,
    locale: person.locale,
    channelId: "msteams",
    serviceUrl,
    from: { id: person.id, name: person.name, aadObjectId: person.directory },
    recipient: { id: botId(world), name: world.app.name },
    conversation: {
      id: thread === null ? id : `${id};messageid=${thread}`,
      conversationType: kind,
      tenantId: tenant,
      ...(kind !== "personal" && { isGroup: true }),
      ...(conversation.name !== null && { name: conversation.name }),
    },
    channelData: {
      tenant: { id: tenant },
      ...(team && { team: { id: team.id, aadGroupId: team.group, name: team.name } }),
      ...channel,
    },
  };
}

export function messageActivity(
  envelope: Json,
  message: Message,
  person: Person,
  mention: string | null,
): Json {
  const text = String(message.activity.text);
  return {
    ...envelope,
    type: "message",
    id: message.id,
    text,
    textFormat: "plain",
    attachments: [{ contentType: "text/html", content: `<p>${text}</p>` }],
    entities: [...mentionEntity(envelope, mention), clientInfo(person)],
  };
}

/** A picture that was pasted in; of files there are none, the manifest takes no files. */
export function pictureActivity(envelope: Json, message: Message, person: Person): Json {
  const picture = {
    contentType: "image/*",
    contentUrl: `${envelope.serviceUrl}v3/attachments/${message.id}/views/imgo`,
  };
  return { ...messageActivity(envelope, message, person, null), attachments: [picture] };
}

export function editActivity(envelope: Json, message: Message, person: Person, mention: string | null): Json {
  const { channelData, ...rest } = messageActivity(envelope, message, person, mention);
  return { ...rest, type: "messageUpdate", channelData: withEvent(channelData, "editMessage") };
}

export function deleteActivity(envelope: Json, message: Message): Json {
  const channelData = withEvent(envelope.channelData, "softDeleteMessage");
  return { ...envelope, type: "messageDelete", id: message.id, channelData };
}

export function reactionActivity(envelope: Json, message: Message, kind: string, isAdded: boolean): Json {
  return {
    ...envelope,
    type: "messageReaction",
    id: randomUUID(),
    replyToId: message.id,
    [isAdded ? "reactionsAdded" : "reactionsRemoved"]: [{ type: kind }],
  };
}

/** Said to the app alone, in front of others: by its slash command. */
export function targetedActivity(envelope: Json, message: Message, person: Person): Json {
  const { recipient, ...rest } = messageActivity(envelope, message, person, null);
  return { ...rest, recipient: { ...(typeof recipient === "object" && recipient), isTargeted: true } };
}

/** Somebody opens the chat with the app for the first time, or the app is added to a group or team. */
export function membersActivity(world: World, envelope: Json, people: Person[], withBot: boolean): Json {
  const members = people.map(({ id, directory }) => ({ id, aadObjectId: directory }));
  return {
    ...envelope,
    type: "conversationUpdate",
    id: randomUUID(),
    membersAdded: [...(withBot ? [{ id: botId(world) }] : []), ...members],
    channelData: withEvent(envelope.channelData, "teamMemberAdded"),
  };
}

export function installationActivity(envelope: Json, action: "add" | "remove"): Json {
  return { ...envelope, type: "installationUpdate", id: randomUUID(), action };
}

/** What an app has to answer at once. */
export function invokeActivity(
  envelope: Json,
  person: Person,
  name: string,
  value: Json,
  more: Json = {},
): Json {
  return {
    ...envelope,
    type: "invoke",
    id: `f:${randomUUID()}`,
    name,
    value,
    entities: [clientInfo(person)],
    ...more,
  };
}

/** A plain button on a card, or a `messageBack`: a message without words of its own. */
export function submitActivity(
  envelope: Json,
  person: Person,
  value: Json,
  replyTo: string,
  id: string,
): Json {
  return {
    ...envelope,
    type: "message",
    id,
    replyToId: replyTo,
    value,
    text: "",
    entities: [clientInfo(person)],
  };
}

/** A message as an action on it brings it along. */
export function messagePayload(message: Message, author: Person | undefined): Json {
  const user = author && { id: author.directory, displayName: author.name, userIdentityType: "aadUser" };
  return {
    id: message.id,
    createdDateTime: new Date(message.at).toISOString(),
    messageType: "message",
    importance: "normal",
    from: { user: user ?? null, application: null },
    body: { contentType: "html", content: `<p>${String(message.activity.text ?? "")}</p>` },
    attachments: [],
    mentions: [],
    reactions: [],
  };
}

function mentionEntity({ recipient }: Json, mention: string | null): Json[] {
  return mention === null ? [] : [{ type: "mention", mentioned: recipient, text: mention }];
}

function clientInfo({ locale, zone }: Person): Json {
  const country = locale.split("-")[1] ?? "US";
  return { type: "clientInfo", locale, country, platform: "Windows", timezone: zone };
}

function withEvent(channelData: unknown, eventType: string): Json {
  return { ...(typeof channelData === "object" && channelData), eventType };
}
