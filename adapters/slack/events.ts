import { z } from "zod";
import type { Happening } from "../../src/channel/event.ts";
import { isDirect, type Spot } from "./places.ts";
import { plainOf } from "./said.ts";
import type { Team } from "./workspaces.ts";

/** Something that happened in Slack, before it is known whose workspace it was. */
export type Told = {
  team: Team;
  id: string;
  /** Epoch milliseconds. */
  at: number;
  spot: Spot;
  /** As far as this says, they may be of another company: that they are not has to be known. */
  foreign?: true;
  happened: Happening | { kind: "stopped"; channel: string; streams: string[] };
};

const Authorization = z.object({
  team_id: z.string().nullish(),
  enterprise_id: z.string().nullish(),
  user_id: z.string().nullish(),
  is_enterprise_install: z.boolean().nullish(),
});
const Envelope = z.object({
  type: z.literal("event_callback"),
  team_id: z.string().nullish(),
  enterprise_id: z.string().nullish(),
  event_id: z.string(),
  event_time: z.number().optional(),
  is_ext_shared_channel: z.boolean().optional(),
  authorizations: z.array(Authorization).nullish(),
  event: z.looseObject({ type: z.string() }),
});
type Envelope = z.infer<typeof Envelope>;

const Message = z.object({
  type: z.enum(["message", "app_mention"]),
  subtype: z.string().optional(),
  channel: z.string(),
  channel_type: z.string().optional(),
  user: z.string().optional(),
  bot_id: z.string().optional(),
  app_id: z.string().optional(),
  text: z.string().default(""),
  ts: z.string(),
  thread_ts: z.string().optional(),
  user_team: z.string().optional(),
  source_team: z.string().optional(),
  files: z.array(z.object({ subtype: z.string().optional() })).optional(),
});
const Stopped = z.object({
  type: z.literal("agent_session_stopped"),
  channel: z.string(),
  user: z.string(),
  thread_ts: z.string().optional(),
  streaming_message_ts: z.array(z.string()).default([]),
  event_ts: z.string(),
});
const Opened = z.object({
  type: z.literal("app_home_opened"),
  user: z.string(),
  channel: z.string(),
  tab: z.literal("messages"),
  event_ts: z.string(),
});

const Gone = z.object({
  type: z.literal("user_change"),
  user: z.object({ id: z.string(), deleted: z.literal(true) }),
  event_ts: z.string().default("0"),
});

/** A file comes along with one, everything else about a message is not something newly said. */
const SAID = new Set([undefined, "file_share", "thread_broadcast"]);
const MOST_FILES = 20;
/** Slack itself speaks under this name. */
const SLACK = "USLACK";

/** Whose workspace an event is, by the installation it was sent for; the team of the event may be somebody else's. */
export function teamOf(body: unknown): Team | null {
  const envelope = Envelope.safeParse(body).data;
  return envelope ? teamIn(envelope) : null;
}

function teamIn(envelope: Envelope): Team | null {
  const [installed] = envelope.authorizations ?? [];
  const team = installed?.team_id ?? envelope.team_id;
  const enterprise = installed?.enterprise_id ?? envelope.enterprise_id ?? null;
  if (!team && !enterprise) return null;
  return {
    team: team ?? enterprise ?? "",
    enterprise,
    orgWide: installed?.is_enterprise_install === true,
  };
}

/** The id of what was said there and then. */
export function messageEvent(channel: string | null, ts: string | null): string {
  return `message:${channel}:${ts}`;
}

/** What an event says that is to be stored. Null: nothing; it may still be something to look after (surroundings.ts). */
export function toldBy(body: unknown): Told | null {
  const envelope = Envelope.safeParse(body).data;
  const team = envelope && teamIn(envelope);
  if (!envelope || !team) return null;
  switch (envelope.event.type) {
    case "message":
    case "app_mention":
      return messageTold(envelope, team);
    case "agent_session_stopped":
      return stopTold(envelope, team);
    case "app_home_opened":
      return openedTold(envelope, team);
    case "user_change":
      return goneTold(envelope, team);
    default:
      return null;
  }
}

/**
 * One utterance may come as two events, a message and a mention: its id is where and when it was said. Edits and deletions are none:
 * so it does not matter whether they come before or after what they change.
 */
function messageTold(envelope: Envelope, team: Team): Told | null {
  const said = Message.safeParse(envelope.event).data;
  if (!said?.user || said.user === SLACK || said.bot_id || said.app_id || !SAID.has(said.subtype))
    return null;
  const direct = isDirect(said.channel) || said.channel_type === "im";
  if (!direct && said.type !== "app_mention") return null;
  const theirs = said.user_team ?? said.source_team;
  const isOurs = theirs !== undefined && (theirs === team.team || theirs === team.enterprise);
  // In a channel shared by Slack Connect, other companies write as well. Within a Grid organisation, teams differ.
  if (theirs !== undefined && !isOurs && !team.orgWide) return null;
  const isForeign = !isOurs && (theirs !== undefined || envelope.is_ext_shared_channel === true);
  const text = plainOf(said.text, envelope.authorizations?.[0]?.user_id ?? null);
  return {
    team,
    id: messageEvent(said.channel, said.ts),
    at: momentOf(said.ts),
    // With Lotse alone, every message that stands by itself begins a thread.
    spot: {
      user: said.user,
      channel: said.channel,
      thread: direct ? (said.thread_ts ?? said.ts) : (said.thread_ts ?? null),
      ...(envelope.is_ext_shared_channel === false ? { internal: true } : {}),
    },
    ...(isForeign ? { foreign: true } : {}),
    happened: { kind: "message", text, attachments: (said.files ?? []).slice(0, MOST_FILES).map(attachment) },
  };
}

function attachment({ subtype }: { subtype?: string | undefined }): "file" | "voice" {
  return subtype === "slack_audio" ? "voice" : "file";
}

function stopTold({ event, event_id }: Envelope, team: Team): Told | null {
  const stopped = Stopped.safeParse(event).data;
  if (!stopped) return null;
  const { channel, user, thread_ts = null, streaming_message_ts: streams, event_ts } = stopped;
  return {
    team,
    id: `stop:${event_id}`,
    at: momentOf(event_ts),
    spot: { user, channel, thread: thread_ts },
    happened: { kind: "stopped", channel, streams },
  };
}

function openedTold({ event }: Envelope, team: Team): Told | null {
  const opened = Opened.safeParse(event).data;
  if (!opened) return null;
  const { user, channel, event_ts } = opened;
  return {
    team,
    // Somebody opens the conversation for the first time only once.
    id: `joined:${user}`,
    at: momentOf(event_ts),
    spot: { user, channel, thread: null },
    happened: { kind: "joined" },
  };
}

/** Somebody whom the workspace does not have any more. */
function goneTold({ event, event_id }: Envelope, team: Team): Told | null {
  const gone = Gone.safeParse(event).data;
  if (!gone) return null;
  return {
    team,
    id: `left:${event_id}`,
    at: momentOf(gone.event_ts),
    spot: { user: gone.user.id, channel: null, thread: null },
    happened: { kind: "left" },
  };
}

/** A time stamp of Slack's, such as `1795334400.000100`, as epoch milliseconds. */
export function momentOf(ts: string): number {
  const seconds = Number(ts);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.floor(seconds * 1000) : 0;
}
