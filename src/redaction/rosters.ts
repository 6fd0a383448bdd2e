import type { Store } from "../store/store.ts";
import { type Known, type Roster, roster } from "./roster.ts";

/** The names of an org, as they are when they are needed. */
export type Rosters = { of(org: string): Promise<Roster> };

/** Kept in memory, and read anew whenever anybody came, went or was renamed. */
export function rosters(store: Store): Rosters {
  const held = new Map<string, { state: string; roster: Promise<Roster> }>();
  return {
    async of(org) {
      // Read first: what comes in between is read once more.
      const state = await stateOf(store, org);
      const before = held.get(org);
      if (before?.state === state) return before.roster;
      const now = { state, roster: knownTo(store, org).then(roster) };
      held.set(org, now);
      now.roster.catch(() => held.delete(org));
      return now.roster;
    },
  };
}

/** Changes with every name: a learner's version rises with theirs. */
async function stateOf(store: Store, org: string): Promise<string> {
  const read = store.readOf(org);
  const people = await read
    .selectFrom("learner")
    .select(["learner", "version"])
    .where("org", "=", org)
    .orderBy("learner")
    .execute();
  const ids = await read
    .selectFrom("identity")
    .select(({ fn }) => fn.countAll().as("count"))
    .where("org", "=", org)
    .executeTakeFirst();
  const house = await houseOf(store, org);
  const versions = people.map(({ learner, version }) => `${learner} ${version}`).join("\n");
  return JSON.stringify([versions, Number(ids?.count ?? 0), house]);
}

async function knownTo(store: Store, org: string): Promise<Known> {
  const read = store.readOf(org);
  const people = await read
    .selectFrom("learner")
    .select(["learner", "name"])
    .where("org", "=", org)
    .execute();
  const identities = await read
    .selectFrom("identity")
    .select(["learner", "native"])
    .where("org", "=", org)
    .execute();
  const idsOf = Map.groupBy(identities, ({ learner }) => learner);
  return {
    ...(await houseOf(store, org)),
    people: people.map(({ learner, name }) => ({
      name,
      ids: [learner, ...(idsOf.get(learner) ?? []).map(({ native }) => native)],
    })),
  };
}

async function houseOf(store: Store, org: string): Promise<Omit<Known, "people">> {
  const read = store.readOf(org);
  const companies = await read.selectFrom("org").select("name").where("org", "=", org).execute();
  const divisions = await read.selectFrom("division").select("name").where("org", "=", org).execute();
  const units = await read.selectFrom("unit").select("name").where("org", "=", org).execute();
  const connections = await read.selectFrom("connection").select("native").where("org", "=", org).execute();
  return {
    companies: companies.map(({ name }) => name),
    units: [...divisions, ...units].map(({ name }) => name),
    ids: [org, ...connections.map(({ native }) => native)],
  };
}
