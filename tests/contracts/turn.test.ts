import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { orderedStamps } from "../../src/clock.ts";
import type { Failure } from "../../src/errors.ts";
import { forgetOld } from "../../src/privacy/retention.ts";
import { aesSealer } from "../../src/store/sealing.ts";
import {
  type Committed,
  type Conversations,
  conversations,
  type Held,
  LEASE_MS,
} from "../../src/turn/conversation.ts";
import { retryDeliveries } from "../../src/turn/held-up.ts";
import { type Inbox, inbox } from "../../src/turn/inbox.ts";
import { isNotYet, type NotYet } from "../../src/turn/not-yet.ts";
import { DELIVERY_LEASE_MS, type Outbox, outbox } from "../../src/turn/outbox.ts";
import { addOrg, type OpenStore } from "../all-orgs.ts";
import { type Bench, engines } from "../engines.ts";
import { byIda } from "../happenings.ts";

const ORG = "werft";
const CHAT = "web:ida";
const LOST = { kind: "lost" } satisfies Partial<Failure>;

describe.each(engines)("a turn on $name", ({ open }) => {
  let bench: Bench;
  let store: OpenStore;
  let events: Inbox;
  let talks: Conversations;
  let out: Outbox;

  beforeEach(async () => {
    bench = await open();
    store = bench.store;
    await addOrg(store, ORG);
    const sealer = aesSealer(Buffer.alloc(32, 1));
    const parts = { store, sealer, stamp: orderedStamps({ now: () => 1000 }) };
    events = inbox(parts);
    talks = conversations(parts);
    out = outbox(parts);
  });
  afterEach(() => bench.close());

  const take = async (now: number): Promise<Held> => {
    const held = await talks.take(ORG, CHAT, now);
    if (!held || isNotYet(held)) throw new Error("nothing to take");
    return held;
  };
  const textOf = (held: Held | NotYet | null) =>
    held && !isNotYet(held) && held.event.kind === "message" ? held.event.text : null;

  describe("the inbox", () => {
    it("stores an event once, however often it is delivered at once (F11, R2)", async () => {
      const states = await Promise.all(Array.from({ length: 50 }, () => events.accept(said("hallo", "e1"))));
      expect(states.filter((state) => state === "stored")).toHaveLength(1);
      expect(states.filter((state) => state === "repeated")).toHaveLength(49);
    });

    it("knows a repeated event after it was dealt with", async () => {
      await events.accept(said("hallo", "e1"));
      await talks.commit(await take(0), nothing, 0);
      expect(await events.accept(said("hallo", "e1"))).toBe("repeated");
      expect(await talks.take(ORG, CHAT, 0)).toBeNull();
    });

    it("takes the same id from another connection for another event", async () => {
      await events.accept(said("hallo", "e1"));
      const here = said("hallo", "e1");
      const elsewhere = { ...here, address: { ...here.address, connection: "other" } };
      expect(await events.accept(elsewhere)).toBe("stored");
    });

    it("keeps what people wrote sealed, and forgets it after the turn", async () => {
      await events.accept(said("Kanarienvogel", "e1"));
      expect(JSON.stringify(await store.read.selectFrom("inbox").selectAll().execute())).not.toContain(
        "Kanarienvogel",
      );
      await talks.commit(await take(0), nothing, 0);
      const [row] = await store.read.selectFrom("inbox").select(["state", "sealed_event"]).execute();
      expect(row).toEqual({ state: "done", sealed_event: null });
    });

    it("forgets settled events after a while, and never waiting ones", async () => {
      await events.accept(said("eins", "e1"));
      await events.accept(said("zwei", "e2"));
      const held = await take(0);
      await talks.commit(held, nothing, 0);
      await forgetOld(store, 8 * 24 * 60 * 60 * 1000);
      expect(await store.read.selectFrom("inbox").select("event").execute()).toEqual([{ event: "e2" }]);
    });
  });

  describe("the conversation", () => {
    it("is held by one worker, and its events come in order", async () => {
      await events.accept(said("eins", "e1"));
      await events.accept(said("zwei", "e2"));
      const held = await take(0);
      expect(textOf(held)).toBe("eins");
      expect(await talks.take(ORG, CHAT, 1)).toEqual({ notBefore: LEASE_MS });
      const next = await talks.commit(held, nothing, 2);
      expect(textOf(next)).toBe("zwei");
      if (!next || isNotYet(next)) throw new Error("nothing came next");
      expect(await talks.commit(next, nothing, 3)).toBeNull();
      expect(await talks.waiting()).toEqual([]);
    });

    it("keeps no letter to somebody whose conversation is gone (F21)", async () => {
      await events.accept(said("eins", "e1"));
      const { deliveries } = reply("für Ben");
      const letters = deliveries.map((letter) => ({ ...letter, conversation: "web:ben" }));
      await talks.commit(await take(0), { ...nothing, deliveries: letters }, 1);
      expect(await out.open()).toEqual([]);
    });

    it("goes to somebody else when its holder falls silent; what the first one then commits is refused", async () => {
      await events.accept(said("eins", "e1"));
      const first = await take(0);
      const second = await take(LEASE_MS + 1);
      expect(textOf(second)).toBe("eins");
      expect(second.attempts).toBe(2);
      await expect(talks.commit(first, reply("vom Ersten"), LEASE_MS + 2)).rejects.toMatchObject(LOST);
      await talks.commit(second, reply("vom Zweiten"), LEASE_MS + 3);
      expect(await store.read.selectFrom("outbox").select("delivery").execute()).toHaveLength(1);
    });

    it("lets many workers race for it, and one answer comes out", async () => {
      await events.accept(said("eins", "e1"));
      const results = await Promise.allSettled(
        Array.from({ length: 30 }, async (_, now) => {
          const held = await talks.take(ORG, CHAT, now * (LEASE_MS + 1));
          if (held && !isNotYet(held)) await talks.commit(held, reply("hier"), now * (LEASE_MS + 1));
        }),
      );
      const failures = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
      for (const failure of failures) expect(failure).toMatchObject(LOST);
      expect(await store.read.selectFrom("outbox").select("delivery").execute()).toHaveLength(1);
    });

    it("commits replies, changes and state together, or none of them", async () => {
      await events.accept(said("eins", "e1"));
      const held = await take(0);
      const foreign: Committed = {
        ...reply("hier"),
        changes: [
          { change: "put", table: "unit", row: { org: "elsewhere", unit: "u", division: "d", name: "U" } },
        ],
      };
      await expect(talks.commit(held, foreign, 1)).rejects.toThrow();
      expect(await store.read.selectFrom("outbox").selectAll().execute()).toEqual([]);
      const stack = [{ dialog: "ask", state: { step: "waiting" } }];
      await talks.commit(held, { ...reply("hier"), stack }, 2);
      await events.accept(said("zwei", "e2"));
      expect((await take(3)).stack).toEqual(stack);
    });

    it("waits before a failed event is tried again, and keeps those behind it waiting too", async () => {
      await events.accept(said("eins", "e1"));
      await events.accept(said("zwei", "e2"));
      await talks.release(await take(0), 500, true);
      expect(await talks.take(ORG, CHAT, 499)).toEqual({ notBefore: 500 });
      expect(textOf(await take(500))).toBe("eins");
    });

    it("settles an event that came by another connection than the conversation's latest", async () => {
      const first = said("eins", "e1");
      await events.accept(first);
      await events.accept({ ...said("zwei", "e1"), address: { ...first.address, connection: "other" } });
      const next = await talks.commit(await take(0), nothing, 0);
      if (!next || isNotYet(next)) throw new Error("nothing came next");
      expect(textOf(next)).toBe("zwei");
      expect(await talks.commit(next, nothing, 0)).toBeNull();
    });

    it("counts a try only if it was the event's own", async () => {
      await events.accept(said("eins", "e1"));
      await talks.release(await take(0), 0, false);
      const again = await take(0);
      expect(again.attempts).toBe(1);
      await talks.release(again, 0, true);
      expect((await take(0)).attempts).toBe(2);
    });

    it("puts a quarantined event aside with its payload, and goes on with the next (F19)", async () => {
      await events.accept(said("Gift", "e1"));
      await events.accept(said("gut", "e2"));
      const next = await talks.commit(await take(0), { ...nothing, event: "quarantined" }, 0);
      expect(textOf(next)).toBe("gut");
      const row = await store.read
        .selectFrom("inbox")
        .select(["state", "sealed_event"])
        .where("event", "=", "e1")
        .executeTakeFirst();
      expect(row).toMatchObject({ state: "quarantined", sealed_event: expect.any(String) });
    });
  });

  it("puts an event aside that cannot be read, and goes on with the next", async () => {
    await events.accept(said("eins", "e1"));
    await events.accept(said("zwei", "e2"));
    await store.write((writer) =>
      writer.updateTable("inbox").set({ sealed_event: "1.damaged.AAAA" }).where("event", "=", "e1").execute(),
    );
    expect(textOf(await take(0))).toBe("zwei");
    const row = await store.read
      .selectFrom("inbox")
      .select("state")
      .where("event", "=", "e1")
      .executeTakeFirst();
    expect(row?.state).toBe("quarantined");
  });

  it("goes on with a conversation whose state cannot be read", async () => {
    await events.accept(said("eins", "e1"));
    await store.write((writer) =>
      writer.updateTable("conversation").set({ sealed_stack: "1.damaged.AAAA" }).execute(),
    );
    expect((await take(0)).stack).toEqual([{ dialog: "", state: null }]);
  });

  it("hands out a delivery that cannot be read as such, so that it can be given up", async () => {
    await events.accept(said("eins", "e1"));
    await talks.commit(await take(0), reply("eins"), 0);
    await store.write((writer) =>
      writer.updateTable("outbox").set({ sealed_reply: "1.damaged.AAAA" }).execute(),
    );
    expect(await out.claim(ORG, CHAT, 0)).toMatchObject({ parcel: null });
  });

  describe("the outbox", () => {
    const enqueue = async (...words: string[]) => {
      for (const word of words) {
        await events.accept(said(word, randomUUID()));
        await talks.commit(await take(0), reply(word), 0);
      }
    };
    const claim = async (now: number) => {
      const claimed = await out.claim(ORG, CHAT, now);
      if (!claimed || isNotYet(claimed)) throw new Error("nothing to claim");
      return claimed;
    };
    const sent = { state: "sent", message: "m1", changes: [] } as const;

    it("gives deliveries in order, each to one deliverer", async () => {
      await enqueue("eins", "zwei");
      const first = await claim(0);
      expect(JSON.stringify(first.parcel)).toContain("eins");
      expect(await out.claim(ORG, CHAT, 0)).toEqual({ notBefore: DELIVERY_LEASE_MS });
      const second = await out.settle(first, sent, 0);
      expect(JSON.stringify(second)).toContain("zwei");
      expect(await out.claim(ORG, CHAT, 1)).toEqual({ notBefore: DELIVERY_LEASE_MS });
      if (!second || isNotYet(second)) throw new Error("nothing came second");
      expect(await out.settle(second, { state: "refused" }, 1)).toBeNull();
    });

    it("keeps no payload of what was delivered", async () => {
      await enqueue("Kanarienvogel");
      expect(JSON.stringify(await store.read.selectFrom("outbox").selectAll().execute())).not.toContain(
        "Kanarienvogel",
      );
      await out.settle(await claim(0), sent, 0);
      const row = await store.read
        .selectFrom("outbox")
        .select(["state", "message", "sealed_reply"])
        .executeTakeFirst();
      expect(row).toEqual({ state: "sent", message: "m1", sealed_reply: null });
    });

    it("calls a delivery doubtful when its deliverer fell silent, and refuses the late word of the first", async () => {
      await enqueue("eins");
      const first = await claim(0);
      expect(first.doubtful).toBe(false);
      const second = await claim(DELIVERY_LEASE_MS + 1);
      expect(second.doubtful).toBe(true);
      await expect(out.settle(first, sent, 0)).rejects.toMatchObject(LOST);
      await out.settle(second, sent, 0);
    });

    it("tries a refused delivery again when it may, without doubt", async () => {
      await enqueue("eins");
      await out.settle(await claim(0), { state: "pending", counted: true, notBefore: 700 }, 0);
      expect(await out.claim(ORG, CHAT, 699)).toEqual({ notBefore: 700 });
      const again = await claim(700);
      expect(again).toMatchObject({ doubtful: false, attempts: 2 });
    });

    it("counts no try where the channel only kept to its platform's pace (F6)", async () => {
      await enqueue("eins");
      await out.settle(await claim(0), { state: "pending", counted: false, notBefore: 700 }, 0);
      expect(await claim(700)).toMatchObject({ doubtful: false, attempts: 1 });
    });

    it("counts no try where it could not even be looked up", async () => {
      await enqueue("eins");
      await out.settle(await claim(0), { state: "unknown", counted: true, notBefore: 700 }, 0);
      await out.settle(await claim(700), { state: "unknown", counted: false, notBefore: 900 }, 0);
      expect(await claim(900)).toMatchObject({ doubtful: true, attempts: 2 });
    });

    it("keeps what was refused for an admin to try again, and nothing of what was dropped", async () => {
      await enqueue("eins", "zwei");
      const first = await claim(0);
      const second = await out.settle(first, { state: "refused" }, 0);
      if (!second || isNotYet(second)) throw new Error("nothing to deliver");
      expect(await out.settle(second, { state: "dropped" }, 0)).toBeNull();
      await store.write((writer) => retryDeliveries(writer, ORG, [first.delivery]), ORG);
      const again = await claim(0);
      expect(again).toMatchObject({ delivery: first.delivery, doubtful: false, attempts: 1 });
      expect(JSON.stringify(again.parcel)).toContain("eins");
      await expect(
        store.write((writer) => retryDeliveries(writer, ORG, [second.delivery]), ORG),
      ).rejects.toMatchObject({ kind: "misconfigured" });
    });

    it("remembers the message an answer is written into", async () => {
      await enqueue("eins");
      const first = await claim(0);
      await out.announced(first, "m7");
      expect((await claim(DELIVERY_LEASE_MS + 1)).message).toBe("m7");
    });

    it("tells a later deliverer that an answer was stopped", async () => {
      await enqueue("eins");
      await events.accept(byIda({ kind: "stop", delivery: "any" }, "s1"));
      await talks.commit(await take(0), { ...nothing, stop: { delivery: null } }, 0);
      expect((await claim(0)).stopped).toBe(true);
    });

    it("makes the changes that belong to a delivery when it has arrived", async () => {
      await enqueue("eins");
      const row = { org: ORG, answer: "a1", band: "answer", language: "de", day: "2026-11-22" } as const;
      await out.settle(await claim(0), { ...sent, changes: [{ change: "put", table: "answer", row }] }, 0);
      expect(await store.read.selectFrom("answer").selectAll().execute()).toEqual([row]);
    });

    it("knows the conversations that have something to deliver", async () => {
      await enqueue("eins", "zwei");
      await out.settle(await claim(0), { state: "unknown", notBefore: 900, counted: true }, 0);
      expect(await out.open()).toEqual([{ org: ORG, conversation: CHAT }]);
      expect(await out.claim(ORG, CHAT, 0)).toEqual({ notBefore: 900 });
    });
  });
});

const said = (text: string, id: string) => byIda({ kind: "message", text, attachments: [] }, id);

const nothing: Committed = {
  stack: [],
  language: "de",
  closedSaidAt: null,
  owner: "ida",
  changes: [],
  deliveries: [],
  stop: null,
  event: "done",
};

let position = 0;
function reply(words: string): Committed {
  const blocks = [{ kind: "text", text: words, tone: "normal" } as const];
  const parcel = { reply: { kind: "message", blocks }, learner: "ida", answer: "a1" } as const;
  return {
    ...nothing,
    deliveries: [
      {
        org: ORG,
        conversation: CHAT,
        delivery: randomUUID(),
        position: ++position,
        unaskedOf: null,
        parcel: { ...parcel, reply: { kind: "message", blocks } },
      },
    ],
  };
}
