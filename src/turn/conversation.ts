import { z } from "zod";
import type { ChannelEvent } from "../channel/event.ts";
import type { Language } from "../channel/language.ts";
import type { Frame } from "../dialog/dialog.ts";
import { Failure, isFailure } from "../errors.ts";
import { applyChanges, type Change } from "../store/change.ts";
import { openDelivery, waitingEvent } from "../store/conditions.ts";
import { inEachOrg } from "../store/each-org.ts";
import type { Sealer } from "../store/sealing.ts";
import type { Reader, Store, Writer } from "../store/store.ts";
import { nextEvent, settleEvent } from "./next-event.ts";
import { isNotYet, type NotYet } from "./not-yet.ts";
import { enqueue, type NewDelivery } from "./outbox.ts";

/** A conversation that this worker holds, with the event it is to handle next. */
export type Held = {
  org: string;
  conversation: string;
  fence: number;
  version: number;
  stack: Frame[];
  /** The language spoken last in it. */
  language: Language | null;
  /** When it was last said in it that Lotse is not there. */
  closedSaidAt: number | null;
  event: ChannelEvent;
  /** Including this one. */
  attempts: number;
};

/** All that a handled event leads to, made durable together or not at all. */
export type Committed = {
  stack: Frame[];
  language: Language | null;
  closedSaidAt: number | null;
  /** Whose conversation it is; null: nobody's alone, or not known. */
  owner: string | null;
  changes: Change[];
  deliveries: NewDelivery[];
  /** Answers of this conversation to stop: one delivery, or whichever is under way. */
  stop: { delivery: string | null } | null;
  /** The event itself: dealt with, or put aside for good because it cannot be handled. */
  event: "done" | "quarantined";
};

/** How long a worker that says nothing keeps a conversation, milliseconds. */
export const LEASE_MS = 10_000;

const Stack = z.array(z.object({ dialog: z.string(), state: z.unknown() }));

