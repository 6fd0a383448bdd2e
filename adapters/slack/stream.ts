import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { AnswerStream, Opened } from "../../src/channel/adapter.ts";
import type { Address } from "../../src/channel/address.ts";
import type { Block } from "../../src/channel/block.ts";
import type { Sent } from "../../src/channel/reply.ts";
import { type Home, messageId, placeOfMessage } from "./places.ts";
import { metadataOf, type Posting, type Reached, sentOf } from "./posting.ts";
import { markdown } from "./render/escape.ts";
import type { SlackMessage } from "./render/message.ts";

/** What is said is shown in pieces of this many code units, or after so many milliseconds: Slack takes about 100 a minute. */
const PIECE = 256;
const PIECE_MS = 1000;
/** The most that one piece may hold: escaped, it is a few times as long, and Slack takes 12,000. */
const LONGEST_PIECE = 3000;
/** How long the end of an answer waits for Slack to take more, milliseconds: writing it anew would cost more. */
const LONGEST_REST_MS = 30_000;

/** A workspace that says so has no streams. */
const NO_STREAMS = new Set([
  ...["unknown_method", "method_deprecated", "feature_not_enabled", "method_not_supported_for_channel_type"],
  ...["not_allowed_token_type", "missing_scope"],
]);
/** The message is no open stream any more: it was too long open, or stopped. */
const OVER = new Set(["message_not_in_streaming_state", "stopped_by_user", "message_not_found"]);
/** The message cannot be written into any more, so the answer needs another. */
const GONE = new Set(["message_not_found", "cant_update_message", "edit_window_closed"]);

const Started = z.object({ channel: z.string(), ts: z.string() });

type Parts = {
  posting: Posting;
  render(to: Address, blocks: Block[]): Promise<SlackMessage>;
  now(): number;
};

/** Answers that are written bit by bit. */
export function streaming({ posting, render, now }: Parts) {
  const { reach, homeOf, channelOf, show, post } = posting;
  const without = new Set<string>();

  /** Written in silence, and posted as a whole. */
  function silently(to: Address, delivery: string): Opened {
    const finish = async (blocks: Block[]) => post(to, await render(to, blocks), delivery);
    return { state: "open", message: delivery, stream: { async append() {}, finish } };
  }

  /** Only `finish` tells whether a message that an earlier try began can still be written into. */
  function goingOn(home: Home, to: Address, delivery: string, message: string): Opened {
    const finish = async (blocks: Block[]) => end(home, to, delivery, message, blocks);
    return { state: "open", message, stream: { async append() {}, finish } };
  }

  async function open(to: Address, delivery: string, earlier: string | null): Promise<Opened> {
    const home = await homeOf(to);
    if (home && earlier !== null && earlier !== delivery) return goingOn(home, to, delivery, earlier);
    // Only threads have streams.
    if (!home || to.thread === undefined || without.has(home.install)) return silently(to, delivery);
    const place = await channelOf(home, to);
    if (place.state !== "there") return notOpened(to, delivery, place);
    const given = { channel: place.channel, thread_ts: to.thread };
    const started = await reach(home, "chat.startStream", given);
    if (started.state === "no" && NO_STREAMS.has(started.error)) without.add(home.install);
    if (started.state !== "ok") return notOpened(to, delivery, started);
    const { channel, ts } = Started.parse(started.data);
    const message = messageId(channel, ts);
    return { state: "open", message, stream: shownAsWritten(home, to, delivery, message) };
  }

  /** What Slack does not let us stream, it may well take as a whole. */
  function notOpened(to: Address, delivery: string, reached: Reached): Opened {
    const sent = sentOf(reached);
    if (sent.state === "unknown") return sent;
    if (reached.state === "refused") return reached;
    return silently(to, delivery);
  }

  function shownAsWritten(home: Home, to: Address, delivery: string, message: string): AnswerStream {
    const where = placeOfMessage(message);
    let waiting = "";
    let lastAt = 0;
    let over = false;
    let under: Promise<void> = Promise.resolve();

    async function put(): Promise<void> {
      const piece = wholeWords(waiting.slice(0, LONGEST_PIECE));
      if (over || piece === "") return;
      const markdown_text = markdown(piece);
      waiting = waiting.slice(piece.length);
      const appended = await reach(home, "chat.appendStream", { ...where, markdown_text });
      if (appended.state === "no" && OVER.has(appended.error)) over = true;
    }

    return {
      async append(text) {
        waiting += text;
        if (over || (waiting.length < PIECE && now() - lastAt < PIECE_MS)) return;
        lastAt = now();
        // A piece that is lost is made good in the end, when the whole stands there.
        under = under.then(put).catch(() => {});
      },
      async finish(blocks) {
        over = true;
        await under;
        return end(home, to, delivery, message, blocks);
      },
    };
  }

  /** Ends the stream, whatever its state, and puts the whole answer in its place: doing it twice changes nothing. */
  async function end(
    home: Home,
    to: Address,
    delivery: string,
    message: string,
    blocks: Block[],
  ): Promise<Sent> {
    const where = placeOfMessage(message);
    const rendered = await render(to, blocks);
    const stopped = await patiently(() =>
      reach(home, "chat.stopStream", { ...where, ...metadataOf(delivery) }),
    );
    if (stopped.state === "later" || stopped.state === "refused") return stopped;
    const given = { ...where, ...metadataOf(delivery), link_names: false };
    const updated = await patiently(() => show(home, "chat.update", given, rendered));
    if (updated.state === "no" && updated.error === "streaming_state_conflict")
      return { state: "unknown", reason: updated.error };
    if (updated.state === "no" && GONE.has(updated.error)) return post(to, rendered, delivery);
    return updated.state === "ok" ? { state: "sent", message } : sentOf(updated);
  }

  return { open };
}

/** Without the word at the end, which may go on: cut in two, an address or a mention would not be seen as one. */
function wholeWords(text: string): string {
  return text.slice(0, Math.max(text.lastIndexOf(" "), text.lastIndexOf("\n")) + 1);
}

async function patiently(call: () => Promise<Reached>): Promise<Reached> {
  const first = await call();
  if (first.state !== "later" || first.inMs > LONGEST_REST_MS) return first;
  await pause(first.inMs);
  return call();
}
