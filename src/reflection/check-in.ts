import { z } from "zod";
import type { Change } from "../store/change.ts";
import { opened, openerFor, sealerFor } from "../store/learner-keys.ts";
import type { Reader } from "../store/store.ts";
import { type Keeper, type Owner, Plan } from "./goal.ts";

export const Worked = z.enum(["yes", "partly", "no"]);
export type Worked = z.infer<typeof Worked>;

/** What a learner wrote in one check-in: about the plan they had, and the next one. */
export const Reflection = z.object({
  /** The plan that was looked back at. */
  plan: Plan.nullable(),
  worked: Worked.nullable(),
  helped: z.string(),
  differently: z.string(),
  next: Plan.nullable(),
});
export type Reflection = z.infer<typeof Reflection>;

/** How the week's check-in stands; null: nothing yet. */
export async function checkInState(
  read: Reader,
  org: string,
  learner: string,
  week: string,
): Promise<"done" | "skipped" | null> {
  return (await find(read, org, learner, week))?.state ?? null;
}

/** What was written in this week so far. */
export async function reflectionOf(
  { read, keys, org, learner }: Owner,
  week: string,
): Promise<Reflection | null> {
  const row = await find(read, org, learner, week);
  const opener = row?.sealed_entry ? await openerFor(keys, org, learner) : null;
  return row?.sealed_entry && opener
    ? opened(Reflection, opener, row.sealed_entry, place(org, learner, week, row.version))
    : null;
}

/** Keeps what was written. Written again in the same week, the later one counts. */
export async function keepReflection(
  { read, keys, org, learner, since }: Keeper,
  week: string,
  reflection: Reflection,
  now: number,
): Promise<Change> {
  const row = await find(read, org, learner, week);
  const sealer = await sealerFor(keys, org, learner, since);
  const version = row ? row.version + 1 : 0;
  const sealed_entry = sealer.seal(reflection, place(org, learner, week, version));
  const columns = { state: "done", sealed_entry, at: now } as const;
  return row
    ? { change: "set", table: "check_in", key: { org, learner, week }, version: row.version, row: columns }
    : { change: "add", table: "check_in", row: { org, learner, week, ...columns, version } };
}

/** That the week is over without one: skipped, or done without being kept. What was written before stays. */
export async function settleWeek(
  read: Reader,
  { org, learner, week }: { org: string; learner: string; week: string },
  state: "done" | "skipped",
  now: number,
): Promise<Change[]> {
  if (await find(read, org, learner, week)) return [];
  const row = { org, learner, week, state, sealed_entry: null, at: now, version: 0 };
  return [{ change: "add", table: "check_in", row }];
}

export type JournalEntry = { week: string; at: number; reflection: Reflection };

/** What a learner wrote, the latest week first: for their eyes only. */
export async function journal({ read, keys, org, learner }: Owner, most: number): Promise<JournalEntry[]> {
  const opener = await openerFor(keys, org, learner);
  if (!opener) return [];
  const rows = await read
    .selectFrom("check_in")
    .select(["week", "at", "sealed_entry", "version"])
    .where("org", "=", org)
    .where("learner", "=", learner)
    .where("sealed_entry", "is not", null)
    .orderBy("week", "desc")
    .limit(most)
    .execute();
  return rows.flatMap(({ week, at, sealed_entry, version }) => {
    const sealed = sealed_entry ?? "";
    const reflection = opened(Reflection, opener, sealed, place(org, learner, week, version));
    return reflection ? [{ week, at, reflection }] : [];
  });
}

function find(read: Reader, org: string, learner: string, week: string) {
  return read
    .selectFrom("check_in")
    .select(["state", "version", "sealed_entry"])
    .where("org", "=", org)
    .where("learner", "=", learner)
    .where("week", "=", week)
    .executeTakeFirst();
}

function place(org: string, learner: string, week: string, version: number) {
  return ["check_in", org, learner, week, version] as const;
}
