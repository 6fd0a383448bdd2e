import type { Change } from "../store/change.ts";
import type { Schema } from "../store/schema.ts";
import type { Reader } from "../store/store.ts";

export type ItemState = Schema["learner_item"]["state"];

/** What a learner says about an item: the last word counts. */
export function mark(org: string, learner: string, item: string, state: ItemState, now: number): Change {
  return { change: "put", table: "learner_item", row: { org, learner, item, state, at: now } };
}

/** The ids of the items a learner saved, did or declined, the latest first; some may have left the catalogue. */
export async function itemsOf(
  read: Reader,
  org: string,
  learner: string,
  state: ItemState,
): Promise<string[]> {
  const rows = await read
    .selectFrom("learner_item")
    .select("item")
    .where("org", "=", org)
    .where("learner", "=", learner)
    .where("state", "=", state)
    .orderBy("at", "desc")
    .orderBy("item")
    .execute();
  return rows.map(({ item }) => item);
}

/** Everything a learner declined may be recommended again. */
export async function bringBack(read: Reader, org: string, learner: string): Promise<Change[]> {
  const declined = await itemsOf(read, org, learner, "declined");
  return declined.map((item) => ({ change: "remove", table: "learner_item", key: { org, learner, item } }));
}
