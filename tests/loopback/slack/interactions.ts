import { type At, isForOrganisation, TOKEN } from "./events.ts";
import type { Channel, Json, Message, OpenView, Person } from "./world.ts";

/** What is in every click, form and shortcut. */
function interaction({ world, team }: At, by: Person, trigger: string): Json {
  return {
    team: { id: team.id, domain: team.domain },
    user: { id: by.id, username: by.name, name: by.name, team_id: by.team },
    api_app_id: world.app.id,
    token: TOKEN,
    trigger_id: trigger,
    enterprise: team.enterprise === null ? null : { id: team.enterprise, name: "Grid" },
    is_enterprise_install: isForOrganisation({ world, team }),
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
    is_enterprise_install: String(isForOrganisation({ world, team })),
    response_url: responseUrl,
    trigger_id: trigger,
  };
}
