import { createHash } from "node:crypto";
import type { Store } from "../store/store.ts";
import { type Known, type Roster, rosterInTurns } from "./roster.ts";

/** The names of an org, as they are when they are needed. */
export type Rosters = { of(org: string): Promise<Roster> };

type Held = { state: string; known: string; roster: Roster };

/** Kept in memory, and read anew when anybody came, went or was renamed. */
export function rosters(store: Store): Rosters {
  const held = new Map<string, Held>();
  const reading = new Map<string, Promise<Held>>();

  async function look(org: string): Promise<Held> {
    // Read first: what comes in between is read once more.
    const state = await stateOf(store, org);
    const before = held.get(org);
    if (before?.state === state) return before;
    const now = await knownTo(store, org);
    const known = hashOf(JSON.stringify(now));
    const roster = before?.known === known ? before.roster : await rosterInTurns(now);
    const found = { state, known, roster };
    held.set(org, found);
    return found;
  }
  return {
    async of(org) {
      // Who asks while it is read waits for that, and looks again: it may have begun before their change.
      await reading.get(org)?.catch(() => {});
      const looking = reading.get(org) ?? look(org).finally(() => reading.delete(org));
      reading.set(org, looking);
      return (await looking).roster;
    },
  };
}

/** Keeps apart, of all who have the same number of changes, those who came at another time. */
const PRIME = 1_000_003;

/** Changes with everybody who comes, goes or changes; one row, however many they are. */
async function stateOf(store: Store, org: string): Promise<string> {
  const read = store.readOf(org);
  const people = await read
    .selectFrom("learner")
    .select(({ eb, fn }) => [
      fn.countAll().as("count"),
      fn.sum("version").as("versions"),
      fn.sum(eb("introduced_at", "%", PRIME)).as("times"),
      fn.sum(fn<number>("length", ["name"])).as("letters"),
      fn.min("learner").as("first"),
      fn.max("learner").as("last"),
    ])
    .where("org", "=", org)
    .execute();
  const identities = await read
    .selectFrom("identity")
    .select(({ fn }) => fn.countAll().as("count"))
    .where("org", "=", org)
    .execute();
  return JSON.stringify([people, identities, await houseOf(store, org)]);
}

async function knownTo(store: Store, org: string): Promise<Known> {
  const read = store.readOf(org);
  const people = await read
    .selectFrom("learner")
    .select(["learner", "name"])
    .where("org", "=", org)
    .orderBy("learner")
    .execute();
  const identities = await read
    .selectFrom("identity")
    .select(["learner", "native"])
    .where("org", "=", org)
    .orderBy("native")
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

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
