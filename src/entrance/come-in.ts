import { randomUUID } from "node:crypto";
import { isFailure } from "../errors.ts";
import { type Arrival, arrive } from "../learner/arrival.ts";
import { applyChanges } from "../store/change.ts";
import type { Sealer } from "../store/sealing.ts";
import type { Reader, Store } from "../store/store.ts";

/** `left`: they do not belong to the company any more. */
export type CameIn = { state: "in"; learner: string } | { state: "left" };

/** Lets somebody in whom their company has vouched for, and stores what has to be known of them. */
export async function comeIn(
  parts: { store: Store; sealer: Sealer },
  arrival: Arrival,
  again = true,
): Promise<CameIn> {
  const { store, sealer } = parts;
  const { org } = arrival;
  const read = store.readOf(org);
  const { learner, changes } = await arrive(read, sealer, arrival, randomUUID());
  if (await hasLeft(read, org, learner.learner)) return { state: "left" };
  try {
    if (changes.length > 0) await store.write((writer) => applyChanges(writer, org, changes), org);
  } catch (error) {
    // Two of somebody's pages open at once: by now they are known.
    if (again && isFailure(error, "conflict")) return comeIn(parts, arrival, false);
    throw error;
  }
  return { state: "in", learner: learner.learner };
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
