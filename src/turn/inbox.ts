import type { ChannelEvent } from "../channel/event.ts";
import type { Sealer } from "../store/sealing.ts";
import type { Store, Writer } from "../store/store.ts";

/**
 * Stores an event before its platform is told "received". The same event again is without effect, even while the first is being
 * handled and for as long as the data map keeps what is settled.
 */
export function inbox({ store, sealer, stamp }: { store: Store; sealer: Sealer; stamp: () => number }) {
  return {
    /** `beside` is done in the same transaction, if the event is new. */
    accept(
      event: ChannelEvent,
      beside: (writer: Writer) => Promise<void> = async () => {},
    ): Promise<"stored" | "repeated"> {
      const received = stamp();
      return store.write(async (writer) => {
        const state = await storeEvent(writer, sealer, received, event);
        if (state === "stored") await beside(writer);
        return state;
      }, event.address.org);
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

  await openConversation(writer, event);
  return "stored";
}

/** The latest address is the one to answer to. Where it is known already, nothing is written that a worker might be writing too. */
async function openConversation(writer: Writer, { id, address }: ChannelEvent): Promise<void> {
  const { thread: _, ...place } = address;
  const { org, connection, conversation } = place;
  const address_json = JSON.stringify(place);
  await writer
    .insertInto("conversation")
    .columns(["org", "conversation", "address_json", "version", "fence", "lease_until"])
    .expression((from) =>
      from
        .selectFrom("inbox")
        .select((column) => [
          "inbox.org",
          "inbox.conversation",
          column.cast<string>(column.val(address_json), "text").as("address_json"),
          column.lit(0).as("version"),
          column.lit(0).as("fence"),
          column.lit(0).as("lease_until"),
        ])
        .where("inbox.org", "=", org)
        .where("inbox.connection", "=", connection)
        .where("inbox.event", "=", id)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom("conversation")
                .select("conversation.org")
                .where("conversation.org", "=", org)
                .where("conversation.conversation", "=", conversation)
                .where("conversation.address_json", "=", address_json),
            ),
          ),
        ),
    )
    .onConflict((on) => on.columns(["org", "conversation"]).doUpdateSet({ address_json }))
    .execute();
}
