import { z } from "zod";
import { contents, contentsOf, mustSaySomething } from "../contents.ts";
import { type Call, conversation, flag, fromJson, method, needed, Refusal } from "../method.ts";
import { type Channel, directChannel, type Json, type Message, messageAt, threadOf } from "../world.ts";

const WRITE = ["chat:write"];
const placed = { channel: needed, thread_ts: z.string().optional(), link_names: flag };

const postMessage = method(
  { scopes: WRITE, tier: "per channel" },
  { ...placed, ...contents, unfurl_links: flag, unfurl_media: flag, reply_broadcast: flag },
  (given, call) => {
    const channel = writable(call, given.channel);
    const said = contentsOf(given);
    mustSaySomething(said);
    const message = post(call, channel, {
      thread: given.thread_ts ?? null,
      linkNames: given.link_names ?? false,
    });
    message.text = said.text ?? "";
    message.blocks = said.blocks ?? null;
    message.markdown = said.markdown ?? "";
    message.metadata = said.metadata ?? null;
    return { channel: channel.id, ts: message.ts, message: wire(call, message, true) };
  },
);

const postEphemeral = method(
  { scopes: WRITE, tier: 4 },
  { ...placed, ...contents, user: needed },
  (given, call) => {
    const channel = writable(call, given.channel);
    if (!call.world.people.has(given.user)) throw new Refusal("user_not_found");
    if (!channel.members.has(given.user)) throw new Refusal("user_not_in_channel");
    const said = contentsOf(given);
    mustSaySomething(said);
    const message = post(call, channel, {
      thread: given.thread_ts ?? null,
      linkNames: given.link_names ?? false,
    });
    message.text = said.text ?? "";
    message.blocks = said.blocks ?? null;
    message.markdown = said.markdown ?? "";
    message.onlyFor = given.user;
    return { message_ts: message.ts };
  },
);

const update = method(
  { scopes: WRITE, tier: 3 },
  { channel: needed, ts: needed, ...contents },
  (given, call) => {
    const message = own(call, given.channel, given.ts, "cant_update_message");
    if (message.stream?.state === "live") throw new Refusal("streaming_state_conflict");
    if ((given.text?.length ?? 0) > 4000) throw new Refusal("msg_too_long");
    const said = contentsOf(given);
    mustSaySomething(said);
    if (said.text !== undefined || said.markdown !== undefined) {
      message.text = said.text ?? "";
      message.markdown = said.markdown ?? "";
      message.blocks = null;
    }
    if (said.blocks !== undefined) {
      message.blocks = said.blocks;
      message.markdown = "";
    }
    if (said.metadata !== undefined) message.metadata = said.metadata;
    message.edited = true;
    return {
      channel: message.channel,
      ts: message.ts,
      text: message.text,
      message: wire(call, message, true),
    };
  },
);

const remove = method({ scopes: WRITE, tier: 3 }, { channel: needed, ts: needed }, (given, call) => {
  const message = own(call, given.channel, given.ts, "cant_delete_message");
  call.world.messages.splice(call.world.messages.indexOf(message), 1);
  return { channel: message.channel, ts: message.ts };
});

const Unfurls = z.record(z.string(), z.record(z.string(), z.unknown()));
const unfurl = method(
  { scopes: ["links:write"], tier: 3 },
  {
    channel: z.string().optional(),
    ts: z.string().optional(),
    unfurl_id: z.string().optional(),
    source: z.string().optional(),
    unfurls: fromJson,
  },
  (given, call) => {
    const message = unfurled(call, given);
    const unfurls = Unfurls.safeParse(given.unfurls);
    if (!unfurls.success) throw new Refusal("invalid_unfurls_format");
    for (const [url, attachment] of Object.entries(unfurls.data)) {
      if (!message.text.includes(url)) throw new Refusal("cannot_unfurl_message");
      contentsOf({ blocks: attachment.blocks });
      message.attachments = [
        ...message.attachments.filter((one) => one.from_url !== url),
        { ...attachment, from_url: url },
      ];
    }
    return {};
  },
);

