import type { PageMessage, ServerEvents } from "../adapters/web/protocol.ts";
import type { Block } from "../src/channel/block.ts";
import type { House } from "./house.ts";

type Happened = Record<string, unknown> & { kind: string };

/** The chat page without its looks: it opens the stream, keeps the messages as the page does, and sends events. */
export async function openPage({ handle }: Pick<House, "handle">, person: string) {
  const address = (path: string) => `http://lotse.test${path}${path.includes("?") ? "&" : "?"}as=${person}`;
  const messages = new Map<string, PageMessage>();
  const seen: { name: keyof ServerEvents; data: unknown }[] = [];
  const waiting = new Set<() => void>();
  const closing = new AbortController();
  const response = await handle(new Request(address("/api/stream"), { signal: closing.signal }));
  const reader = response.body?.getReader();
  if (!reader || !response.ok) throw new Error(`no stream: ${response.status}`);
  void listen(reader);

  async function listen(from: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let buffer = "";
    for (;;) {
      const chunk = await from.read().catch(() => ({ done: true, value: undefined }));
      if (chunk.done) return;
      buffer += decoder.decode(chunk.value, { stream: true });
      const events = buffer.split("\n\n");
      buffer = events.pop() ?? "";
      for (const event of events) take(event);
    }
  }

  function take(event: string): void {
    const found = /^event: (\w+)\ndata: (.*)$/.exec(event);
    if (!found) return;
    const name = found[1] as keyof ServerEvents;
    const data = JSON.parse(found[2] ?? "null");
    seen.push({ name, data });
    if (name === "snapshot") {
      messages.clear();
      for (const message of (data as ServerEvents["snapshot"]).messages) messages.set(message.id, message);
    }
    if (name === "message") messages.set((data as PageMessage).id, data as PageMessage);
    for (const wake of waiting) wake();
  }

  /** Resolves when what is shown satisfies `condition`; fails, showing what is there, when it does not within ten seconds. */
  function until<T>(condition: () => T | null | undefined | false): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const look = () => {
        const result = condition();
        if (!result) return;
        clearTimeout(timer);
        waiting.delete(look);
        resolve(result);
      };
      const timer = setTimeout(() => {
        waiting.delete(look);
        reject(new Error(`still waiting; shown is ${JSON.stringify([...messages.values()], null, 1)}`));
      }, 10_000);
      waiting.add(look);
      look();
    });
  }

  async function post(event: Happened & { id?: string }): Promise<Response> {
    const body = JSON.stringify({ id: crypto.randomUUID(), ...event });
    return handle(
      new Request(address("/api/events"), {
        method: "POST",
        body,
        headers: { "content-type": "application/json" },
      }),
    );
  }

  const fromLotse = () =>
    [...messages.values()].filter((message) => message.author === "lotse" && message.state === "done");

  return {
    messages,
    seen,
    until,
    post,
    get: (path: string) => handle(new Request(address(path))),
    /** What Lotse has said so far, finished messages only. */
    fromLotse,
    /** Sends an event and resolves with the next `count` finished messages of Lotse's. */
    async send(event: Happened & { id?: string }, count = 1): Promise<PageMessage[]> {
      const before = fromLotse().length;
      const response = await post(event);
      if (!response.ok) throw new Error(`refused: ${response.status} ${await response.text()}`);
      return until(() => fromLotse().length >= before + count && fromLotse().slice(before));
    },
    say(text: string, count = 1): Promise<PageMessage[]> {
      return this.send({ kind: "message", text, attachments: [] }, count);
    },
    close: () => reader.cancel(),
  };
}

export type Page = Awaited<ReturnType<typeof openPage>>;

/** Every word that is shown, line by line. */
export function wordsOf(messages: readonly { blocks: readonly Block[] }[]): string {
  return messages.flatMap(({ blocks }) => blocks.map(wordsOfBlock)).join("\n");
}

function wordsOfBlock(block: Block): string {
  switch (block.kind) {
    case "text":
      return block.text;
    case "quote":
      return [block.label, block.parts.map((part) => part.text).join("")].join("\n");
    case "claims":
      return [
        block.label,
        ...block.claims.map(({ parts, item, citations }) => {
          const words = parts.map(({ text }) => text).join("");
          return `${item ? "• " : ""}${words} ${citations.map((number) => `[${number}]`).join("")}`;
        }),
      ].join("\n");
    case "citations":
      return [
        block.label,
        ...block.citations.map(({ title, section, detail }) => `${title} ${section} ${detail}`),
      ].join("\n");
    case "cards":
      return [
        block.label,
        ...block.cards.flatMap(({ title, detail, body, why, buttons }) => [
          title,
          detail,
          body,
          why,
          buttons.map((button) => button.label).join(" "),
        ]),
      ].join("\n");
    case "facts":
      return [block.label, ...block.facts.map(({ name, value }) => `${name}: ${value}`)].join("\n");
    case "buttons":
      return block.buttons.map((button) => button.label).join(" ");
    case "prompts":
      return [block.label, ...block.prompts].join("\n");
    case "feedback":
      return `${block.helpful} ${block.unhelpful}`;
  }
}

/** The first block of a kind, in any of these messages. */
export function blockOf<Kind extends Block["kind"]>(
  messages: readonly { blocks: readonly Block[] }[],
  kind: Kind,
) {
  const found = messages.flatMap(({ blocks }) => blocks).find((block) => block.kind === kind);
  if (!found) throw new Error(`no ${kind} in ${JSON.stringify(messages, null, 1)}`);
  return found as Extract<Block, { kind: Kind }>;
}
