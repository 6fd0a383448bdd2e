import { z } from "zod";
import type {
  AnswerStream,
  ChannelAdapter,
  Found,
  Inward,
  Opened,
  Route,
} from "../../src/channel/adapter.ts";
import type { Address } from "../../src/channel/address.ts";
import type { Block } from "../../src/channel/block.ts";
import type { Language } from "../../src/channel/language.ts";
import type { Outgoing, Sent } from "../../src/channel/reply.ts";
import type { Clock } from "../../src/clock.ts";
import { findLearner } from "../../src/learner/learner.ts";
import type { Log } from "../../src/log.ts";
import type { Sealer } from "../../src/store/sealing.ts";
import type { Store } from "../../src/store/store.ts";
import type { Entry, Transcripts } from "../../src/transcript/transcript.ts";
import { deskRoutes } from "./desk-routes.ts";
import { type Draft, drafts } from "./drafts.ts";
import { hub, placeName } from "./hub.ts";
import { draftToPage, toPage } from "./page-message.ts";
import { webRoutes } from "./routes.ts";
import type { Visitors } from "./visitor.ts";

export type WebParts = {
  transcripts: Transcripts;
  readOf: Store["readOf"];
  /** Opens what people sent to L&D, for the desk. */
  sealer: Sealer;
  visitors: Visitors;
  /** Where people sign in; nothing in the demo. */
  entrance: readonly Route[];
  clock: Clock;
  stamp: () => number;
  log: Log;
};

/**
 * The web chat. Its messages live in the transcript, under the delivery's own id: sending the same delivery again changes nothing,
 * and whether it arrived can always be looked up.
 */
export function webAdapter(parts: WebParts): ChannelAdapter {
  const { transcripts, clock, stamp } = parts;
  const pages = hub();
  const written = drafts();
  const languages = new Map<string, Language>();
  const open = new Set<() => void>();

  async function put(
    to: Address,
    message: string,
    position: number,
    at: number,
    blocks: Block[],
  ): Promise<Sent> {
    const { org, conversation } = to;
    const entry: Entry = { org, conversation, message, position, author: "lotse", at, blocks };
    if (!(await transcripts.put(entry)))
      return { state: "refused", reason: "the conversation is gone", retryAfter: "never" };
    pages.publish(to, "message", toPage(entry));
    return { state: "sent", message };
  }

  async function rewrite(to: Address, message: string, blocks: Block[]): Promise<Sent> {
    const { org, conversation } = to;
    const entry = await transcripts.find({ org, conversation, message });
    if (!entry) return { state: "refused", reason: "there is no such message", retryAfter: "never" };
    return put(to, message, entry.position, entry.at, blocks);
  }

  /** The page speaks the language that its learner chose, also when they chose it by a word. */
  async function tellLanguage(to: Address): Promise<void> {
    const person = z.string().parse(to.native);
    const learner = await findLearner(parts.readOf(to.org), to.org, to.connection, person);
    if (!learner?.language || languages.get(placeName(to)) === learner.language) return;
    languages.set(placeName(to), learner.language);
    pages.publish(to, "me", { language: learner.language });
  }

  return {
    channel: "web",

    routes: (inward: Inward): Route[] => [
      ...webRoutes({ ...parts, inward, pages, drafts: written, open }),
      ...deskRoutes(parts),
      ...parts.entrance,
    ],

    async typing(to) {
      pages.publish(to, "typing", {});
    },

    async send(to: Address, out: Outgoing, delivery: string): Promise<Sent> {
      if (out.kind === "replace") return rewrite(to, out.delivery, out.blocks);
      const sent = await put(to, delivery, stamp(), clock.now(), out.blocks);
      await tellLanguage(to);
      return sent;
    },

    async stream(to: Address, delivery: string): Promise<Opened> {
      const draft: Draft = { message: delivery, position: stamp(), at: clock.now(), written: "" };
      written.begin(to, draft);
      pages.publish(to, "message", draftToPage(draft));
      const stream: AnswerStream = {
        async append(text) {
          draft.written += text;
          pages.publish(to, "append", { id: delivery, text });
        },
        async finish(blocks) {
          const sent = await put(to, delivery, draft.position, draft.at, blocks);
          written.end(to, draft);
          return sent;
        },
      };
      return { state: "open", message: delivery, stream };
    },

    async find({ org, conversation }: Address, delivery: string): Promise<Found> {
      const entry = await transcripts.find({ org, conversation, message: delivery });
      return entry ? { state: "found", message: delivery } : { state: "absent" };
    },

    async close() {
      for (const end of open) end();
    },
  };
}
