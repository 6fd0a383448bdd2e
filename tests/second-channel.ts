import type { PageMessage } from "../adapters/web/protocol.ts";
import type { ChannelAdapter, Inward } from "../src/channel/adapter.ts";
import type { Sender } from "../src/channel/address.ts";
import type { Block } from "../src/channel/block.ts";
import type { ChannelEvent } from "../src/channel/event.ts";
import { ORG } from "./house.ts";

/** Another channel beside the web chat, in memory, that vouches for the names and mails of its people. */
export function secondChannel() {
  const said = new Map<string, PageMessage[]>();
  const waiting = new Set<() => void>();
  let core: Inward | null = null;

  function inward(): Inward {
    if (!core) throw new Error("the house has not been opened");
    return core;
  }
  const put = (conversation: string, id: string, blocks: Block[]) => {
    said.set(conversation, [
      ...(said.get(conversation) ?? []),
      { id, author: "lotse", at: 0, state: "done", blocks },
    ]);
    for (const look of waiting) look();
    return { state: "sent", message: id } as const;
  };
  const adapter: ChannelAdapter = {
    channel: "slack",
    routes(from) {
      core = from;
      return [];
    },
    open() {},
    async typing() {},
    send: async ({ conversation }, { blocks }, delivery) => put(conversation, delivery, blocks),
    stream: async ({ conversation }, delivery) => ({
      state: "open",
      message: delivery,
      stream: { async append() {}, finish: async (blocks) => put(conversation, delivery, blocks) },
    }),
    find: async () => ({ state: "absent" }),
    async close() {},
  };

  /** Somebody there, for `hands`: alone with Lotse, or in a group. */
  function seat(native: string, told: Omit<Sender, "native"> = {}, group: string | null = null) {
    const conversation = group ?? `slack:${native}`;
    const address = {
      org: ORG,
      channel: "slack",
      connection: "slack",
      conversation,
      direct: group === null,
      native,
    };
    const sender = { native, ...told };
    const fromLotse = () => said.get(conversation) ?? [];
    return {
      fromLotse,
      /** The forms and views, as the web chat has them. */
      async get(path: string): Promise<Response> {
        const { pathname, searchParams } = new URL(path, "http://slack.test");
        const [, , kind, name = ""] = pathname.split("/");
        const value = searchParams.get("value") ?? "";
        const query =
          kind === "forms"
            ? ({ kind: "form", form: name, value } as const)
            : ({ kind: "view", view: name, value } as const);
        const answer = await inward().answer(query, { ...address, sender });
        if (answer.state === "none") return new Response(null, { status: 404 });
        return Response.json(answer.state === "form" ? answer.form : answer);
      },
      async send(happened: Record<string, unknown> & { kind: string }, count = 1): Promise<PageMessage[]> {
        const before = fromLotse().length;
        const id = crypto.randomUUID();
        const accepted = await inward().accept({ id, at: 0, address, sender, ...happened } as ChannelEvent);
        if (accepted.state !== "stored") throw new Error(`not stored: ${JSON.stringify(accepted)}`);
        return new Promise((resolve, reject) => {
          const timer = setTimeout(
            () => reject(new Error(`still waiting: ${JSON.stringify(fromLotse())}`)),
            10_000,
          );
          const look = () => {
            if (fromLotse().length < before + count) return;
            clearTimeout(timer);
            waiting.delete(look);
            resolve(fromLotse().slice(before));
          };
          waiting.add(look);
          look();
        });
      },
      say(text: string, count = 1): Promise<PageMessage[]> {
        return this.send({ kind: "message", text, attachments: [] }, count);
      },
    };
  }

  return { adapter, seat };
}

export type Seat = ReturnType<ReturnType<typeof secondChannel>["seat"]>;
