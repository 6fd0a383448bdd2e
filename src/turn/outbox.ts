import { Address } from "../channel/address.ts";
import type { Reply } from "../dialog/dialog.ts";
import { Failure, isFailure } from "../errors.ts";
import { doorFor } from "../learner/door.ts";
import { applyChanges, type Change } from "../store/change.ts";
import { openDelivery } from "../store/conditions.ts";
import { inEachOrg } from "../store/each-org.ts";
import type { Place, Sealer } from "../store/sealing.ts";
import type { Store, Writer } from "../store/store.ts";
import { KEY_AWAY_MS, type NotYet } from "./not-yet.ts";

/**
 * What goes out: a reply as a dialog gave it, whose question an answer is, the id under which that answer is remembered, and the thread
 * it belongs to.
 */
export type Parcel = { reply: Reply; learner: string; answer: string; thread?: string };
export type NewDelivery = {
  org: string;
  delivery: string;
  conversation: string;
  position: number;
  /** Nobody asked for it: it leaves only while this learner's opt-in for messages stands. */
  unaskedOf: string | null;
  parcel: Parcel;
};

/** A delivery that this deliverer holds and is about to make. */
export type Claimed = {
  org: string;
  delivery: string;
  conversation: string;
  address: Address;
  fence: number;
  attempts: number;
  /** It may have been sent already: look it up before sending. */
  doubtful: boolean;
  message: string | null;
  stopped: boolean;
  /** Nobody asked for it. */
  unasked: boolean;
  /** Nobody asked for it, and its learner has withdrawn the opt-in since, or Lotse is not there for them: it must not leave (P2). */
  unwanted: boolean;
  /** Null: it is damaged, and cannot be delivered. */
  parcel: Parcel | null;
};

export type Result =
  | { state: "sent"; message: string; changes: readonly Change[] }
  /** `counted`: it was one of its tries. */
  | { state: "pending"; notBefore: number; counted: boolean }
  | { state: "unknown"; notBefore: number; counted: boolean }
  | { state: "refused" }
  /** For good: it must not leave at any time. */
  | { state: "dropped" };

/** How long a deliverer that says nothing keeps a delivery, milliseconds. */
export const DELIVERY_LEASE_MS = 30_000;

/** Puts a delivery beside the change it belongs to. */
export async function enqueue(
  writer: Writer,
  sealer: Sealer,
  { parcel, unaskedOf, ...delivery }: NewDelivery,
): Promise<void> {
  await writer
    .insertInto("outbox")
    .values({
      ...delivery,
      state: "pending",
      attempts: 0,
      not_before: 0,
      lease_until: 0,
      fence: 0,
      message: null,
      stopped: 0,
      unasked_of: unaskedOf,
      sealed_reply: sealer.seal(parcel, placeOf(delivery)),
    })
    .execute();
}

function placeOf({ org, delivery }: { org: string; delivery: string }) {
  return ["outbox", org, delivery] as const;
}

function openParcel(sealer: Sealer, place: Place, sealed: string | null): Parcel | "key away" | null {
  try {
    // Our own ciphertext, bound to this row: what comes out is what `enqueue` put in.
    return sealed === null ? null : (sealer.open(sealed, place) as Parcel);
  } catch (error) {
    return isFailure(error, "unavailable") ? "key away" : null;
  }
}

