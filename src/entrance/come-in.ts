import { randomUUID } from "node:crypto";
import { type Arrival, arrive } from "../learner/arrival.ts";
import { applyChanges } from "../store/change.ts";
import type { Sealer } from "../store/sealing.ts";
import type { Reader, Store } from "../store/store.ts";

/** `left`: they do not belong to the company any more. */
export type CameIn = { state: "in"; learner: string } | { state: "left" };

/** Lets somebody in whom their company has vouched for, and stores what has to be known of them. */
export async function comeIn(
  { store, sealer }: { store: Store; sealer: Sealer },
  arrival: Arrival,
  now: number,
): Promise<CameIn> {
  const { org } = arrival;
  // Inside the write, so that two of somebody's pages that open at once make one person.
  return store.write(async (writer): Promise<CameIn> => {
    const { state, learner, changes } = await arrive(writer, sealer, arrival, randomUUID(), now);
    await applyChanges(writer, org, changes);
    if (state === "left" || (await hasLeft(writer, org, learner.learner))) return { state: "left" };
    return { state: "in", learner: learner.learner };
  }, org);
}

export async function hasLeft(read: Reader, org: string, learner: string): Promise<boolean> {
  const row = await read
    .selectFrom("leaver")
    .select("at")
    .where("org", "=", org)
    .where("learner", "=", learner)
    .executeTakeFirst();
  return row !== undefined;
}
