import type { Address } from "./address.ts";
import type { Block } from "./block.ts";
import type { ChannelEvent } from "./event.ts";
import type { Language } from "./language.ts";
import type { Asker, Query, QueryAnswer } from "./query.ts";
import type { Kept, Outgoing, Sent } from "./reply.ts";
import type { Role } from "./role.ts";

/** A channel: it verifies, translates, renders and sends. Nothing else. */
export interface ChannelAdapter {
  channel: string;
  routes(inward: Inward): Route[];
  /** The house is in order: from now on the channel may go and fetch what happened, where nobody brings it. */
  open(): void;
  /** Shows that Lotse is at work. Best effort; never throws. */
  typing(to: Address): Promise<void>;
  /**
   * What went wrong is in the answer; only our own store's Failure `unavailable` is thrown. `delivery` is the same for every try of the
   * same reply.
   */
  send(to: Address, out: Outgoing, delivery: string): Promise<Sent>;
  /**
   * Opens a message that is written bit by bit; `earlier` is the message an interrupted try left behind, to be taken up again. A
   * channel whose messages carry our own ids opens it under `delivery`: then a second try finds it by itself.
   */
  stream(to: Address, delivery: string, earlier: string | null): Promise<Opened>;
  /** Did an unknown delivery arrive? `as`: how it was to be delivered. */
  find(to: Address, delivery: string, as: "whole" | "streamed"): Promise<Found>;
  close(): Promise<void>;
}

export type Opened =
  | { state: "open"; message: string; stream: AnswerStream }
  | Extract<Sent, { state: "refused" | "unknown" | "later" }>;
export type Found =
  | { state: "found"; message: string }
  | { state: "absent" }
  | { state: "unknowable" }
  /** The platform keeps nothing that could be looked up: what somebody waits for is sent again, what nobody asked for is not. */
  | { state: "unrecorded" }
  /** It cannot be looked up just now. */
  | Extract<Sent, { state: "later" }>;

export interface AnswerStream {
  /** Adds text at the end of what is shown. Best effort; never throws. */
  append(text: string): Promise<void>;
  /** Puts the whole message in the place of what was streamed. */
  finish(blocks: Block[]): Promise<Sent>;
}

/** The core, as an adapter sees it. */
export interface Inward {
  /**
   * Resolves when the event is stored: only then may the platform be told "received". Throws when storing fails: answer 503. `kept`
   * is stored with it, for a channel that has no record but ours.
   */
  accept(event: ChannelEvent, kept?: Kept): Promise<Accepted>;
  answer(query: Query, by: Asker): Promise<QueryAnswer>;
}

type Accepted =
  /** `kept`: so was what came with it. */
  | { state: "stored"; kept: boolean }
  /** Seen before: without effect, and fine. */
  | { state: "repeated" }
  /** A form with mistakes: field name -> what to do about it. Nothing is stored, nothing typed is lost. */
  | { state: "invalid"; errors: Record<string, string> }
  /** Too much at once, of this person or of their company. Nothing is stored: answer 429. */
  | { state: "limited"; retryAfterMs: number };

/**
 * A web-standard handler at a path; `:name` in the path becomes a parameter. `access` says who may come, and the door (below) sees
 * to it before the handler runs. Who it has let in is what a handler gets to know, so none can do without.
 * - `everyone`: nobody has to be known. `because` says why that is all right.
 * - `platform`: a program, not a person at a page; the handler itself verifies what it brings.
 * - `signed-in`: whoever is known, and gets what is theirs.
 * - `roles`: whoever has one of them.
 */
export type Route = {
  method: "GET" | "POST";
  path: string;
  /** Whose pages may show it in a frame; nobody's, if it is not said. */
  framedBy?: readonly string[];
} & (
  | { access: "everyone"; because: string; handle: Handle<Stranger> }
  | { access: "platform"; because: string; handle: Handle<Stranger> }
  | { access: "signed-in"; handle: Handle<Visitor> }
  | { access: "roles"; roles: readonly Role[]; handle: Handle<Visitor> }
);
type Handle<By> = (request: Request, by: By, parameters: Record<string, string>) => Promise<Response>;

/** Somebody at a page: who they are in which connection of their company. */
export type Visitor = {
  org: string;
  connection: string;
  person: string;
  /** What the program around the page speaks, where it says so. */
  language?: Language;
};
/** The chats of another channel, whose people have a page of ours before them: what they do there is answered in their chat. */
export type Chats = {
  /** The conversation that somebody has there with Lotse. */
  conversation(by: Visitor): string;
  /** Where it is; it is begun if there was none. Null: Lotse cannot write to them. */
  open(by: Visitor): Promise<Address | null>;
  /** Whether they are of the company: its directory may know them as a guest. */
  isColleague(by: Visitor): Promise<boolean>;
};
/** Somebody of whom no more is known than the network address they come from. */
export type Stranger = { from: string };

/** Stands before every route: lets a request through to the handler, or answers in its place. */
export type Door = (
  route: Route,
) => (request: Request, by: Stranger, parameters: Record<string, string>) => Promise<Response>;
