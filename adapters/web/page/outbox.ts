import type { Block } from "../../../src/channel/block.ts";
import type { Happening } from "../../../src/channel/event.ts";
import type { PageMessage } from "../protocol.ts";
import type { Composer } from "./composer.ts";
import { newId } from "./identity.ts";
import type { MessageList } from "./list.ts";
import { type Page, sentence } from "./page.ts";

type Message = Extract<Happening, { kind: "message" }>;
type Entry = { id: string; at: number; message: Message };

/** Messages on their way. They are shown at once, and `place` keeps them through a reload until the server has them. */
export function outbox(page: Page, list: MessageList, composer: Composer, place: string) {
  const waiting = new Map<string, Entry>();
  for (const entry of kept(place)) waiting.set(entry.id, entry);

  function keep(): void {
    if (waiting.size === 0) sessionStorage.removeItem(place);
    else sessionStorage.setItem(place, JSON.stringify([...waiting.values()]));
  }

  function show(entry: Entry, failed: boolean): void {
    const message: PageMessage = {
      id: entry.id,
      author: "learner",
      at: entry.at,
      state: "done",
      blocks: blocksOf(entry.message, page),
    };
    const retry = () => deliver(entry);
    list.put(message, failed ? { state: "failed", problem: null, retry } : { state: "sending" });
  }

  async function deliver(entry: Entry): Promise<void> {
    list.mark(entry.id, { state: "sending" });
    const posted = await page.post(entry.id, entry.message);
    // The server's echo may have been faster than its answer.
    if (!waiting.has(entry.id)) return;
    if (posted.state === "unreachable") {
      list.mark(entry.id, { state: "failed", problem: posted.problem, retry: () => deliver(entry) });
      return;
    }
    waiting.delete(entry.id);
    keep();
    if (posted.state === "stored") {
      list.mark(entry.id, { state: "delivered" });
      return;
    }
    list.remove(entry.id);
    const why = sentence(page, posted.state, posted.state === "invalid" ? null : posted.problem);
    composer.giveBack(entry.message.text, why);
  }

  return {
    async send(text: string, attachments: Message["attachments"]): Promise<void> {
      const entry: Entry = { id: newId(), at: Date.now(), message: { kind: "message", text, attachments } };
      waiting.set(entry.id, entry);
      keep();
      show(entry, false);
      await deliver(entry);
    },

    /** The server has this message. */
    arrived(id: string): void {
      if (waiting.delete(id)) keep();
    },

    ids: () => new Set(waiting.keys()),

    /** Shows what an earlier load of the page could not send. */
    showLeftovers(): void {
      for (const entry of waiting.values()) if (!list.has(entry.id)) show(entry, true);
    },
  };
}

function blocksOf(message: Message, page: Page): Block[] {
  const words = page.words();
  const blocks: Block[] = [];
  if (message.text !== "") blocks.push({ kind: "text", text: message.text, tone: "normal" });
  if (message.attachments.includes("file"))
    blocks.push({ kind: "text", text: words.fileAttached, tone: "quiet" });
  if (message.attachments.includes("voice"))
    blocks.push({ kind: "text", text: words.voiceAttached, tone: "quiet" });
  return blocks;
}

function kept(place: string): Entry[] {
  return JSON.parse(sessionStorage.getItem(place) ?? "[]") as Entry[];
}
