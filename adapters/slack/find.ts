import { z } from "zod";
import type { Found } from "../../src/channel/adapter.ts";
import type { Address } from "../../src/channel/address.ts";
import type { Reader, Store } from "../../src/store/store.ts";
import { messageId } from "./places.ts";
import { isOf, type Posting } from "./posting.ts";

const Page = z.object({
  messages: z.array(
    z.looseObject({
      ts: z.string(),
      bot_id: z.string().optional(),
      metadata: z.unknown().optional(),
    }),
  ),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

const AT_ONCE = 100;
/** A thread is told from its beginning, so its end may be some pages away. */
const MOST_PAGES = 20;

/**
 * Looks for a delivery among what stands in its conversation: by our id in its metadata. A stream has none while it is open, so there the
 * newest message of ours without any is the one: conversations are delivered to in order, and what is finished carries its id.
 */
export async function findDelivery(
  { homeOf, channelOf, reach, readOf }: Posting & Pick<Store, "readOf">,
  to: Address,
  delivery: string,
  as: "whole" | "streamed",
): Promise<Found> {
  const home = await homeOf(to);
  if (!home) return { state: "unknowable" };
  const place = await channelOf(home, to);
  if (place.state !== "there") return notFound(place);
  const { channel } = place;
  const { thread } = to;
  const [method, where] =
    thread === undefined
      ? ["conversations.history", { channel }]
      : ["conversations.replies", { channel, ts: thread }];
  const open: string[] = [];
  let cursor = "";
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const given = { ...where, limit: AT_ONCE, include_all_metadata: true, ...(cursor ? { cursor } : {}) };
    const called = await reach(home, method ?? "", given);
    if (called.state !== "ok") return notFound(called);
    const { messages, response_metadata } = Page.parse(called.data);
    for (const { ts, bot_id, metadata } of messages) {
      if (isOf(delivery, metadata)) return { state: "found", message: messageId(channel, ts) };
      if (bot_id !== undefined && metadata === undefined) open.push(messageId(channel, ts));
    }
    cursor = response_metadata?.next_cursor ?? "";
    // Of what stands beside all threads, the newest comes first.
    if (cursor === "" || thread === undefined) break;
  }
  if (as === "whole") return { state: "absent" };
  const known = await deliveredAs(readOf(to.org), to.org, open);
  const message = open
    .filter((one) => !known.has(one))
    .sort()
    .at(-1);
  return message === undefined ? { state: "absent" } : { state: "found", message };
}

/** Those of these messages that belong to a delivery which knows it. */
async function deliveredAs(
  read: Reader,
  org: string,
  messages: readonly string[],
): Promise<ReadonlySet<string | null>> {
  if (messages.length === 0) return new Set();
  const rows = await read
    .selectFrom("outbox")
    .select("message")
    .where("org", "=", org)
    .where("message", "in", [...messages])
    .execute();
  return new Set(rows.map(({ message }) => message));
}

/** Where Slack cannot say just now, nothing is sent again before it can. */
function notFound(reached: { state: string; inMs?: number }): Found {
  switch (reached.state) {
    case "later":
      return { state: "later", inMs: reached.inMs ?? LOOK_AGAIN_MS };
    case "unknown":
      return { state: "later", inMs: LOOK_AGAIN_MS };
    default:
      return { state: "unknowable" };
  }
}
const LOOK_AGAIN_MS = 5000;
