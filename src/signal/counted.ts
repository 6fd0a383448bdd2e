import { connectionsOf } from "../learner/identity.ts";
import { allConnections, type Connection } from "../org/org.ts";
import type { Reader } from "../store/store.ts";

/**
 * Where a company has several connections, the one whose people are counted, so that nobody counts twice before their identities are
 * joined: the one that was named for it, else the first. Null: there is one at most, and everybody is counted.
 */
async function countedConnection(read: Reader, org: string): Promise<Connection | null> {
  const all = await allConnections(read, org);
  if (all.length < 2) return null;
  const row = await read.selectFrom("org").select("signals_from").where("org", "=", org).executeTakeFirst();
  return all.find(({ connection }) => connection === row?.signals_from) ?? all[0] ?? null;
}

/** The connection that somebody is not known by yet, and would have to be to be counted; null if they are counted. */
export async function countedElsewhere(
  read: Reader,
  org: string,
  learner: string,
): Promise<Connection | null> {
  const counted = await countedConnection(read, org);
  if (counted === null) return null;
  return (await connectionsOf(read, org, learner)).has(counted.connection) ? null : counted;
}

/** The learners that are counted, with the division of their unit: votes of anybody else count nowhere (table.ts). */
export async function countedPeople(
  read: Reader,
  org: string,
): Promise<{ person: string; division: string | null }[]> {
  const counted = await countedConnection(read, org);
  const all = read
    .selectFrom("learner")
    .leftJoin("unit", (join) =>
      join.onRef("unit.org", "=", "learner.org").onRef("unit.unit", "=", "learner.unit"),
    )
    .select(["learner.learner as person", "unit.division"])
    .where("learner.org", "=", org);
  if (counted === null) return all.execute();
  return all
    .where("learner.learner", "in", (of) =>
      of
        .selectFrom("identity")
        .select("identity.learner")
        .where("identity.org", "=", org)
        .where("identity.connection", "=", counted.connection),
    )
    .execute();
}
