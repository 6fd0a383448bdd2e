import type { Opened } from "../../src/channel/adapter.ts";
import type { Address } from "../../src/channel/address.ts";
import type { Block } from "../../src/channel/block.ts";
import type { Sent } from "../../src/channel/reply.ts";
import type { Opening } from "./opening.ts";
import { chatOf, nativeOf, placeOfMessage } from "./places.ts";
import { type Posting, sentOf, withReader } from "./posting.ts";
import type { TeamsMessage } from "./render/message.ts";

type Parts = {
  posting: Posting;
  open: Opening;
  render(to: Address, blocks: Block[], place: "personal" | "shared"): Promise<TeamsMessage>;
  /** With a button that shares it with the channel, where it may be shared. */
  shareable(to: Address, blocks: Block[], delivery: string): Promise<Block[]>;
  /** It was not shown there: nobody shares it. */
  forget(to: Address, delivery: string): Promise<void>;
};

/** What only one person sees among others. Where Teams does not show it, it goes to their own chat. */
export function asides({ posting, open, render, shareable, forget }: Parts) {
  async function send(to: Address, blocks: Block[], delivery: string): Promise<Sent> {
    const chat = chatOf(to);
    const message = await render(to, await shareable(to, blocks, delivery), "shared");
    const activity = { ...message, recipient: { id: nativeOf(to).user } };
    const shown = await posting.show(to, { kind: "send", chat, activity, only: true }, delivery);
    if (shown.state !== "no") return sentOf(chat, shown);
    await forget(to, delivery);
    return alone(to, blocks);
  }

  /** The chat is opened, or is there already: only people who have the app have one. */
  async function alone(to: Address, blocks: Block[]): Promise<Sent> {
    const opened = await open(to);
    if (opened.state === "closed") return opened.why;
    const { chat } = opened;
    const activity = withReader(await render(to, blocks, "personal"), to);
    return sentOf(chat, await posting.show(to, { kind: "send", chat, activity, only: false }, null));
  }

  return {
    send,

    async rewrite(to: Address, message: string, blocks: Block[]): Promise<Sent> {
      // Whichever thread of the channel it stands in.
      const [chat] = placeOfMessage(message).chat.split(";");
      const isAlone = chat !== nativeOf(to).chat;
      return posting.rewrite(
        to,
        message,
        await render(to, blocks, isAlone ? "personal" : "shared"),
        !isAlone,
      );
    },

    /** Nothing is seen before it is finished. */
    stream(to: Address, delivery: string): Opened {
      const finish = (blocks: Block[]): Promise<Sent> => send(to, blocks, delivery);
      return { state: "open", message: delivery, stream: { async append() {}, finish } };
    },
  };
}
