import { z } from "zod";
import type { Address } from "../../src/channel/address.ts";
import type { Pacing } from "../../src/channel/pacing.ts";
import type { Sent } from "../../src/channel/reply.ts";
import type { Log } from "../../src/log.ts";
import type { Store } from "../../src/store/store.ts";
import { chatOf, type Home, messageId, type Native, nativeOf, placeOfMessage } from "./places.ts";
import type { Reach } from "./reach.ts";
import type { TeamsMessage } from "./render/message.ts";
import type { Asked, Call, Called } from "./sdk.ts";
import { homeOfConnection } from "./tenants.ts";

type NotSent = Extract<Sent, { state: "refused" | "unknown" | "later" }>;
/** A call that was made, or why there was none. */
export type Reached = Called | NotSent;

/** A message that is put somewhere. */
type Shown = Exclude<Asked, { kind: "open" }> & { activity: TeamsMessage };

export type PostingParts = {
  call: Call;
  isListed(service: string): boolean;
  pacing: Pacing;
  reach: Reach;
  readOf: Store["readOf"];
  log: Log;
};

const Posted = z.object({ id: z.string().min(1) });
/** Before what can be tried again is tried for the second time, milliseconds. */
const AGAIN_MS = 1000;

/** Calls the connector for tenants, and posts there: once, at their pace, and with an outcome that says what to do about it. */
export function posting({ call, isListed, pacing, reach, readOf, log }: PostingParts) {
  /** Where a tenant is served from, since something came from there last. */
  const services = new Map<string, string>();

  const homeOf = (to: Address) => homeOfConnection(readOf, to);

  async function make(home: Home, native: Native, asked: Asked): Promise<Called> {
    const service = services.get(home.connection) ?? native.service;
    if (!isListed(service)) return { state: "no", status: 0, reason: "service address", sentence: "" };
    const called = await call(service, asked);
    if (called.state === "later" && called.limited) pacing.rest(home.tenant, called.inMs);
    if (called.state === "no")
      log.warn("Teams said no", {
        source: home.tenant,
        reason: `${asked.kind}: ${called.status} ${called.reason}`,
      });
    return called;
  }

  /** `paced`: it puts a message there, under this delivery. */
  async function reachFor(to: Address, asked: Asked, paced: string | null = null): Promise<Reached> {
    const home = await homeOf(to);
    if (!home) return UNBOUND;
    const chat = asked.kind === "open" ? nativeOf(to).chat : asked.chat;
    const place = chat.split(";")[0] ?? chat;
    // The chat to be opened is another one.
    const closed = asked.kind === "open" ? null : await reach.closed(place);
    if (closed !== null) return { state: "no", status: 403, reason: closed, sentence: "" };
    const inMs = paced === null ? pacing.resting(home.tenant) : pacing.wait(home.tenant, chat, paced);
    if (inMs > 0) return { state: "later", inMs };
    const called = await make(home, nativeOf(to), asked);
    if (asked.kind !== "open") await reach.learn(place, called);
    return called;
  }

  /** As a whole; where that is too large, in words alone. */
  async function show(to: Address, asked: Shown, paced: string | null): Promise<Reached> {
    const shown = await reachFor(to, asked, paced);
    if (shown.state !== "no" || shown.status !== 413) return shown;
    const { text, summary } = asked.activity;
    const plain = {
      ...asked.activity,
      text: text.slice(0, LONGEST_PLAIN) || summary,
      attachments: [],
      entities: [],
    };
    return reachFor(to, { ...asked, activity: plain });
  }

  async function post(to: Address, message: TeamsMessage, delivery: string): Promise<Sent> {
    const chat = chatOf(to);
    const asked = { kind: "send", chat, activity: withReader(message, to), only: false } as const;
    return sentOf(chat, await show(to, asked, delivery));
  }

  /** Puts all of it in the place of what stands there. */
  async function rewrite(to: Address, message: string, activity: TeamsMessage, only: boolean): Promise<Sent> {
    const { chat, id } = placeOfMessage(message);
    const asked = { kind: "update", chat, message: id, activity: withReader(activity, to), only } as const;
    const updated = await show(to, asked, null);
    return updated.state === "ok" ? { state: "sent", message } : sentOf(chat, updated);
  }

  return {
    homeOf,
    reach: reachFor,
    show,
    post,
    rewrite,
    /** Something came from there: what is written to this tenant goes there from now on. */
    servedFrom(home: Home, service: string): void {
      services.set(home.connection, service);
    },
  };
}

export type Posting = ReturnType<typeof posting>;

const LONGEST_PLAIN = 10_000;

const UNBOUND: NotSent = {
  state: "refused",
  reason: "the tenant does not belong to the company any more",
  retryAfter: "never",
};

/** Prompts above the box to write in are shown to somebody. */
export function withReader(message: TeamsMessage, to: Address): TeamsMessage {
  const { suggestedActions } = message;
  if (!suggestedActions) return message;
  const forThem = { ...suggestedActions, to: [nativeOf(to).user] };
  return { ...message, suggestedActions: forThem };
}

export function sentOf(chat: string, reached: Reached): Sent {
  switch (reached.state) {
    case "ok":
      return { state: "sent", message: messageId(chat, Posted.parse(reached.data).id) };
    case "no":
      return { state: "refused", reason: reached.reason || `http_${reached.status}`, retryAfter: "never" };
    case "again":
      return { state: "refused", reason: reached.reason, retryAfter: AGAIN_MS };
    case "later":
      return { state: "later", inMs: reached.inMs };
    default:
      return reached;
  }
}