/** pending -> sending -> sent | pending | unknown | refused. `sending` is durable before the channel is called. */
export function outbox({ store, sealer }: { store: Store; sealer: Sealer }) {
  return {
    /** Takes the oldest open delivery of a conversation, if it may be made now. Replies go out in order. */
    claim(org: string, conversation: string, now: number): Promise<Claimed | NotYet | null> {
      return store.write((writer) => claimNext(writer, sealer, { org, conversation }, now), org);
    },

    /** Keeps the channel's id of the message that an answer is being written into. Throws Failure `lost`. */
    async announced(held: Claimed, message: string): Promise<void> {
      await store.write((writer) => update(writer, held, { message }), held.org);
    },

    /** Keeps hold of a delivery that takes long, and says whether its learner has stopped it meanwhile. Throws Failure `lost`. */
    extend(held: Claimed, now: number): Promise<{ stopped: boolean }> {
      return store.write(
        (writer) => update(writer, held, { lease_until: now + DELIVERY_LEASE_MS }),
        held.org,
      );
    },

    /**
     * Ends a try, and takes the next delivery of the conversation. What was sent or dropped keeps no payload; what was refused does, for
     * an admin to try again. Throws Failure `lost` when the lease went elsewhere.
     */
    settle(held: Claimed, result: Result, now: number): Promise<Claimed | NotYet | null> {
      return store.write(async (writer) => {
        switch (result.state) {
          case "sent":
            await update(writer, held, {
              state: "sent",
              message: result.message,
              lease_until: 0,
              sealed_reply: null,
            });
            await applyChanges(writer, held.org, result.changes);
            return claimNext(writer, sealer, held, now);
          case "refused":
            await update(writer, held, { state: "refused", lease_until: 0 });
            return claimNext(writer, sealer, held, now);
          case "dropped":
            await update(writer, held, { state: "refused", lease_until: 0, sealed_reply: null });
            return claimNext(writer, sealer, held, now);
          case "pending":
          case "unknown": {
            const { state, notBefore, counted } = result;
            const attempts = counted ? held.attempts : held.attempts - 1;
            await update(writer, held, { state, attempts, lease_until: 0, not_before: notBefore });
            return { notBefore };
          }
        }
      }, held.org);
    },

    /** Whether Lotse is not there any more for the learner whose answer this is. */
    async isClosed({ org, parcel }: Claimed): Promise<boolean> {
      return parcel !== null && (await doorFor(store.readOf(org), org, parcel.learner)) !== "open";
    },

    /** The conversations that have an open delivery. */
    open(): Promise<{ org: string; conversation: string }[]> {
      return inEachOrg(store, (read, org) =>
        read
          .selectFrom("outbox")
          .select(["org", "conversation"])
          .distinct()
          .where("org", "=", org)
          .where(openDelivery)
          .execute(),
      );
    },

    /** Frees every lease: only right when no other process can be sending. What was under way becomes doubtful. */
    async freeLeases(): Promise<void> {
      for (const org of await store.orgs()) {
        await store.write(async (writer) => {
          await writer
            .updateTable("outbox")
            .set({ lease_until: 0 })
            .where("org", "=", org)
            .where("state", "=", "sending")
            .execute();
        }, org);
      }
    },
  };
}

export type Outbox = ReturnType<typeof outbox>;

async function claimNext(
  writer: Writer,
  sealer: Sealer,
  { org, conversation }: { org: string; conversation: string },
  now: number,
): Promise<Claimed | NotYet | null> {
  const row = await writer
    .selectFrom("outbox")
    .innerJoin("conversation", (join) =>
      join
        .onRef("conversation.org", "=", "outbox.org")
        .onRef("conversation.conversation", "=", "outbox.conversation"),
    )
    .selectAll("outbox")
    .select("conversation.address_json")
    .where("outbox.org", "=", org)
    .where("outbox.conversation", "=", conversation)
    .where(openDelivery)
    .orderBy("outbox.position")
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  const notBefore = Math.max(row.not_before, row.lease_until);
  if (notBefore > now) return { notBefore };
  const parcel = openParcel(sealer, placeOf(row), row.sealed_reply);
  if (parcel === "key away") return { notBefore: now + KEY_AWAY_MS };

  const fence = row.fence + 1;
  const attempts = row.attempts + 1;
  const thread = parcel?.thread === undefined ? {} : { thread: parcel.thread };
  await writer
    .updateTable("outbox")
    .set({ state: "sending", fence, attempts, lease_until: now + DELIVERY_LEASE_MS })
    .where("org", "=", org)
    .where("delivery", "=", row.delivery)
    .execute();
  return {
    org,
    delivery: row.delivery,
    conversation,
    address: { ...Address.parse(JSON.parse(row.address_json)), ...thread },
    fence,
    attempts,
    doubtful: row.state !== "pending",
    message: row.message,
    stopped: row.stopped === 1,
    unasked: row.unasked_of !== null,
    unwanted: await isUnwanted(writer, row),
    parcel,
  };
}

async function isUnwanted(
  writer: Writer,
  { org, unasked_of }: { org: string; unasked_of: string | null },
): Promise<boolean> {
  if (unasked_of === null) return false;
  const given = await writer
    .selectFrom("opt_in")
    .select("given_at")
    .where("org", "=", org)
    .where("learner", "=", unasked_of)
    .where("opt_in", "=", "messages")
    .executeTakeFirst();
  return given === undefined || (await doorFor(writer, org, unasked_of)) !== "open";
}

type Columns = Partial<{
  state: "sent" | "refused" | "pending" | "unknown";
  attempts: number;
  message: string;
  lease_until: number;
  not_before: number;
  sealed_reply: null;
}>;

async function update(writer: Writer, held: Claimed, columns: Columns): Promise<{ stopped: boolean }> {
  const updated = await writer
    .updateTable("outbox")
    .set(columns)
    .where("org", "=", held.org)
    .where("delivery", "=", held.delivery)
    .where("fence", "=", held.fence)
    .returning("stopped")
    .executeTakeFirst();
  if (!updated) throw new Failure("lost", "The delivery was taken over by somebody else.");
  return { stopped: updated.stopped === 1 };
}

/** Whose a message is that nobody asked for would tell who said yes to such (P9). */
export function named({ org, conversation, delivery, unasked }: Claimed) {
  return unasked ? { org, delivery } : { org, conversation, delivery };
}
