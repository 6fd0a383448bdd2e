import type { Opened } from "../../src/channel/adapter.ts";
import type { Address } from "../../src/channel/address.ts";
import type { Block } from "../../src/channel/block.ts";
import type { Sent } from "../../src/channel/reply.ts";
import type { Clock } from "../../src/clock.ts";
import type { Log } from "../../src/log.ts";
import type { Store } from "../../src/store/store.ts";
import { sharedAnswers } from "../../src/transcript/shared-answers.ts";
import type { Transcripts } from "../../src/transcript/transcript.ts";
import { nativeOf } from "./places.ts";
import { type Posting, sentOf, threadOf, UNBOUND } from "./posting.ts";
import type { SlackMessage } from "./render/message.ts";

type Parts = {
  posting: Posting;
  store: Store;
  transcripts: Transcripts;
  render(to: Address, blocks: Block[]): Promise<SlackMessage>;
  /** With a button that shares it with the channel, where it may be shared. */
  shareable(to: Address, blocks: Block[], message: SlackMessage, delivery: string): Promise<SlackMessage>;
  clock: Clock;
  stamp(): number;
  log: Log;
};

/**
 * What only one person sees in a channel. Slack keeps no record of it, and does not say whether it was seen: so it stands in our own
 * record, from before it is tried. What may have been shown is never shown again, and *share with the channel* finds it there.
 */
export function asides({ posting, store, transcripts, render, shareable, clock, stamp, log }: Parts) {
  const { homeOf, show, post } = posting;
  const answers = sharedAnswers({ store, transcripts, clock, stamp });

  async function send(to: Address, blocks: Block[], delivery: string): Promise<Sent> {
    const home = await homeOf(to);
    if (!home) return UNBOUND;
    await answers.keep(to, blocks, delivery);
    const { user, channel } = nativeOf(to);
    const message = await render(to, blocks);
    const given = { channel, user, ...threadOf(to), link_names: false };
    const paced = { channel: channel ?? user, delivery };
    const inChannel = await shareable(to, blocks, message, delivery);
    const shown = await show(home, "chat.postEphemeral", given, inChannel, paced);
    switch (shown.state) {
      case "ok":
        return { state: "sent", message: delivery };
      case "no":
        // Where Lotse is not in the channel, or not any more, it answers alone.
        return post(to, message, delivery);
      case "unknown":
        log.warn("nobody can say whether what only one person sees was shown; it is not shown again", {
          delivery,
          reason: shown.reason,
        });
        return { state: "sent", message: delivery };
      default:
        return sentOf(shown);
    }
  }

  return {
    send,

    /** Nothing is seen before it is finished. What an earlier try may have shown is not shown again. */
    stream(to: Address, delivery: string, earlier: string | null): Opened {
      const finish = async (blocks: Block[]): Promise<Sent> =>
        earlier === null ? send(to, blocks, delivery) : { state: "sent", message: earlier };
      return { state: "open", message: delivery, stream: { async append() {}, finish } };
    },

    async wasTried({ org, conversation }: Address, delivery: string): Promise<boolean> {
      return (await transcripts.find({ org, conversation, message: delivery })) !== null;
    },
  };
}
