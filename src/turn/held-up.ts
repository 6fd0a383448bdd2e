import { Failure } from "../errors.ts";
import type { Schema } from "../store/schema.ts";
import type { Reader, Writer } from "../store/store.ts";

/** A delivery that has not arrived, as far as it is known. */
export type HeldUpState = "pending" | "unknown" | "refused";
export const HELD_UP: readonly HeldUpState[] = ["pending", "unknown", "refused"];

/**
 * Deliveries in these states that there is still something to send of, the oldest first. Who was to be contacted without having asked
 * is not said, nor what was dropped because somebody took their yes back: nobody learns who said yes (P9).
 */
export async function deliveriesHeldUp(read: Reader, org: string, states: readonly HeldUpState[]) {
  const rows = await read
    .selectFrom("outbox")
    .select(["delivery", "conversation", "state", "attempts", "position", "unasked_of"])
    .where("org", "=", org)
    .where("state", "in", [...states])
    .where("sealed_reply", "is not", null)
    .orderBy("position")
    .execute();
  return rows.map(({ unasked_of, conversation, ...row }) => {
    return { ...row, conversation: unasked_of === null ? conversation : null };
  });
}

/**
 * Sends these again with the next tick, as if they had not been tried: one that arrived, though nobody knows it, arrives twice.
 * Throws Failure for one that is not held up.
 */
export async function retryDeliveries(
  writer: Writer,
  org: string,
  deliveries: readonly string[],
): Promise<void> {
  const known = await deliveriesHeldUp(writer, org, HELD_UP);
  for (const delivery of deliveries) {
    if (!known.some((one) => one.delivery === delivery)) throw notThere(delivery);
    await writer
      .updateTable("outbox")
      .set({ state: "pending", attempts: 0, not_before: 0 })
      .where("org", "=", org)
      .where("delivery", "=", delivery)
      .execute();
  }
}

/** Gives these up for good: their content goes. Throws Failure for one that is not held up. */
export async function dropDeliveries(
  writer: Writer,
  org: string,
  deliveries: readonly string[],
): Promise<void> {
  for (const delivery of deliveries) {
    const dropped = await writer
      .updateTable("outbox")
      .set({ state: "refused", sealed_reply: null })
      .where("org", "=", org)
      .where("delivery", "=", delivery)
      .where("state", "in", [...HELD_UP])
      .executeTakeFirst();
    if (Number(dropped.numUpdatedRows) !== 1) throw notThere(delivery);
  }
}

type Aside = Pick<Schema["inbox"], "connection" | "event" | "conversation" | "received" | "attempts">;

/** Events that were put aside because they failed too often, or cannot be read; the oldest first. */
export function eventsAside(read: Reader, org: string): Promise<Aside[]> {
  return read
    .selectFrom("inbox")
    .select(["connection", "event", "conversation", "received", "attempts"])
    .where("org", "=", org)
    .where("state", "=", "quarantined")
    .orderBy("received")
    .execute();
}

/** Lets these be handled again with the next tick, or forgets what was in them. Throws Failure for one that was not put aside. */
export async function settleAside(
  writer: Writer,
  org: string,
  events: readonly string[],
  as: "waiting" | "done",
): Promise<void> {
  for (const event of events) {
    const settled = await writer
      .updateTable("inbox")
      .set(as === "waiting" ? { state: as, attempts: 0, not_before: 0 } : { state: as, sealed_event: null })
      .where("org", "=", org)
      .where("event", "=", event)
      .where("state", "=", "quarantined")
      .executeTakeFirst();
    if (Number(settled.numUpdatedRows) === 0)
      throw new Failure(
        "misconfigured",
        `No event ${event} was put aside. See which were with: quarantine list`,
      );
  }
}

function notThere(delivery: string): Failure {
  return new Failure("misconfigured", `No delivery ${delivery} is held up. See which are with: outbox list`);
}
