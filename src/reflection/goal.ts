import { z } from "zod";
import type { Change } from "../store/change.ts";
import { type LearnerKeys, opened, openerFor, sealerFor } from "../store/learner-keys.ts";
import type { Reader } from "../store/store.ts";

/** "If ___, then I will ___". */
export const Plan = z.object({ when: z.string(), step: z.string() });
export type Plan = z.infer<typeof Plan>;

/** What a learner wants to be able to do, and the plan for now. Either may be missing. */
const Kept = z.object({ goal: z.string().nullable(), plan: Plan.nullable() });
export type Goal = z.infer<typeof Kept>;

export type Owner = { read: Reader; keys: LearnerKeys; org: string; learner: string };
/** Somebody who keeps what they write, since they said yes to it. */
export type Keeper = Owner & { since: number };

/** Null: there is none, or it cannot be read any more. */
export async function goalOf({ read, keys, org, learner }: Owner): Promise<Goal | null> {
  const row = await find(read, org, learner);
  const opener = row ? await openerFor(keys, org, learner) : null;
  return row && opener ? opened(Kept, opener, row.sealed_goal, place(org, learner, row.version)) : null;
}

/** A conflict if it was changed meanwhile. */
export async function keepGoal(
  { read, keys, org, learner, since }: Keeper,
  goal: Goal,
  now: number,
): Promise<Change> {
  const row = await find(read, org, learner);
  const sealer = await sealerFor(keys, org, learner, since);
  const version = row ? row.version + 1 : 0;
  const sealed_goal = sealer.seal(goal, place(org, learner, version));
  return row
    ? {
        change: "set",
        table: "goal",
        key: { org, learner },
        version: row.version,
        row: { sealed_goal, since: now },
      }
    : { change: "add", table: "goal", row: { org, learner, sealed_goal, since: now, version } };
}

function find(read: Reader, org: string, learner: string) {
  return read
    .selectFrom("goal")
    .select(["sealed_goal", "version"])
    .where("org", "=", org)
    .where("learner", "=", learner)
    .executeTakeFirst();
}

function place(org: string, learner: string, version: number) {
  return ["goal", org, learner, version] as const;
}
