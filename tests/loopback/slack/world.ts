import type { Clock } from "../../../src/clock.ts";

export type Json = Record<string, unknown>;

export type Team = {
  id: string;
  name: string;
  domain: string;
  /** The Grid organisation it is part of. */
  enterprise: string | null;
  /** Who the app is there. */
  bot: { user: string; id: string };
  /** Off in some workspaces, such as those of GovSlack. */
  streams: boolean;
};
export type Person = {
  id: string;
  team: string;
  name: string;
  mail: string | null;
  locale: string;
  zone: string;
  bot: boolean;
  /** Somebody of another company, met in a shared channel. */
  stranger: boolean;
  left: boolean;
};
export type Channel = {
  id: string;
  team: string;
  kind: "im" | "public" | "private";
  name: string;
  /** Of people and bots. */
  members: Set<string>;
  archived: boolean;
  /** Shared with another company by Slack Connect. */
  external: boolean;
};
export type UserGroup = { id: string; team: string; handle: string; name: string; people: string[] };

export type Message = {
  ts: string;
  channel: string;
  thread: string | null;
  /** A person or a bot user. */
  author: string;
  /** Set on what an app posted. */
  app: string | null;
  text: string;
  blocks: Json[] | null;
  /** Written as Markdown, by `markdown_text` or a stream. */
  markdown: string;
  metadata: Json | null;
  attachments: Json[];
  edited: boolean;
  /** Only this person sees it, and it is in no history. */
  onlyFor: string | null;
  stream: null | { state: "live" | "ended" | "stopped"; mode: "text" | "chunks" | null; openedAt: number };
  linkNames: boolean;
};
export type OpenView = {
  id: string;
  team: string;
  person: string;
  app: string;
  kind: "home" | "modal";
  hash: string;
  payload: Json & { blocks: Json[] };
  root: string;
  previous: string | null;
};
export type Token = {
  value: string;
  kind: "bot" | "app";
  /** The workspaces it reaches: one, or all of a Grid organisation. */
  teams: string[];
  enterprise: string | null;
  scopes: readonly string[];
  state: "good" | "revoked" | "inactive";
  /** Epoch milliseconds; null: never. */
  expiresAt: number | null;
};
/** The app as its manifest and its settings page describe it. */
export type App = {
  id: string;
  clientId: string;
  clientSecret: string;
  signingSecret: string;
  scopes: readonly string[];
  /** What it is subscribed to. */
  events: readonly string[];
  unfurlDomains: readonly string[];
  redirectUrls: readonly string[];
  /** Tokens live for twelve hours and are refreshed. */
  rotation: boolean;
};
export type Thread = { title: string | null; status: string; session: string | null; prompts: Json[] };

/** Everything that is so in this Slack. */
export type World = ReturnType<typeof emptyWorld>;

export function emptyWorld(clock: Clock, app: App) {
  let last = 0;
  let count = 0;
  return {
    clock,
    app,
    teams: new Map<string, Team>(),
    people: new Map<string, Person>(),
    channels: new Map<string, Channel>(),
    groups: new Map<string, UserGroup>(),
    messages: [] as Message[],
    views: new Map<string, OpenView>(),
    tokens: new Map<string, Token>(),
    threads: new Map<string, Thread>(),
    /** Trigger id -> who may open a view with it, until when. */
    triggers: new Map<string, { person: string; team: string; until: number; used: boolean }>(),
    /** What an admin's browser brings back from the consent page -> what it installs the app in. */
    codes: new Map<string, { teams: Team[]; enterprise: string | null; redirect: string }>(),
    refreshTokens: new Map<string, Token>(),
    /** Unfurl id -> the message whose links it stands for. */
    unfurls: new Map<string, string>(),
    /** A time stamp as Slack writes it, unique and rising. */
    stamp(): string {
      last = Math.max(last + 1, clock.now() * 1000);
      return stampOf(last);
    },
    /** Such as `C0007`. */
    newId(letter: string): string {
      count += 1;
      return `${letter}${String(count).padStart(8, "0")}`;
    },
  };
}

function stampOf(micros: number): string {
  return `${Math.floor(micros / 1_000_000)}.${String(micros % 1_000_000).padStart(6, "0")}`;
}

export function messageAt(world: World, channel: string, ts: string): Message | undefined {
  return world.messages.find((one) => one.channel === channel && one.ts === ts);
}

/** The conversation of a person and the app, made when it is first needed. */
export function directChannel(world: World, team: Team, person: string): Channel {
  const found = [...world.channels.values()].find(
    (one) => one.kind === "im" && one.members.has(person) && one.members.has(team.bot.user),
  );
  if (found) return found;
  const channel: Channel = {
    id: world.newId("D"),
    team: team.id,
    kind: "im",
    name: "directmessage",
    members: new Set([person, team.bot.user]),
    archived: false,
    external: false,
  };
  world.channels.set(channel.id, channel);
  return channel;
}

/** What Slack tells of somebody of a Grid organisation. */
export function inOrganisation({ teams }: World, { id, team }: Person): Json {
  const enterprise = teams.get(team)?.enterprise ?? null;
  return enterprise === null ? {} : { enterprise_user: { id, enterprise_id: enterprise, teams: [team] } };
}

export function threadOf(world: World, channel: string, ts: string): Thread {
  const key = `${channel}:${ts}`;
  const thread = world.threads.get(key) ?? { title: null, status: "", session: null, prompts: [] };
  world.threads.set(key, thread);
  return thread;
}

/** Throws where a test names what is not there. */
export function known<Value>(from: ReadonlyMap<string, Value>, id: string): Value {
  const value = from.get(id);
  if (value === undefined) throw new Error(`this Slack has no ${id}`);
  return value;
}
