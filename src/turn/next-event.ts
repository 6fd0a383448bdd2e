import { ChannelEvent } from "../channel/event.ts";
import { Failure, isFailure } from "../errors.ts";
import { waitingEvent } from "../store/conditions.ts";
import type { Place, Sealer } from "../store/sealing.ts";
import type { Writer } from "../store/store.ts";
import type { Held } from "./conversation.ts";
import { KEY_AWAY_MS, type NotYet } from "./not-yet.ts";

/**
 * The oldest waiting event, counted as begun. One that may not be tried yet holds back those behind it; one that cannot
 * be read, because it is damaged or of a newer version, is put aside for somebody to look at.
 */
export async function nextEvent(
  writer: Writer,
  sealer: Sealer,
  org: string,
  conversation: string,
  now: number,
): Promise<{ event: ChannelEvent; attempts: number } | NotYet | null> {
  for (;;) {
    const row = await writer
      .selectFrom("inbox")
      .select(["connection", "event", "attempts", "not_before", "sealed_event"])
      .where("org", "=", org)
      .where("conversation", "=", conversation)
      .where(waitingEvent)
      .orderBy("received")
      .limit(1)
      .executeTakeFirst();
    if (!row?.sealed_event) return null;
    if (row.not_before > now) return { notBefore: row.not_before };

    const event = openEvent(sealer, ["inbox", org, row.connection, row.event], row.sealed_event);
    if (event === "key away") return { notBefore: now + KEY_AWAY_MS };
    const attempts = row.attempts + 1;
    await writer
      .updateTable("inbox")
      .set(event ? { attempts } : { attempts, state: "quarantined" })
      .where("org", "=", org)
      .where("connection", "=", row.connection)
      .where("event", "=", row.event)
      .execute();
    if (event) return { event, attempts };
  }
}

/** A quarantined event keeps its payload, so that it can be tried again once its cause is mended. */
export async function settleEvent(
  writer: Writer,
  { org, event }: Held,
  state: "done" | "quarantined",
): Promise<void> {
  const settled = await writer
    .updateTable("inbox")
    .set(state === "done" ? { state, sealed_event: null } : { state })
    .where("org", "=", org)
    .where("connection", "=", event.address.connection)
    .where("event", "=", event.id)
    .where("state", "=", "waiting")
    .executeTakeFirst();
  if (Number(settled.numUpdatedRows) !== 1)
    throw new Failure("lost", "The event was handled by somebody else.");
}

function openEvent(sealer: Sealer, place: Place, sealed: string): ChannelEvent | "key away" | null {
  try {
    return ChannelEvent.parse(sealer.open(sealed, place));
  } catch (error) {
    return isFailure(error, "unavailable") ? "key away" : null;
  }
}
