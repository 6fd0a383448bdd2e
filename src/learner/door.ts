import type { Reader } from "../store/store.ts";
import { membershipsIn, membershipsOf } from "./learner.ts";

/** Whether Lotse is there for somebody. */
export type Door = "open" | "stopped" | "not in the pilot" | "has left";

/**
 * Read anew each time it is asked: what an admin has just decided counts from the next turn on, at every replica. `arriving`: the unit
 * of somebody who is not stored yet.
 */
export async function doorFor(
  read: Reader,
  org: string,
  learner: string,
  arriving: string | null = null,
): Promise<Door> {
  const row = await read
    .selectFrom("org")
    .leftJoin("leaver", (join) => join.onRef("leaver.org", "=", "org.org").on("leaver.learner", "=", learner))
    .select(["org.stopped_at", "org.pilot", "leaver.at as left_at"])
    .where("org.org", "=", org)
    .executeTakeFirst();
  if (!row) return "open";
  if (row.left_at !== null) return "has left";
  if (row.stopped_at !== null) return "stopped";
  return row.pilot === 0 || (await isInPilot(read, org, learner, arriving)) ? "open" : "not in the pilot";
}

async function isInPilot(
  read: Reader,
  org: string,
  learner: string,
  arriving: string | null,
): Promise<boolean> {
  const memberships =
    arriving === null ? await membershipsOf(read, org, learner) : await membershipsIn(read, org, arriving);
  const named = [`learner:${learner}`, ...memberships];
  const row = await read
    .selectFrom("pilot_member")
    .select("member")
    .where("org", "=", org)
    .where("member", "in", named)
    .executeTakeFirst();
  return row !== undefined;
}
