import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { AnswerStream, Opened } from "../../src/channel/adapter.ts";
import type { Address } from "../../src/channel/address.ts";
import type { Block } from "../../src/channel/block.ts";
import type { Sent } from "../../src/channel/reply.ts";
import { chatOf, messageId, placeOfMessage } from "./places.ts";
import { type Posting, type Reached, sentOf, withReader } from "./posting.ts";
import type { TeamsMessage } from "./render/message.ts";
import { markdown } from "./render/text.ts";

/** Teams takes a piece a second, and shows them more smoothly when they come more slowly. */
const PIECE_MS = 1500;
const APART_MS = 1050;
/** After two minutes Teams closes a stream: before, what is there is ended, and the rest is an edit. */
const LONGEST_MS = 105_000;
/** The most that is shown before the whole stands there. */
const LONGEST_PIECE = 8000;
/** How long the end of an answer waits for Teams to take it, milliseconds: writing it anew would cost more. */
const LONGEST_REST_MS = 30_000;

const NOT_ALLOWED = "ContentStreamNotAllowed";
const STOPPED = /cancel/i;
const Started = z.object({ id: z.string().min(1) });

type Parts = {
  posting: Posting;
  render(to: Address, blocks: Block[]): Promise<TeamsMessage>;
  /** What stands there while nothing is written yet. */
  working(to: Address): Promise<string>;
  /** The person has stopped it, by Teams' own button. */
  stopped(to: Address, delivery: string): Promise<void>;
  now(): number;
};

/** Answers that are written bit by bit, in a chat with one person. */
export function streaming({ posting, render, working, stopped, now }: Parts) {
  /** Written in silence, and posted as a whole. */
  function silently(to: Address, delivery: string): Opened {
    const finish = async (blocks: Block[]) => posting.post(to, await render(to, blocks), delivery);
    return { state: "open", message: delivery, stream: { async append() {}, finish } };
  }

  function goingOn(to: Address, message: string): Opened {
    const finish = async (blocks: Block[]) => posting.rewrite(to, message, await render(to, blocks), false);
    return { state: "open", message, stream: { async append() {}, finish } };
  }

  async function open(to: Address, delivery: string, earlier: string | null): Promise<Opened> {
    if (earlier !== null && earlier !== delivery) return goingOn(to, earlier);
    const chat = chatOf(to);
    const first = piece(await working(to), "informative", 1, null);
    const started = await posting.reach(to, { kind: "send", chat, activity: first, only: false });
    if (started.state === "unknown") return { state: "unknown", reason: started.reason };
    if (started.state === "refused") return started;
    if (started.state === "later") return { state: "later", inMs: started.inMs };
    const id = started.state === "ok" ? Started.safeParse(started.data).data?.id : undefined;
    // What Teams does not let us stream, it may well take as a whole.
    if (id === undefined) return silently(to, delivery);
    return { state: "open", message: messageId(chat, id), stream: shownAsWritten(to, delivery, chat, id) };
  }

  function shownAsWritten(to: Address, delivery: string, chat: string, id: string): AnswerStream {
    const begun = now();
    let lastAt = begun;
    let sequence = 1;
    let [written, shown] = ["", ""];
    let over = false;
    let under: Promise<void> = Promise.resolve();
    const send = (activity: object) => posting.reach(to, { kind: "send", chat, activity, only: false });

    async function put(): Promise<void> {
      const text = markdown(settled(written));
      if (over || text === "" || text === shown || !text.startsWith(shown)) return;
      shown = text;
      lastAt = now();
      if (now() - begun > LONGEST_MS) {
        over = true;
        await send({ ...piece(text, "final", null, id), type: "message", textFormat: "markdown" });
        return;
      }
      sequence += 1;
      const put = await send(piece(text, "streaming", sequence, id));
      if (!isOver(put)) return;
      over = true;
      if (put.state === "no" && STOPPED.test(put.sentence)) await stopped(to, delivery);
    }

    return {
      async append(text) {
        written += text;
        if (over || now() - lastAt < PIECE_MS) return;
        // Counted from now: what comes meanwhile waits for the next.
        lastAt = now();
        // A piece that is lost is made good in the end, when the whole stands there.
        under = under.then(put).catch(() => {});
        await under;
      },
      async finish(blocks) {
        await under;
        const message = await render(to, blocks);
        if (over) return posting.rewrite(to, messageId(chat, id), message, false);
        over = true;
        return end(to, messageId(chat, id), message, APART_MS - (now() - lastAt));
      },
    };
  }

  /** Ends the stream with the whole answer; where it is no stream any more, the answer is put in the place of what stands there. */
  async function end(to: Address, message: string, whole: TeamsMessage, restMs: number): Promise<Sent> {
    const { chat, id } = placeOfMessage(message);
    const entities = [streamInfo("final", null, id), ...whole.entities];
    const activity = { ...withReader(whole, to), entities };
    const last = () => posting.reach(to, { kind: "send", chat, activity, only: false });
    if (restMs > 0) await pause(restMs);
    let ended = await last();
    if (ended.state === "later" && ended.inMs <= LONGEST_REST_MS) {
      await pause(ended.inMs);
      ended = await last();
    }
    if (ended.state === "ok") return { state: "sent", message };
    if (ended.state === "no" && (isOver(ended) || ended.status === 413))
      return posting.rewrite(to, message, whole, false);
    return sentOf(chat, ended);
  }

  return { open };
}

/** Up to the last whole word: what follows may still change how a word is written down, and what was shown must stay as it is. */
function settled(written: string): string {
  const piece = written.slice(0, LONGEST_PIECE);
  let end = piece.length;
  while (end > 0 && /\S/u.test(piece.charAt(end - 1))) end--;
  return piece.slice(0, end).trimEnd();
}

function isOver(reached: Reached): boolean {
  return reached.state === "no" && reached.reason === NOT_ALLOWED;
}

type Kind = "informative" | "streaming" | "final";

function streamInfo(streamType: Kind, streamSequence: number | null, streamId: string | null) {
  return {
    type: "streaminfo",
    streamType,
    ...(streamSequence === null ? {} : { streamSequence }),
    ...(streamId === null ? {} : { streamId }),
  };
}

function piece(text: string, kind: Kind, sequence: number | null, id: string | null) {
  return { type: "typing", text, entities: [streamInfo(kind, sequence, id)] };
}
