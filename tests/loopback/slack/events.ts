import { randomUUID } from "node:crypto";
import {
  type Channel,
  inOrganisation,
  type Json,
  type Message,
  type Person,
  type Team,
  type World,
} from "./world.ts";

/** The events Slack sends, in the documented shapes. */
export type At = { world: World; team: Team };
export const TOKEN = "verification-token";

/** Around each event. `channel` is where it happened, if anywhere. */
export function envelope({ world, team }: At, event: Json, channel: Channel | null = null): Json {
  const isOrgInstall = isForOrganisation({ world, team });
  return {
    token: TOKEN,
    type: "event_callback",
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: team.enterprise,
    api_app_id: world.app.id,
    event,
    event_id: `Ev${randomUUID().replaceAll("-", "").slice(0, 12).toUpperCase()}`,
    event_time: Math.floor(world.clock.now() / 1000),
    event_context: `4-${randomUUID()}`,
    is_ext_shared_channel: channel?.external ?? false,
    authorizations: [
      {
        enterprise_id: team.enterprise,
        team_id: isOrgInstall ? null : team.id,
        user_id: team.bot.user,
        is_bot: true,
        is_enterprise_install: isOrgInstall,
      },
    ],
  };
}

/** Is the app there because it was put into the whole Grid organisation? */
export function isForOrganisation({ world, team }: At): boolean {
  return [...world.tokens.values()].some((one) => one.enterprise !== null && one.teams.includes(team.id));
}

const channelTypes = { im: "im", public: "channel", private: "group" } as const;

export function messageEvent(message: Message, channel: Channel, by: Person): Json {
  return {
    type: "message",
    channel: channel.id,
    channel_type: channelTypes[channel.kind],
    user: by.id,
    text: message.text,
    ts: message.ts,
    event_ts: message.ts,
    team: by.team,
    client_msg_id: randomUUID(),
    blocks: [
      {
        type: "rich_text",
        block_id: "typed",
        elements: [{ type: "rich_text_section", elements: [{ type: "text", text: message.text }] }],
      },
    ],
    ...(message.thread !== null && { thread_ts: message.thread }),
    ...(by.bot && { bot_id: `B${by.id}`, subtype: "bot_message" }),
    ...(by.team !== channel.team && { user_team: by.team, source_team: by.team }),
  };
}

export function mentionEvent(message: Message, channel: Channel, by: Person): Json {
  const { channel_type: _, ...rest } = messageEvent(message, channel, by);
  return { ...rest, type: "app_mention" };
}

export function changedEvent(
  message: Message,
  channel: Channel,
  by: Person,
  before: string,
  ts: string,
): Json {
  return {
    type: "message",
    subtype: "message_changed",
    hidden: true,
    channel: channel.id,
    channel_type: channelTypes[channel.kind],
    ts,
    event_ts: ts,
    message: {
      type: "message",
      user: by.id,
      text: message.text,
      ts: message.ts,
      edited: { user: by.id, ts },
    },
    previous_message: { type: "message", user: by.id, text: before, ts: message.ts },
  };
}

export function deletedEvent(message: Message, channel: Channel, ts: string): Json {
  return {
    type: "message",
    subtype: "message_deleted",
    hidden: true,
    channel: channel.id,
    channel_type: channelTypes[channel.kind],
    ts,
    event_ts: ts,
    deleted_ts: message.ts,
    previous_message: { type: "message", user: message.author, text: message.text, ts: message.ts },
  };
}

export function homeOpenedEvent(
  by: Person,
  channel: Channel,
  tab: "home" | "messages",
  view: Json | null,
  ts: string,
): Json {
  return {
    type: "app_home_opened",
    user: by.id,
    channel: channel.id,
    tab,
    event_ts: ts,
    ...(view && { view }),
    ...(tab === "messages" && { context: { entities: [] } }),
  };
}

export function stoppedEvent(by: Person, message: Message, ts: string): Json {
  return {
    type: "agent_session_stopped",
    channel: message.channel,
    user: by.id,
    thread_ts: message.thread ?? message.ts,
    streaming_message_ts: [message.ts],
    event_ts: ts,
  };
}

export function linkEvent(
  by: Person,
  message: Message,
  channel: Channel,
  links: Json[],
  unfurl: string,
): Json {
  return {
    type: "link_shared",
    user: by.id,
    channel: channel.id,
    is_bot_user_member: true,
    message_ts: message.ts,
    unfurl_id: unfurl,
    source: "conversations_history",
    links,
    event_ts: message.ts,
    ...(message.thread !== null && { thread_ts: message.thread }),
  };
}

/** A link in a message that is still being typed: there is nothing to find under its `message_ts`. */
export function composedLinkEvent(by: Person, links: Json[], unfurl: string, ts: string): Json {
  return {
    type: "link_shared",
    user: by.id,
    channel: "COMPOSER",
    is_bot_user_member: true,
    message_ts: unfurl,
    unfurl_id: unfurl,
    source: "composer",
    links,
    event_ts: ts,
  };
}

/** What a message carries beside its text when something is attached to it. */
export function attached(world: World, kind: "file" | "voice"): Json {
  const file = kind === "voice" ? { name: "clip.m4a", subtype: "slack_audio" } : { name: "notes.pdf" };
  return { subtype: "file_share", files: [{ id: world.newId("F"), mode: "hosted", ...file }], upload: false };
}

export function reactionEvent(by: Person, emoji: string, message: Message, ts: string): Json {
  return {
    type: "reaction_added",
    user: by.id,
    reaction: emoji,
    item_user: message.author,
    item: { type: "message", channel: message.channel, ts: message.ts },
    event_ts: ts,
  };
}

export function userEvent(world: World, person: Person, ts: string): Json {
  return {
    type: "user_change",
    user: {
      id: person.id,
      team_id: person.team,
      ...inOrganisation(world, person),
      deleted: person.left,
      real_name: person.name,
      locale: person.locale,
      is_bot: person.bot,
      ...(!person.left && { tz: person.zone }),
      profile: { real_name: person.name, ...(person.mail !== null && { email: person.mail }) },
    },
    cache_ts: Number(ts),
    event_ts: ts,
  };
}
