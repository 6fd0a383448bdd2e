import { verdictsOn } from "../../src/answer/feedback.ts";
import type { Visitor } from "../../src/channel/adapter.ts";
import { serverSentEvent } from "./hub.ts";
import { draftToPage, toPage } from "./page-message.ts";
import type { PageMessage } from "./protocol.ts";
import { addressOf, type RouteParts } from "./route-parts.ts";
import { eventStream } from "./stream.ts";

const MESSAGES_SHOWN = 100;
/** From time to time the page has to come by the door again: its session may have ended. */
const LONGEST_MS = 10 * 60_000;

/** The page's event stream: a snapshot, and from then on whatever happens. */
export function watch(parts: RouteParts, by: Visitor): Response {
  return eventStream((push, end) => {
    // Listening begins before the snapshot is read, so that nothing falls between the two. What comes meanwhile waits; only what is
    // being written need not, because the snapshot has it as it then stands.
    let early: string[] | null = null;
    let again = false;

    async function snapshot(): Promise<void> {
      // One is being read, perhaps from before what this one is wanted for.
      if (early !== null) {
        again = true;
        return;
      }
      try {
        do {
          again = false;
          const waiting: string[] = [];
          early = waiting;
          const messages = await stored(parts, by);
          push(serverSentEvent("snapshot", { messages: withDrafts(parts, by, messages) }));
          for (const event of waiting) push(event);
        } while (again);
        early = null;
      } catch (error) {
        parts.log.error("the transcript could not be read", {}, error);
        end();
      }
    }

    const stop = parts.pages.listen(addressOf(by), {
      hear(event, draft) {
        if (early === null) push(event);
        else if (!draft) early.push(event);
      },
      reread: snapshot,
    });
    parts.open.add(end);
    const over = setTimeout(end, LONGEST_MS);
    void snapshot();
    return () => {
      stop();
      clearTimeout(over);
      parts.open.delete(end);
    };
  });
}

type Placed = { position: number; shown: PageMessage };

async function stored({ transcripts, readOf }: RouteParts, by: Visitor): Promise<Placed[]> {
  const { org, conversation } = addressOf(by);
  const entries = await transcripts.latest(org, conversation, MESSAGES_SHOWN);
  const answers = entries.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === "feedback" ? [block.about] : [])),
  );
  const verdicts = await verdictsOn(readOf(org), org, answers);
  return entries.map((entry) => {
    const blocks = entry.blocks.map((block) =>
      block.kind === "feedback" ? { ...block, chosen: verdicts.get(block.about) ?? null } : block,
    );
    return { position: entry.position, shown: toPage({ ...entry, blocks }) };
  });
}

function withDrafts({ pages }: RouteParts, by: Visitor, done: readonly Placed[]): PageMessage[] {
  const known = new Set(done.map(({ shown }) => shown.id));
  const open = pages.drafts
    .of(addressOf(by))
    .filter(({ message }) => !known.has(message))
    // Positions are microseconds: after whatever was said in the same millisecond.
    .map((draft) => ({ position: draft.at * 1000 + 999, shown: draftToPage(draft) }));
  return [...done, ...open].sort((a, b) => a.position - b.position).map(({ shown }) => shown);
}
