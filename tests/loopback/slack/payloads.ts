import { randomUUID } from "node:crypto";
import type { Channel, Json, Message, OpenView, Person, Team, World } from "./world.ts";

/** What Slack sends, in the documented shapes. */
type At = { world: World; team: Team };
const TOKEN = "verification-token";

/** Around each event. `channel` is where it happened, if anywhere. */
export function envelope({ world, team }: At, event: Json, channel: Channel | null = null): Json {
  const [install] = [...world.tokens.values()].filter(({ teams }) => teams.includes(team.id));
  const isOrgInstall = install?.enterprise != null;
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

export function userEvent(person: Person, ts: string): Json {
  return {
    type: "user_change",
    user: {
      id: person.id,
      team_id: person.team,
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

/** What is in every click, form and shortcut. */
function interaction({ world, team }: At, by: Person, trigger: string): Json {
  return {
    team: { id: team.id, domain: team.domain },
    user: { id: by.id, username: by.name, name: by.name, team_id: by.team },
    api_app_id: world.app.id,
    token: TOKEN,
    trigger_id: trigger,
    enterprise: team.enterprise === null ? null : { id: team.enterprise, name: "Grid" },
    is_enterprise_install: false,
  };
}

export type Place = { channel: Channel; message: Message; wire: Json; responseUrl: string } | { view: Json };

export function clickPayload(
  at: At,
  by: Person,
  place: Place,
  action: Json,
  state: Json,
  trigger: string,
): Json {
  const around = { ...interaction(at, by, trigger), type: "block_actions", state, actions: [action] };
  if ("view" in place) {
    return { ...around, container: { type: "view", view_id: place.view.id }, view: place.view };
  }
  const { channel, message, wire, responseUrl } = place;
  const isEphemeral = message.onlyFor !== null;
  return {
    ...around,
    channel: { id: channel.id, name: channel.name },
    container: {
      type: "message",
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      ...(!isEphemeral && message.thread !== null && { thread_ts: message.thread }),
    },
    // Of an ephemeral message Slack gives nothing back.
    ...(!isEphemeral && { message: wire }),
    response_url: responseUrl,
  };
}

export function submissionPayload(at: At, by: Person, view: Json, trigger: string): Json {
  return { ...interaction(at, by, trigger), type: "view_submission", view, response_urls: [] };
}

export function closedPayload(at: At, by: Person, view: OpenView, shown: Json): Json {
  const { trigger_id: _, ...around } = interaction(at, by, "");
  return { ...around, type: "view_closed", view: shown, is_cleared: view.previous === null };
}

export function shortcutPayload(at: At, by: Person, callback: string, trigger: string): Json {
  return {
    ...interaction(at, by, trigger),
    type: "shortcut",
    callback_id: callback,
    action_ts: at.world.stamp(),
  };
}

export function messageShortcutPayload(
  at: At,
  by: Person,
  callback: string,
  on: Extract<Place, { wire: Json }>,
  trigger: string,
): Json {
  return {
    ...interaction(at, by, trigger),
    type: "message_action",
    callback_id: callback,
    action_ts: at.world.stamp(),
    channel: { id: on.channel.id, name: on.channel.name },
    message: on.wire,
    message_ts: on.message.ts,
    response_url: on.responseUrl,
  };
}

export function commandForm(
  { world, team }: At,
  by: Person,
  {
    channel,
    command,
    text,
    trigger,
    responseUrl,
  }: { channel: Channel; command: string; text: string; trigger: string; responseUrl: string },
): Record<string, string> {
  return {
    token: TOKEN,
    team_id: team.id,
    team_domain: team.domain,
    ...(team.enterprise !== null && { enterprise_id: team.enterprise, enterprise_name: "Grid" }),
    channel_id: channel.id,
    channel_name: channel.name,
    user_id: by.id,
    user_name: by.name,
    command,
    text,
    api_app_id: world.app.id,
    is_enterprise_install: "false",
    response_url: responseUrl,
    trigger_id: trigger,
  };
}
