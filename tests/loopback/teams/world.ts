import { randomBytes, randomUUID } from "node:crypto";
import type { Clock } from "../../../src/clock.ts";
import type { appOf } from "./manifest.ts";

const DAY = 86_400_000;
export type Json = Record<string, unknown>;

/** The app as it is registered in Entra ID and with the Bot Service. */
export type App = ReturnType<typeof appOf> & {
  secret: string;
  /** Where it is registered: the only tenant that gives it tokens. */
  home: string;
  /** Its managed identity, by the header that Azure hands to the process. */
  identityHeader: string;
  /** What an admin has allowed it in the directory. */
  graph: readonly string[];
  state: "registered" | "secret expired" | "deleted";
};
export type Tenant = {
  id: string;
  name: string;
  /** Part of its service address, such as `emea`. */
  region: string;
  /** Its admin took the app from everybody. */
  disabled: boolean;
};
export type Person = {
  /** For this bot alone: another bot knows the same person by another. */
  id: string;
  /** In the directory of the tenant. */
  directory: string;
  tenant: string;
  name: string;
  mail: string | null;
  /** What they sign in with, where that is not their mail address. */
  signIn: string | null;
  locale: string;
  zone: string;
  guest: boolean;
  /** What the directory says of them. */
  unit: string | null;
  title: string | null;
  groups: string[];
  /** Has blocked the bot in their chat with it. */
  blocks: boolean;
};
export type Team = { id: string; group: string; tenant: string; name: string };
export type Conversation = {
  id: string;
  tenant: string;
  kind: "personal" | "groupChat" | "channel";
  name: string | null;
  team: Team | null;
  /** Ids of people. */
  members: Set<string>;
  installed: boolean;
  /** Only its owners may write: an announcement channel, say. */
  readOnly: boolean;
};
type Stream = {
  state: "live" | "finished" | "stopped" | "too long";
  startedAt: number;
  lastAt: number;
  sequence: number;
  informative: string;
};
export type Message = {
  id: string;
  conversation: string;
  /** The post in a channel that it answers, or that it is. */
  thread: string | null;
  /** A person, or the bot (`28:…`). */
  author: string;
  /** As it was sent. */
  activity: Json;
  edited: boolean;
  onlyFor: string | null;
  stream: Stream | null;
  /** What an action put in the place of the card, for whoever pressed it. */
  cards: Map<string, Json>;
  at: number;
};
/** A dialog somebody has open. */
export type Dialog = {
  title: string;
  card: Json;
  /** Of the command it was opened by; null: by a button on a card. */
  command: string | null;
  context: Json;
};

/** Everything that is so in this Teams. */
export type World = ReturnType<typeof emptyWorld>;

export function emptyWorld(clock: Clock, app: ReturnType<typeof appOf>) {
  let last = 0;
  return {
    clock,
    app: registered(app),
    tenants: new Map<string, Tenant>(),
    people: new Map<string, Person>(),
    conversations: new Map<string, Conversation>(),
    messages: [] as Message[],
    /** Person -> what they have open. */
    dialogs: new Map<string, Dialog>(),
    /** Conversations in which the bot shows that it is writing. */
    typing: new Set<string>(),
    /** Where a 403 says why: in `error.code`, in `error.subCode`, or nowhere. */
    reasons: "code" as "code" | "subCode" | "none",
    /** An id as messages have it: milliseconds, unique and rising. */
    stamp(): string {
      last = Math.max(last + 1, clock.now());
      return String(last);
    },
  };
}

function registered(app: ReturnType<typeof appOf>): App {
  return {
    ...app,
    secret: randomBytes(20).toString("base64url"),
    home: randomUUID(),
    identityHeader: randomUUID(),
    graph: [],
    state: "registered",
  };
}

export const botId = ({ app }: Pick<World, "app">): string => `28:${app.id}`;

/** The conversation that an id in an address means: of a channel, `;messageid=` names the thread. */
export function placeOf(
  world: World,
  id: string,
): { conversation: Conversation | undefined; thread: string | null } {
  const [base = "", root] = id.split(";messageid=");
  return { conversation: world.conversations.get(base), thread: root ?? null };
}

export function messageAt(world: World, conversation: string, id: string): Message | undefined {
  return world.messages.find(
    (one) => one.conversation === conversation && one.id === id && !isGone(world, one),
  );
}

/** What was for one person among others disappears after a day. */
export function isGone({ clock }: World, { onlyFor, at }: Message): boolean {
  return onlyFor !== null && clock.now() - at > DAY;
}

/** The chat of a person and the bot, made when it is first needed. */
export function personalChat(world: World, person: Person): Conversation {
  const found = [...world.conversations.values()].find(
    ({ kind, members }) => kind === "personal" && members.has(person.id),
  );
  if (found) return found;
  const chat: Conversation = {
    id: `a:${randomBytes(24).toString("base64url")}`,
    tenant: person.tenant,
    kind: "personal",
    name: null,
    team: null,
    members: new Set([person.id]),
    installed: false,
    readOnly: false,
  };
  world.conversations.set(chat.id, chat);
  return chat;
}

/** Throws where a test names what is not there. */
export function known<Value>(from: ReadonlyMap<string, Value>, id: string): Value {
  const found = from.get(id);
  if (found === undefined) throw new Error(`there is no ${id} in this Teams`);
  return found;
}
