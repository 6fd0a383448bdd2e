import type {
  AnswerStream,
  ChannelAdapter,
  Found,
  Inward,
  Opened,
  Route,
} from "../../src/channel/adapter.ts";
import { z } from "zod";
import type { Address } from "../../src/channel/address.ts";
import type { Block } from "../../src/channel/block.ts";
import type { Language } from "../../src/channel/language.ts";
import type { Outgoing, Sent } from "../../src/channel/reply.ts";
import type { Clock } from "../../src/clock.ts";
import { findLearner } from "../../src/learner/learner.ts";
import type { Log } from "../../src/log.ts";
import type { Reader } from "../../src/store/store.ts";
import type { Entry, Transcripts } from "../../src/transcript/transcript.ts";
import { hub, placeName } from "./hub.ts";
import type { PageMessage } from "./protocol.ts";
import { webRoutes } from "./routes.ts";
import type { Visitors } from "./visitor.ts";

export type WebParts = {
  transcripts: Transcripts;
  read: Reader;
  visitors: Visitors;
  /** Host names the page may be reached by. */
  hosts: readonly string[] | "any";
  clock: Clock;
  stamp: () => number;
  log: Log;
};

/** What has been streamed into each message that is still open, for pages that come in the middle. */
export type Drafts = Map<string, string>;

export function draftName(place: { org: string; conversation: string }, message: string): string {
  return `${placeName(place)} ${message}`;
}

/**
 * The web chat. Its messages live in the transcript, under the delivery's own id: sending the same delivery again changes nothing,
 * and whether it arrived can always be looked up.
 */
export function webAdapter(parts: WebParts): ChannelAdapter {
  const { transcripts, clock, stamp, log } = parts;
  const pages = hub();
  const drafts: Drafts = new Map();
  const languages = new Map<string, Language>();
  const open = new Set<() => void>();

  async function put(to: Address, message: string, state: Entry["state"], blocks: Block[]): Promise<void> {
    const { org, conversation } = to;
    const entry: Entry = {
      org,
      conversation,
      message,
      position: stamp(),
      author: "lotse",
      state,
      at: clock.now(),
      blocks,
    };
    await transcripts.add(entry);
    pages.publish(to, "message", toPage(entry));
  }

  async function rewrite(to: Address, message: string, blocks: Block[]): Promise<Sent> {
    const { org, conversation } = to;
    const entry = await transcripts.rewrite({ org, conversation, message }, blocks);
    if (!entry) return { state: "refused", reason: "there is no such message", retryAfter: "never" };
    drafts.delete(draftName(to, message));
    pages.publish(to, "message", toPage(entry));
    return { state: "sent", message };
  }

  /** The page speaks the language that its learner chose, also when they chose it by a word. */
  async function tellLanguage(to: Address): Promise<void> {
    const person = z.string().parse(to.native);
    const learner = await findLearner(parts.read, to.org, to.connection, person);
    if (!learner?.language || languages.get(placeName(to)) === learner.language) return;
    languages.set(placeName(to), learner.language);
    pages.publish(to, "me", { language: learner.language });
  }

  return {
    channel: "web",

    routes: (inward: Inward): Route[] => webRoutes({ ...parts, inward, pages, drafts, open }),

    async typing(to) {
      pages.publish(to, "typing", {});
    },

    send: (to: Address, out: Outgoing, delivery: string) =>
      trying(async () => {
        if (out.kind === "replace") return rewrite(to, out.delivery, out.blocks);
        await put(to, delivery, "done", out.blocks);
        await tellLanguage(to);
        return { state: "sent", message: delivery };
      }),

    stream: (to: Address, delivery: string): Promise<Opened> =>
      trying(async () => {
        await put(to, delivery, "open", []);
        const name = draftName(to, delivery);
        drafts.set(name, "");
        const stream: AnswerStream = {
          async append(text) {
            drafts.set(name, (drafts.get(name) ?? "") + text);
            pages.publish(to, "append", { id: delivery, text });
          },
          finish: (blocks) => trying(() => rewrite(to, delivery, blocks)),
        };
        return { state: "open", message: delivery, stream };
      }),

    async find({ org, conversation }: Address, delivery: string): Promise<Found> {
      const entry = await transcripts.find({ org, conversation, message: delivery });
      return entry ? { state: "found", message: delivery } : { state: "absent" };
    },

    async close() {
      for (const end of open) end();
    },
  };

  /** The transcript is in our own store: what fails there has not happened, and may be tried again. */
  async function trying<T>(
    work: () => Promise<T>,
  ): Promise<T | { state: "refused"; reason: string; retryAfter: number }> {
    try {
      return await work();
    } catch (error) {
      log.error("the transcript could not be written", {}, error);
      return { state: "refused", reason: "the store could not be written", retryAfter: 1000 };
    }
  }
}

export function toPage({ message, author, at, state, blocks }: Entry): PageMessage {
  return { id: message, author, at, state, blocks };
}