/** The fenced lease on a conversation and the one-transaction commit. */
export function conversations({ store, sealer }: { store: Store; sealer: Sealer }) {
  return {
    /** Takes the lease and the oldest waiting event. Not yet: somebody else holds it, or it may not be tried before. Null: nothing waits. */
    take(org: string, conversation: string, now: number): Promise<Held | NotYet | null> {
      return store.write(async (writer) => {
        const row = await writer
          .selectFrom("conversation")
          .selectAll()
          .where("org", "=", org)
          .where("conversation", "=", conversation)
          .executeTakeFirst();
        if (!row) return null;
        if (row.lease_until > now) return { notBefore: row.lease_until };
        const fence = row.fence + 1;
        const event = await nextEvent(writer, sealer, org, conversation, now);
        if (!event || isNotYet(event)) return event;
        await writer
          .updateTable("conversation")
          .set({ fence, lease_until: now + LEASE_MS })
          .where("org", "=", org)
          .where("conversation", "=", conversation)
          .where("fence", "=", row.fence)
          .execute();
        const stack = openStack(sealer, org, conversation, row.sealed_stack);
        return {
          org,
          conversation,
          fence,
          version: row.version,
          stack,
          language: row.language,
          closedSaidAt: row.closed_said_at,
          ...event,
        };
      }, org);
    },

    /**
     * Commits what the event led to and gives the next waiting event, still under the lease; null, with the lease released, when
     * none waits. Throws Failure `lost` when the lease went elsewhere and `conflict` when a change was overtaken; then nothing happened.
     */
    commit(held: Held, committed: Committed, now: number): Promise<Held | NotYet | null> {
      return store.write(async (writer) => {
        await applyChanges(writer, held.org, committed.changes);
        await settleEvent(writer, held, committed.event);
        for (const delivery of committed.deliveries) {
          const own = delivery.conversation === held.conversation;
          if (own || (await isThere(writer, delivery))) await enqueue(writer, sealer, delivery);
        }
        if (committed.stop) await stopAnswers(writer, held, committed.stop.delivery);

        const next = await nextEvent(writer, sealer, held.org, held.conversation, now);
        const version = held.version + 1;
        const sealed_stack = sealStack(sealer, held, committed.stack);
        const kept = await writer
          .updateTable("conversation")
          .set({
            sealed_stack,
            language: committed.language,
            closed_said_at: committed.closedSaidAt,
            ...(committed.owner === null ? {} : { learner: committed.owner }),
            version,
            lease_until: next && !isNotYet(next) ? now + LEASE_MS : 0,
          })
          .where("org", "=", held.org)
          .where("conversation", "=", held.conversation)
          .where("fence", "=", held.fence)
          .where("version", "=", held.version)
          .executeTakeFirst();
        if (Number(kept.numUpdatedRows) !== 1)
          throw new Failure("lost", "The lease on the conversation went elsewhere.");
        if (!next || isNotYet(next)) return next;
        const { stack, language, closedSaidAt } = committed;
        return { ...held, version, stack, language, closedSaidAt, ...next };
      }, held.org);
    },

    /** Lets go without a result, so that the event is tried again at `tryAgainAt`; `counted`: this was one of its tries. */
    async release(held: Held, tryAgainAt: number, counted: boolean): Promise<void> {
      await store.write(async (writer) => {
        const released = await writer
          .updateTable("conversation")
          .set({ lease_until: 0 })
          .where("org", "=", held.org)
          .where("conversation", "=", held.conversation)
          .where("fence", "=", held.fence)
          .executeTakeFirst();
        if (Number(released.numUpdatedRows) !== 1) return;
        await writer
          .updateTable("inbox")
          .set({ not_before: tryAgainAt, attempts: counted ? held.attempts : held.attempts - 1 })
          .where("org", "=", held.org)
          .where("connection", "=", held.event.address.connection)
          .where("event", "=", held.event.id)
          .execute();
      }, held.org);
    },

    /** The conversations that have a waiting event. */
    waiting(): Promise<{ org: string; conversation: string }[]> {
      return inEachOrg(store, (read, org) =>
        read
          .selectFrom("inbox")
          .select(["org", "conversation"])
          .distinct()
          .where("org", "=", org)
          .where(waitingEvent)
          .execute(),
      );
    },

    /** Frees every lease: only right when no other process can hold one. The fence keeps it safe even then. */
    async freeLeases(): Promise<void> {
      for (const org of await store.orgs()) {
        await store.write(async (writer) => {
          await writer
            .updateTable("conversation")
            .set({ lease_until: 0 })
            .where("org", "=", org)
            .where("lease_until", ">", 0)
            .execute();
        }, org);
      }
    },
  };
}

export type Conversations = ReturnType<typeof conversations>;

/** False for a letter whose reader was erased meanwhile; a conflict if they are somebody else by now, because two were joined. */
async function isThere(read: Reader, { org, conversation, parcel }: NewDelivery): Promise<boolean> {
  const row = await read
    .selectFrom("conversation")
    .select("learner")
    .where("org", "=", org)
    .where("conversation", "=", conversation)
    .executeTakeFirst();
  if (row && row.learner !== null && row.learner !== parcel.learner)
    throw new Failure("conflict", "The reader of a letter is another learner by now.");
  return row !== undefined;
}

async function stopAnswers(writer: Writer, held: Held, delivery: string | null): Promise<void> {
  const open = writer
    .updateTable("outbox")
    .set({ stopped: 1 })
    .where("org", "=", held.org)
    .where("conversation", "=", held.conversation)
    .where(openDelivery);
  await (delivery === null ? open : open.where("delivery", "=", delivery)).execute();
}

/** What was under way and cannot be read any more: no dialog of this name exists, so the learner is told that the thread is lost. */
const LOST: Frame = { dialog: "", state: null };

/** The dialogs under way, innermost last. Throws Failure `unavailable` when their key is not known just now. */
export function openStack(sealer: Sealer, org: string, conversation: string, sealed: string | null): Frame[] {
  if (sealed === null) return [];
  try {
    const frames = Stack.parse(sealer.open(sealed, ["conversation", org, conversation]));
    return frames.map(({ dialog, state }) => ({ dialog, state }));
  } catch (error) {
    if (isFailure(error, "unavailable")) throw error;
    return [LOST];
  }
}

function sealStack(sealer: Sealer, { org, conversation }: Held, stack: Frame[]): string | null {
  return stack.length === 0 ? null : sealer.seal(stack, ["conversation", org, conversation]);
}
