import type { ChannelAdapter, Found, Inward, Opened, Route } from "../../src/channel/adapter.ts";
import type { Address } from "../../src/channel/address.ts";
import type { Block } from "../../src/channel/block.ts";
import { pacing } from "../../src/channel/pacing.ts";
import type { Outgoing, Sent } from "../../src/channel/reply.ts";
import type { Clock } from "../../src/clock.ts";
import { languages } from "../../src/learner/languages.ts";
import type { Log } from "../../src/log.ts";
import type { ShortMemory } from "../../src/replica/short-memory.ts";
import type { Store } from "../../src/store/store.ts";
import { isOpenToAll } from "../../src/transcript/shared-answers.ts";
import type { Transcripts } from "../../src/transcript/transcript.ts";
import { asides } from "./aside.ts";
import type { Call } from "./client.ts";
import { findDelivery } from "./find.ts";
import { inside } from "./inside.ts";
import { nativeOf, placeOfMessage } from "./places.ts";
import { metadataOf, posting, sentOf } from "./posting.ts";
import { SLACK_RATES } from "./rates.ts";
import { renderMessage } from "./render/message.ts";
import { withShareButton } from "./share.ts";
import type { Socket } from "./socket.ts";
import { streaming } from "./stream.ts";
import type { Tokens } from "./tokens.ts";
import type { GroupUnits } from "./units.ts";
import { showsWork } from "./work.ts";

export type SlackParts = {
  /** Null: Socket Mode, where Slack has no way to bring anything here. */
  signingSecret: string | null;
  /** Null: Slack brings what happens. */
  appToken: string | null;
  /** Where Slack's methods are; null: at Slack. */
  url: string | null;
  call: Call;
  tokens: Tokens;
  groups: GroupUnits;
  /** Where workspaces are installed; nothing where the token is in the settings. */
  entrance: readonly Route[];
  store: Store;
  transcripts: Transcripts;
  memory: ShortMemory;
  clock: Clock;
  stamp(): number;
  log: Log;
};

/** Slack: direct conversations in threads, private answers in channels, the Home tab, commands, shortcuts and links. */
export function slackAdapter(parts: SlackParts): ChannelAdapter {
  const { call, tokens, store, transcripts, clock, stamp, log } = parts;
  const now = () => clock.now();
  const { readOf } = store;
  const post = posting({ call, tokens, pacing: pacing(clock, SLACK_RATES), readOf, log });
  const { ofConversation } = languages(readOf);

  async function render(to: Address, blocks: Block[]) {
    return renderMessage(blocks, await ofConversation(to));
  }

  const streams = streaming({ posting: post, render, now });
  const aside = asides({
    posting: post,
    store,
    transcripts,
    clock,
    stamp,
    log,
    render,
    async shareable(to, blocks, message, delivery) {
      const { internal = false } = nativeOf(to);
      const isShareable = internal && (await isOpenToAll(readOf(to.org), to.org, blocks));
      return isShareable ? withShareButton(message, await ofConversation(to), delivery) : message;
    },
  });
  let socket: Socket | null = null;

  /** The message of an earlier delivery, as long as it is known or can be looked up. */
  async function messageOf(to: Address, delivery: string): Promise<Found> {
    const row = await readOf(to.org)
      .selectFrom("outbox")
      .select("message")
      .where("org", "=", to.org)
      .where("delivery", "=", delivery)
      .executeTakeFirst();
    if (row?.message) return { state: "found", message: row.message };
    return findDelivery({ ...post, readOf }, to, delivery, "whole");
  }

  async function rewrite(to: Address, delivery: string, blocks: Block[]): Promise<Sent> {
    const home = await post.homeOf(to);
    const found = await messageOf(to, delivery);
    if (found.state === "later") return found;
    if (!home || found.state !== "found")
      return { state: "refused", reason: "there is no such message", retryAfter: "never" };
    const given = { ...placeOfMessage(found.message), ...metadataOf(delivery), link_names: false };
    const updated = await post.show(home, "chat.update", given, await render(to, blocks));
    return updated.state === "ok" ? { state: "sent", message: found.message } : sentOf(updated);
  }

  return {
    channel: "slack",

    routes(inward: Inward): Route[] {
      const inner = inside({ ...parts, inward, posting: post });
      socket = inner.socket;
      return [...inner.routes, ...parts.entrance];
    },

    open: () => socket?.open(),

    typing: showsWork(post, ofConversation),

    async send(to: Address, out: Outgoing, delivery: string): Promise<Sent> {
      if (to.aside) return aside.send(to, out.blocks, delivery);
      if (out.kind === "replace") return rewrite(to, out.delivery, out.blocks);
      return post.post(to, await render(to, out.blocks), delivery);
    },

    async stream(to: Address, delivery: string, earlier: string | null): Promise<Opened> {
      if (to.aside) return aside.stream(to, delivery, earlier);
      return streams.open(to, delivery, earlier);
    },

    async find(to: Address, delivery: string, as): Promise<Found> {
      if (!to.aside) return findDelivery({ ...post, readOf }, to, delivery, as);
      return (await aside.wasTried(to, delivery))
        ? { state: "found", message: delivery }
        : { state: "absent" };
    },

    async close() {
      await socket?.close();
    },
  };
}
