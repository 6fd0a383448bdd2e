import { applyChanges } from "../store/change.ts";
import type { LearnerKeys } from "../store/learner-keys.ts";
import type { Store } from "../store/store.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const KEEP_REFLECTIONS_DAYS = 365;
const KEEP_CONTACTS_DAYS = 90;

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
      const { org, learner } = person;
      // The key of whoever has just opted in must stay. Taking the place of the opt-in until the key is gone makes those wait who are
      // about to.
      const place = { org, learner, opt_in: "reflections" } as const;
      const taken = await writer
        .insertInto("opt_in")
        .values({ ...place, given_at: 0 })
        .onConflict((on) => on.doNothing())
        .executeTakeFirst();
      if (Number(taken.numInsertedOrUpdatedRows) !== 1) return;
      await applyChanges(writer, org, [{ change: "remove", table: "opt_in", key: place }]);
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

/** Forgets reflections and contacts when their time is over. */
export async function forgetOld(store: Store, now: number): Promise<void> {
  await store.write(async (writer) => {
    const reflections = now - KEEP_REFLECTIONS_DAYS * DAY_MS;
    await writer.deleteFrom("check_in").where("at", "<", reflections).execute();
    await writer.deleteFrom("self_question").where("at", "<", reflections).execute();
    const contacts = now - KEEP_CONTACTS_DAYS * DAY_MS;
    await writer.deleteFrom("contact").where("at", "<", contacts).execute();
  });
}
