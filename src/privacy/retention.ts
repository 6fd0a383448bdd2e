import { removeOlder } from "../store/any-rows.ts";
import { inEachOrg, NO_ORG } from "../store/each-org.ts";
import type { LearnerKeys } from "../store/learner-keys.ts";
import type { Store } from "../store/store.ts";
import { KEEP_COPIES_DAYS, limits } from "./data-map.ts";
import { givenAt } from "./opt-in.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

const PRIVATE = ["goal", "check_in", "self_question", "note"] as const;

/**
 * Ends what must not be there any more: the key of whoever keeps no reflections, and rows that were written while their opt-in was
 * being withdrawn. Done again and again, so that a crash in between changes nothing.
 */
export async function forgetUnkept({ store, keys }: { store: Store; keys: LearnerKeys }): Promise<void> {
  const rows = await inEachOrg(store, (read, org) =>
    read
      .selectFrom("opt_in")
      .select(["org", "learner", "given_at"])
      .where("org", "=", org)
      .where("opt_in", "=", "reflections")
      .execute(),
  );
  const keeping = new Set(rows.map(({ org, learner, given_at }) => JSON.stringify([org, learner, given_at])));
  for (const { org, learner, since } of await keys.all()) {
    if (keeping.has(JSON.stringify([org, learner, since]))) continue;
    const stands = await store.write(async (writer) => {
      // Looked at again where nobody can opt in meanwhile: the rows of whoever just has must stay.
      const given = await givenAt(writer, { org, learner }, "reflections");
      if (given === null) {
        for (const table of PRIVATE) {
          await writer.deleteFrom(table).where("org", "=", org).where("learner", "=", learner).execute();
        }
      }
      return given;
    }, org);
    if (stands !== since) await keys.forget(org, learner, since);
  }
}

/** Forgets what has outlived its time, as the data map says. */
export async function forgetOld(store: Store, now: number): Promise<void> {
  for (const org of [NO_ORG, ...(await store.orgs())]) {
    for (const limit of limits) {
      const before = now - limit.days * DAY_MS;
      await store.write(
        (writer) => removeOlder(writer, org, limit, limit.unit === "microseconds" ? before * 1000 : before),
        org,
      );
    }
  }
  await store.forgetCopies(now - KEEP_COPIES_DAYS * DAY_MS);
}
