import { z } from "zod";
import type {
  AnswerStream,
  ChannelAdapter,
  Chats,
  Found,
  Inward,
  Opened,
  Route,
} from "../../src/channel/adapter.ts";
import type { Address } from "../../src/channel/address.ts";
import type { Block } from "../../src/channel/block.ts";
import type { Language } from "../../src/channel/language.ts";
import type { Kept, Outgoing, Sent } from "../../src/channel/reply.ts";
import type { Clock } from "../../src/clock.ts";
import { findLearner } from "../../src/learner/learner.ts";
import type { Log } from "../../src/log.ts";
import type { Notices } from "../../src/replica/notices.ts";
import type { Sealer } from "../../src/store/sealing.ts";
import type { Store } from "../../src/store/store.ts";
import type { Transcripts } from "../../src/transcript/transcript.ts";
import { catchUp } from "./catch-up.ts";
import { deskRoutes } from "./desk-routes.ts";
import { hub, placeName } from "./hub.ts";
import { legalRoutes } from "./legal.ts";
import { draftToPage, toPage } from "./page-message.ts";
import { webRoutes } from "./routes.ts";
import { tabRoutes } from "./tab-routes.ts";
import type { Visitors } from "./visitor.ts";

export type WebParts = {
  transcripts: Transcripts;
  readOf: Store["readOf"];
  /** Opens what people sent to L&D, for the desk. */
  sealer: Sealer;
  visitors: Visitors;
  /** Where people sign in; nothing in the demo. */
  entrance: readonly Route[];
  /** Where people of Teams are answered, whose page stands there; null where there is no Teams. */
  chats: Chats | null;
  /** What pages at other replicas are to show. */
  notices: Notices;
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
  const pages = hub(parts.notices, clock.now);
  const lookingAgain = catchUp({ ...parts, pages });
  const languages = new Map<string, Language>();
  const open = new Set<() => void>();

  /** Ours is the only record of the web chat: a message is sent when it stands there, and then pages show it. */
  function ours(to: Address, kept: Omit<Kept, "author">): Sent {
    const entry: Kept = { ...kept, author: "lotse" };
    const show = () => pages.publish(to, { name: "message", data: toPage(entry) });
    return { state: "ours", kept: entry, show };
  }

  async function rewrite(to: Address, message: string, blocks: Block[]): Promise<Sent> {
    const { org, conversation } = to;
    const entry = await transcripts.find({ org, conversation, message });
    if (!entry) return { state: "refused", reason: "there is no such message", retryAfter: "never" };
    return ours(to, { message, position: entry.position, at: entry.at, blocks });
  }

  /** The page speaks the language that its learner chose, also when they chose it by a word. */
  async function tellLanguage(to: Address): Promise<void> {
    const person = z.string().parse(to.native);
    const learner = await findLearner(parts.readOf(to.org), to.org, to.connection, person);
    if (!learner?.language || languages.get(placeName(to)) === learner.language) return;
    languages.set(placeName(to), learner.language);
    pages.publish(to, { name: "me", data: { language: learner.language } });
  }

  return {
    channel: "web",

    routes: (inward: Inward): Route[] => [
      ...webRoutes({ ...parts, inward, pages, open }),
      ...deskRoutes(parts),
      ...parts.entrance,
      ...legalRoutes(),
      ...(parts.chats ? tabRoutes() : []),
    ],

    open() {},

    async typing(to) {
      pages.publish(to, { name: "typing", data: {} });
    },

    async send(to: Address, out: Outgoing, delivery: string): Promise<Sent> {
      if (out.kind === "replace") return rewrite(to, out.delivery, out.blocks);
      await tellLanguage(to);
      return ours(to, { message: delivery, position: stamp(), at: clock.now(), blocks: out.blocks });
    },

    async stream(to: Address, delivery: string): Promise<Opened> {
      const [position, at] = [stamp(), clock.now()];
      const draft = draftToPage({ message: delivery, at, written: "" });
      pages.publish(to, { name: "message", data: draft });
      const stream: AnswerStream = {
        async append(text) {
          pages.publish(to, { name: "append", data: { id: delivery, text } });
        },
        finish: async (blocks) => ours(to, { message: delivery, position, at, blocks }),
      };
      return { state: "open", message: delivery, stream };
    },

    async find({ org, conversation }: Address, delivery: string): Promise<Found> {
      const entry = await transcripts.find({ org, conversation, message: delivery });
      return entry ? { state: "found", message: delivery } : { state: "absent" };
    },

    async close() {
      lookingAgain.close();
      for (const end of open) end();
    },
  };
}
