import type { ChannelAdapter, Chats, Found, Inward, Opened, Route } from "../../src/channel/adapter.ts";
import type { Address } from "../../src/channel/address.ts";
import type { Block } from "../../src/channel/block.ts";
import { pacing } from "../../src/channel/pacing.ts";
import type { Outgoing, Sent } from "../../src/channel/reply.ts";
import type { Clock } from "../../src/clock.ts";
import { texts } from "../../src/i18n/texts.ts";
import { languages } from "../../src/learner/languages.ts";
import type { Log } from "../../src/log.ts";
import type { ShortMemory } from "../../src/replica/short-memory.ts";
import type { Store } from "../../src/store/store.ts";
import { sharedAnswers } from "../../src/transcript/shared-answers.ts";
import type { Transcripts } from "../../src/transcript/transcript.ts";
import { asides } from "./aside.ts";
import type { Directory } from "./directory.ts";
import { inside } from "./inside.ts";
import type { Install } from "./installs.ts";
import { opening } from "./opening.ts";
import { chatOf, nativeOf } from "./places.ts";
import { posting } from "./posting.ts";
import { TEAMS_RATES } from "./rates.ts";
import { reaching } from "./reach.ts";
import { renderMessage } from "./render/message.ts";
import type { Call } from "./sdk.ts";
import { shareable } from "./share.ts";
import { streaming } from "./stream.ts";
import { tabChats } from "./tab.ts";
import { tenants } from "./tenants.ts";
import type { IsSigned } from "./token.ts";
import { verdicts } from "./verdicts.ts";

export type TeamsParts = {
  app: string;
  /** Where the connector is, until something has come from there. */
  service: string;
  /** Where the app is registered. */
  tenant: string;
  isSigned: IsSigned;
  isListed(service: string): boolean;
  call: Call;
  /** Null: the company's directory is not asked. */
  directory: Directory | null;
  /** Null: people get the app without Lotse. */
  install: Install | null;
  /** Whose links are previewed. */
  links: readonly string[];
  store: Store;
  transcripts: Transcripts;
  memory: ShortMemory;
  clock: Clock;
  stamp(): number;
  log: Log;
};

/** `chats`: those of the people who have the tab *Home* before them. */
export type TeamsAdapter = ChannelAdapter & { chats: Chats };

/** Teams: chats with one person, private answers among others, searches, commands, previews and dialogs. */
export function teamsAdapter(parts: TeamsParts): TeamsAdapter {
  const { tenant, store, memory, clock, log } = parts;
  const { readOf } = store;
  const now = () => clock.now();
  const { ofConversation } = languages(readOf);
  const reach = reaching(parts);
  const post = posting({ ...parts, readOf, reach, pacing: pacing(clock, TEAMS_RATES) });
  const open = opening({ posting: post, install: parts.install, readOf });
  const verdict = verdicts(memory);
  let inner: Inward | null = null;

  async function render(to: Address, blocks: Block[], place: "personal" | "shared" = "personal") {
    return renderMessage(blocks, await ofConversation(to), place);
  }

  const answers = sharedAnswers(parts);
  const withShare = shareable(readOf, answers);
  const aside = asides({
    posting: post,
    open,
    render,
    shareable: async (to, blocks, delivery) => withShare(to, blocks, await ofConversation(to), delivery),
    forget: answers.forget,
  });
  const streams = streaming({
    posting: post,
    render,
    working: async (to) => texts[await ofConversation(to)].teams.working,
    async stopped(to, delivery) {
      const { person } = nativeOf(to);
      const event = { id: `stop:${delivery}`, at: now(), address: to, sender: { native: person } };
      await inner?.accept({ ...event, kind: "stop", delivery });
    },
    now,
  });

  /** The message of an earlier delivery, as long as it is known. */
  async function messageOf(to: Address, delivery: string): Promise<string | null> {
    const row = await readOf(to.org)
      .selectFrom("outbox")
      .select("message")
      .where("org", "=", to.org)
      .where("delivery", "=", delivery)
      .executeTakeFirst();
    return row?.message ?? null;
  }

  async function rewrite(to: Address, delivery: string, blocks: Block[]): Promise<Sent> {
    const message = await messageOf(to, delivery);
    if (message === null)
      return { state: "refused", reason: "there is no such message", retryAfter: "never" };
    if (to.aside) return aside.rewrite(to, message, blocks);
    return post.rewrite(to, message, await render(to, blocks), false);
  }

  /** Whoever judges the answer below this message is understood. */
  async function remembered(sent: Sent, blocks: Block[]): Promise<Sent> {
    if (sent.state === "sent") await verdict.remember(sent.message, blocks);
    return sent;
  }

  return {
    channel: "teams",
    chats: tabChats({ ...parts, readOf, open }),

    routes(inward: Inward): Route[] {
      inner = inward;
      const whose = tenants({ store, own: tenant, now, log });
      return inside({
        ...parts,
        inward,
        answers,
        posting: post,
        open,
        reach,
        verdicts: verdict,
        tenants: whose,
        now,
      });
    },

    open() {},

    async typing(to: Address): Promise<void> {
      try {
        await post.reach(to, { kind: "send", chat: chatOf(to), activity: { type: "typing" }, only: false });
      } catch {
        // Whoever waits sees the answer a moment later, with or without it.
      }
    },

    async send(to: Address, out: Outgoing, delivery: string): Promise<Sent> {
      if (out.kind === "replace") return rewrite(to, out.delivery, out.blocks);
      const sent = to.aside
        ? await aside.send(to, out.blocks, delivery)
        : await post.post(to, await render(to, out.blocks), delivery);
      return remembered(sent, out.blocks);
    },

    async stream(to: Address, delivery: string, earlier: string | null): Promise<Opened> {
      const opened = to.aside ? aside.stream(to, delivery) : await streams.open(to, delivery, earlier);
      if (opened.state !== "open") return opened;
      const { append, finish } = opened.stream;
      const finished = async (blocks: Block[]) => remembered(await finish(blocks), blocks);
      return { ...opened, stream: { append, finish: finished } };
    },

    /** Teams cannot be asked what stands in a chat. */
    async find(to: Address, delivery: string): Promise<Found> {
      const message = await messageOf(to, delivery);
      return message === null ? { state: "unrecorded" } : { state: "found", message };
    },

    async close() {},
  };
}
