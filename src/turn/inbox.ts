import type { ChannelEvent } from "../channel/event.ts";
import type { Sealer } from "../store/sealing.ts";
import type { Store, Writer } from "../store/store.ts";

/**
 * Stores an event before its platform is told "received". The same event again is without effect, even while the first is being
 * handled and for as long as the data map keeps what is settled.
 */
export function inbox({ store, sealer, stamp }: { store: Store; sealer: Sealer; stamp: () => number }) {
  return {
    accept(event: ChannelEvent): Promise<"stored" | "repeated"> {
      return store.write((writer) => storeEvent(writer, sealer, stamp(), event), event.address.org);
    },
  };
}

export type Inbox = ReturnType<typeof inbox>;

/** Inside a transaction that may have more to do. `received`: microseconds. */
export async function storeEvent(
  writer: Writer,
  sealer: Sealer,
  received: number,
  event: ChannelEvent,
): Promise<"stored" | "repeated"> {
  const { org, connection, conversation } = event.address;
  const stored = await writer
    .insertInto("inbox")
    .values({
      org,
      connection,
      event: event.id,
      conversation,
      received,
      state: "waiting",
      attempts: 0,
      not_before: 0,
      sealed_event: sealer.seal(event, ["inbox", org, connection, event.id]),
    })
    .onConflict((on) => on.doNothing())
    .executeTakeFirst();
  if (Number(stored.numInsertedOrUpdatedRows) !== 1) return "repeated";

  const address_json = JSON.stringify(event.address);
  await writer
    .insertInto("conversation")
    .values({
      org,
      conversation,
      address_json,
      sealed_stack: null,
      language: null,
      version: 0,
      fence: 0,
      lease_until: 0,
    })
    // The latest address is the one to answer to.
    .onConflict((on) => on.columns(["org", "conversation"]).doUpdateSet({ address_json }))
    .execute();
  return "stored";
}
