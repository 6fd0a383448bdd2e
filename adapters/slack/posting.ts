import { z } from "zod";
import type { Address } from "../../src/channel/address.ts";
import type { Pacing } from "../../src/channel/pacing.ts";
import type { Sent } from "../../src/channel/reply.ts";
import type { Log } from "../../src/log.ts";
import type { Store } from "../../src/store/store.ts";
import type { Call, Called } from "./client.ts";
import { type Home, isDirect, messageId, nativeOf, type Spot } from "./places.ts";
import type { SlackMessage } from "./render/message.ts";
import type { Tokens } from "./tokens.ts";
import { homeOfConnection } from "./workspaces.ts";

export type PostingParts = {
  call: Call;
  tokens: Tokens;
  pacing: Pacing;
  readOf: Store["readOf"];
  log: Log;
};

/** What is not sent, in the words of a delivery. */
export type NotSent = Extract<Sent, { state: "refused" | "unknown" | "later" }>;
/** A call for one workspace, or why there was none. */
export type Reached = { state: "ok"; data: unknown } | { state: "no"; error: string } | NotSent;

/** With these, Slack says that it does not know us any more. */
const SHUT_OUT = new Set([
  ...["account_inactive", "token_revoked", "token_expired", "invalid_auth", "not_authed"],
  ...["org_login_required", "team_access_not_granted", "access_denied", "ekm_access_denied"],
]);

const Opened = z.object({ channel: z.object({ id: z.string() }) });
const Posted = z.object({ channel: z.string(), ts: z.string() });

/** Calls for workspaces, and posts in them: once, at their pace, and with an outcome that says what to do about it. */
export function posting({ call, tokens, pacing, readOf, log }: PostingParts) {
  const direct = new Map<string, string>();

  /** `paced`: it puts a message into a channel, under this delivery. */
  async function reach(
    home: Home,
    method: string,
    given: Record<string, unknown>,
    paced: { channel: string; delivery: string } | null = null,
  ): Promise<Reached> {
    const token = await tokens.of(home);
    if (token === null) return { state: "refused", reason: "Slack does not let us in", retryAfter: "never" };
    const inMs = paced ? pacing.wait(home.install, paced.channel, paced.delivery) : 0;
    if (inMs > 0) return { state: "later", inMs };
    return reached(home, method, await call(token, method, given));
  }

  async function reached(home: Home, method: string, called: Called): Promise<Reached> {
    switch (called.state) {
      case "ok":
      case "unknown":
        return called;
      case "later":
        // Some methods have a limit of their own, which says nothing about messages.
        if (called.limited && method.startsWith("chat.post")) pacing.rest(home.install, called.inMs);
        return { state: "later", inMs: called.inMs };
      case "no":
        log.warn("Slack said no", { source: home.install, reason: `${method}: ${called.error}` });
        if (SHUT_OUT.has(called.error)) await tokens.lost(home, called.error);
        return called;
    }
  }

  /** Where an address leads. Null: its workspace is not bound any more. */
  const homeOf = ({ org, connection }: Address) => homeOfConnection({ readOf }, org, connection);

  /** The channel in which Lotse talks with somebody alone. */
  async function directChannel(
    home: Home,
    user: string,
  ): Promise<Reached | { state: "there"; channel: string }> {
    const key = `${home.install} ${user}`;
    const known = direct.get(key);
    if (known !== undefined) return { state: "there", channel: known };
    const opened = await reach(home, "conversations.open", { users: user });
    if (opened.state !== "ok") return opened;
    const { id } = Opened.parse(opened.data).channel;
    direct.set(key, id);
    return { state: "there", channel: id };
  }

  /** Commands and shortcuts also come from where people talk with each other alone. Lotse cannot say anything there. */
  async function ownPlace(home: Home, spot: Spot): Promise<Spot> {
    const { user, channel } = spot;
    if (channel === null || !isDirect(channel)) return spot;
    const own = await directChannel(home, user);
    const isOurs = own.state === "there" && own.channel === channel;
    return isOurs ? spot : { user, channel: null, thread: null };
  }

  async function channelOf(home: Home, to: Address): Promise<Reached | { state: "there"; channel: string }> {
    const { user, channel } = nativeOf(to);
    if (channel === null || !isDirect(channel)) return directChannel(home, user);
    direct.set(`${home.install} ${user}`, channel);
    return { state: "there", channel };
  }

  /** With blocks; without the better ones, where Slack does not take them. */
  async function show(
    home: Home,
    method: string,
    given: Record<string, unknown>,
    { text, blocks, plain }: SlackMessage,
    paced: { channel: string; delivery: string } | null = null,
  ): Promise<Reached> {
    const shown = await reach(home, method, { ...given, text, blocks }, paced);
    if (shown.state !== "no" || !shown.error.startsWith("invalid_blocks")) return shown;
    return reach(home, method, { ...given, text, blocks: plain });
  }

  /** Puts a message into a direct conversation, under our own id. */
  async function post(to: Address, message: SlackMessage, delivery: string): Promise<Sent> {
    const home = await homeOf(to);
    if (!home) return UNBOUND;
    const place = await channelOf(home, to);
    if (place.state !== "there") return sentOf(place);
    const { channel } = place;
    const thread = isDirect(nativeOf(to).channel) ? threadOf(to) : {};
    const given = { channel, ...thread, ...metadataOf(delivery), ...QUIET };
    return sentOf(await show(home, "chat.postMessage", given, message, { channel, delivery }));
  }

  return { reach, homeOf, channelOf, ownPlace, show, post };
}

export type Posting = ReturnType<typeof posting>;

export const UNBOUND: NotSent = {
  state: "refused",
  reason: "the workspace does not belong to the company any more",
  retryAfter: "never",
};

/** Links are shown as what they are, and names of people are no mentions. */
export const QUIET = { unfurl_links: false, unfurl_media: false, link_names: false };

const EVENT = "lotse_delivery";

/** Everybody in the workspace may read it, so it holds our id and nothing else. */
export function metadataOf(delivery: string) {
  return { metadata: { event_type: EVENT, event_payload: { delivery } } };
}

export function isOf(delivery: string, metadata: unknown): boolean {
  const found = Metadata.safeParse(metadata);
  return found.success && found.data.event_payload.delivery === delivery;
}
const Metadata = z.object({
  event_type: z.literal(EVENT),
  event_payload: z.object({ delivery: z.string() }),
});

export function threadOf({ thread }: Address): { thread_ts?: string } {
  return thread === undefined ? {} : { thread_ts: thread };
}

export function sentOf(reached: Reached): Sent {
  switch (reached.state) {
    case "ok": {
      const { channel, ts } = Posted.parse(reached.data);
      return { state: "sent", message: messageId(channel, ts) };
    }
    case "no":
      return { state: "refused", reason: reached.error, retryAfter: "never" };
    default:
      return reached;
  }
}
