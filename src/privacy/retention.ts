import { removeOlder } from "../store/any-rows.ts";
import type { LearnerKeys } from "../store/learner-keys.ts";
import type { Reader, Store } from "../store/store.ts";
import { limits } from "./data-map.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

const PRIVATE = ["goal", "check_in", "self_question"] as const;

/**
 * Ends what must not be there any more: the key of whoever keeps no reflections, and rows that were written while their opt-in was
 * being withdrawn. Done again and again, so that a crash in between changes nothing.
 */
export async function forgetUnkept({ store, keys }: { store: Store; keys: LearnerKeys }): Promise<void> {
  const rows = await store.read
    .selectFrom("opt_in")
    .select(["org", "learner"])
    .where("opt_in", "=", "reflections")
    .execute();
  const keeping = new Set(rows.map(nameOf));
  for (const person of await keys.all()) {
    if (keeping.has(nameOf(person))) continue;
    await store.write(async (writer) => {
      // Looked at again where nobody can opt in meanwhile: the key of whoever just has must stay.
      if (await keepsReflections(writer, person)) return;
      const { org, learner } = person;
      for (const table of PRIVATE) {
        await writer.deleteFrom(table).where("org", "=", org).where("learner", "=", learner).execute();
      }
      await keys.forget(org, learner);
    });
  }
}

type Person = { org: string; learner: string };

function nameOf({ org, learner }: Person): string {
  return JSON.stringify([org, learner]);
}

async function keepsReflections(read: Reader, { org, learner }: Person): Promise<boolean> {
  const row = await read
    .selectFrom("opt_in")
    .select("given_at")
    .where("org", "=", org)
    .where("learner", "=", learner)
    .where("opt_in", "=", "reflections")
    .executeTakeFirst();
  return row !== undefined;
}

/** Forgets what has outlived its time, as the data map says. */
export async function forgetOld(store: Store, now: number): Promise<void> {
  for (const limit of limits) {
    const before = now - limit.days * DAY_MS;
    await store.write((writer) =>
      removeOlder(writer, limit, limit.unit === "microseconds" ? before * 1000 : before),
    );
  }
}