const permalink = method(
  { scopes: [], tier: "unlimited" },
  { channel: needed, message_ts: needed },
  (given, call) => {
    const channel = conversation(call, given.channel);
    if (!messageAt(call.world, channel.id, given.message_ts)) throw new Refusal("message_not_found");
    const place = `${channel.id}/p${given.message_ts.replace(".", "")}`;
    return { channel: channel.id, permalink: `https://${call.team.domain}.slack.com/archives/${place}` };
  },
);

export const chat = {
  "chat.postMessage": postMessage,
  "chat.postEphemeral": postEphemeral,
  "chat.update": update,
  "chat.delete": remove,
  "chat.unfurl": unfurl,
  "chat.getPermalink": permalink,
};

function unfurled(
  call: Call,
  given: { [Key in "channel" | "ts" | "unfurl_id" | "source"]?: string | undefined },
): Message {
  if (given.unfurl_id !== undefined) {
    if (given.source === undefined) throw new Refusal("missing_source");
    const ts = call.world.unfurls.get(given.unfurl_id);
    const message = call.world.messages.find((one) => one.ts === ts);
    if (!message) throw new Refusal("invalid_unfurl_id");
    return message;
  }
  if (given.channel === undefined) throw new Refusal("missing_channel");
  if (given.ts === undefined) throw new Refusal("missing_ts");
  const message = messageAt(call.world, given.channel, given.ts);
  if (!message) throw new Refusal("cannot_find_message");
  return message;
}

/** Where the bot may post. A person's id opens their direct conversation. */
export function writable(call: Call, id: string): Channel {
  const person = call.world.people.get(id);
  if (person) {
    if (!call.token.teams.includes(person.team)) throw new Refusal("channel_not_found");
    if (person.left) throw new Refusal("account_inactive");
    if (person.bot) throw new Refusal("cannot_dm_bot");
  }
  const channel = person ? directChannel(call.world, call.team, id) : conversation(call, id);
  if (channel.archived) throw new Refusal("is_archived");
  const bot = call.world.teams.get(channel.team)?.bot.user ?? "";
  if (!channel.members.has(bot)) throw new Refusal("not_in_channel");
  return channel;
}

/** An empty message of the app's at its place; a reply ends the status of its thread. */
export function post(
  { world }: Call,
  channel: Channel,
  { thread, linkNames = false }: { thread: string | null; linkNames?: boolean },
): Message {
  const bot = world.teams.get(channel.team)?.bot;
  const message: Message = {
    ts: world.stamp(),
    channel: channel.id,
    thread,
    author: bot?.user ?? "",
    app: bot?.id ?? "",
    text: "",
    blocks: null,
    markdown: "",
    metadata: null,
    attachments: [],
    edited: false,
    onlyFor: null,
    stream: null,
    linkNames,
  };
  if (thread !== null) threadOf(world, channel.id, thread).status = "";
  world.messages.push(message);
  return message;
}

/** A message that is kept and that this app wrote. */
export function own(call: Call, id: string, ts: string, otherwise: string): Message {
  const channel = conversation(call, id);
  const message = messageAt(call.world, channel.id, ts);
  if (!message || message.onlyFor !== null) throw new Refusal("message_not_found");
  const bot = call.world.teams.get(channel.team)?.bot.id;
  if (message.app !== bot) throw new Refusal(otherwise);
  return message;
}

/** A message as the API gives it away. */
export function wire({ world }: Pick<Call, "world">, message: Message, withMetadata: boolean): Json {
  const channel = world.channels.get(message.channel);
  const replies = world.messages.filter(
    (one) => one.channel === message.channel && one.thread === message.ts && one.onlyFor === null,
  );
  return {
    type: "message",
    user: message.author,
    ts: message.ts,
    text: message.text || message.markdown,
    team: channel?.team,
    ...(message.app !== null && { bot_id: message.app, app_id: world.app.id }),
    ...(message.blocks !== null && { blocks: message.blocks }),
    ...(message.attachments.length > 0 && { attachments: message.attachments }),
    ...(message.thread !== null && { thread_ts: message.thread }),
    ...(replies.length > 0 && { thread_ts: message.ts, reply_count: replies.length }),
    ...(message.edited && { edited: { user: message.author, ts: message.ts } }),
    ...(message.stream && { streaming_state: message.stream.state === "live" ? "in_progress" : "completed" }),
    ...(withMetadata && message.metadata !== null && { metadata: message.metadata }),
  };
}
