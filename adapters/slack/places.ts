import { z } from "zod";
import type { Address } from "../../src/channel/address.ts";

/** A workspace, or a Grid organisation, that is bound to a company. `install` is its Slack id, and that of its token. */
export type Home = { org: string; connection: string; install: string };

/**
 * What our addresses hold for Slack. `channel` is null for a direct conversation that is known by its person only. `internal`: Slack has
 * said that nobody of another company is in the channel.
 */
const Native = z.object({
  user: z.string(),
  channel: z.string().nullable(),
  internal: z.literal(true).optional(),
});
export type Native = z.infer<typeof Native>;

/** Where something was said. `thread` is the time stamp of the message it began with. */
export type Spot = { user: string; channel: string | null; thread: string | null; internal?: true };

/** A person's direct conversation with Lotse, or what only they see in a channel. */
export function addressOf({ org, connection }: Home, { user, channel, thread, internal }: Spot): Address {
  const inThread = thread === null ? {} : { thread };
  const common = { org, channel: "slack", connection, native: { user, channel }, ...inThread };
  return isDirect(channel)
    ? { ...common, conversation: `${connection}:${user}`, direct: true }
    : {
        ...common,
        conversation: `${connection}:${channel}:${user}`,
        direct: false,
        aside: true,
        ...(internal ? { native: { user, channel, internal } } : {}),
      };
}

export function isDirect(channel: string | null): boolean {
  return channel === null || channel.startsWith("D");
}

export function nativeOf({ native }: Address): Native {
  return Native.parse(native);
}

/** Where a message of ours stands, as the outbox keeps it. */
export function messageId(channel: string, ts: string): string {
  return `${channel}/${ts}`;
}

export function placeOfMessage(message: string): { channel: string; ts: string } {
  const [channel = "", ts = ""] = message.split("/");
  return { channel, ts };
}
