import { waitingEvent } from "../store/conditions.ts";
import type { Reader } from "../store/store.ts";

/** What an org has waiting, as counts. */
export type Load = {
  people: number;
  waiting: number;
  /** Of the event that has waited longest; null: none waits. */
  oldestWaitingMs: number | null;
  quarantined: number;
  outbox: Record<string, number>;
  /** Jobs of the schedule whose time has come. */
  due: number;
};

export async function loadOf(read: Reader, org: string, now: number): Promise<Load> {
  const oldest = await read
    .selectFrom("inbox")
    .select(({ fn }) => [fn.countAll<number>().as("count"), fn.min("received").as("since")])
    .where("org", "=", org)
    .where(waitingEvent)
    .executeTakeFirstOrThrow();
  const deliveries = await read
    .selectFrom("outbox")
    .select("state")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("org", "=", org)
    .groupBy("state")
    .orderBy("state")
    .execute();
  const due = await read
    .selectFrom("schedule")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("org", "=", org)
    .where("next_at", "<=", now)
    .executeTakeFirstOrThrow();
  const aside = await read
    .selectFrom("inbox")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("org", "=", org)
    .where("state", "=", "quarantined")
    .executeTakeFirstOrThrow();
  const people = await read
    .selectFrom("learner")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("org", "=", org)
    .executeTakeFirstOrThrow();
  return {
    people: people.count,
    waiting: oldest.count,
    oldestWaitingMs: oldest.count === 0 ? null : Math.max(0, now - Math.floor(Number(oldest.since) / 1000)),
    quarantined: aside.count,
    outbox: Object.fromEntries(deliveries.map(({ state, count }) => [state, count])),
    due: due.count,
  };
}
