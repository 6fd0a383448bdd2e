import type { ChannelEvent } from "../channel/event.ts";
import { settledEvent } from "../store/conditions.ts";
import type { Sealer } from "../store/sealing.ts";
import type { Store, Writer } from "../store/store.ts";

/**
 * Stores an event before its platform is told "received". The same event again is without effect, even while the first is being
 * handled and for as long as `forgetSettled` remembers it.
 */
export function inbox({ store, sealer, stamp }: { store: Store; sealer: Sealer; stamp: () => number }) {
  return {
    accept(event: ChannelEvent): Promise<"stored" | "repeated"> {
      return store.write((writer) => storeEvent(writer, sealer, stamp(), event), event.address.org);
    },

    /** Forgets settled events that arrived before `before` (epoch milliseconds): platforms repeat within hours. */
    async forgetSettled(before: number): Promise<void> {
      await store.write(async (writer) => {
        await writer
          .deleteFrom("inbox")
          .where(settledEvent)
          .where("received", "<", before * 1000)
          .execute();
      });
    },

    /** Forgets events that were put aside and arrived before `before` (epoch milliseconds), with what was in them. */
    async forgetQuarantined(before: number): Promise<void> {
      await store.write(async (writer) => {
        await writer
          .deleteFrom("inbox")
          .where("state", "=", "quarantined")
          .where("received", "<", before * 1000)
          .execute();
      });
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
