import { renameDecider } from "../request/change.ts";
import type { Change } from "../store/change.ts";
import type { Schema } from "../store/schema.ts";
import type { Sealer } from "../store/sealing.ts";
import type { Reader } from "../store/store.ts";
import { connectionsOf, findIdentity, type Identity, learnerOfMail } from "./identity.ts";
import { addLearner, findLearner, type Learner, newLearner } from "./learner.ts";
import { isProductOwner } from "./roles.ts";

/**
 * Somebody as the door they come by tells of them. `mail` is null unless it was verified there; `unit` is its id here, and `notOf` has the
 * ids of units that the door knows the people of, and knows that this one is none of them.
 */
export type Arrival = {
  org: string;
  connection: string;
  native: string;
  name: string | null;
  mail: string | null;
  unit: string | null;
  notOf: readonly string[];
};

/** Who it is, and what has to be stored for them to be known. */
export type Arrived = {
  /**
   * - `recognised`: new at this door, and by their verified mail somebody who came by another one before.
   * - `joining`: known at this door, and by their verified mail another learner, too; a minute later they are one.
   * - `left`: the company's directory says that they have left it. Nothing is to be done for them.
   */
  state: "known" | "new" | "recognised" | "joining" | "left";
  /** As they are once the changes are made. */
  learner: Learner;
  changes: Change[];
};

/**
 * Recognises somebody by who they are at this door, else by a verified mail (`learnerOfMail`). What the directory says about a mail
 * goes before what the door says. `fresh` is the id of somebody new.
 */
export async function arrive(
  read: Reader,
  sealer: Sealer,
  arrival: Arrival,
  fresh: string,
  now: number,
): Promise<Arrived> {
  const { org, connection, native, mail } = arrival;
  const mark = mail ? mailMark(sealer, org, mail) : null;
  const known = await findLearner(read, org, connection, native);
  return known ? meetAgain(read, arrival, known, mark, now) : meet(read, arrival, mark, fresh);
}

async function meet(read: Reader, arrival: Arrival, mark: string | null, fresh: string): Promise<Arrived> {
  const { org, connection, native } = arrival;
  const same = mark === null ? null : await learnerOfMail(read, org, mark, new Set([connection]));
  const learner = same ?? newLearner(org, fresh);
  const entry = await directoryEntry(read, org, mark);
  if (entry?.has_left === 1) return { state: "left", learner, changes: [] };
  const told = {
    name: learner.name || (arrival.name ?? ""),
    unit: (await knownUnit(read, org, entry?.unit ?? arrival.unit)) ?? learner.unit,
  };
  const identity = { connection, native, mail_mark: mark };
  if (!same) {
    const named = { ...learner, ...told };
    return { state: "new", learner: named, changes: addLearner(named, identity) };
  }
  const row = { org, learner: same.learner, ...identity };
  return {
    state: "recognised",
    learner: { ...same, ...told, version: same.version + 1 },
    // The learner is set in any case: a conflict if they are being erased or joined, so that no identity leads nowhere.
    changes: [{ change: "add", table: "identity", row }, setting(same, told)],
  };
}

async function meetAgain(
  read: Reader,
  arrival: Arrival,
  known: Learner,
  mark: string | null,
  now: number,
): Promise<Arrived> {
  const { org, name, unit, notOf } = arrival;
  const stays = known.unit === null || !notOf.includes(known.unit);
  // A channel that tells nothing costs nothing.
  const identity =
    mark === null && unit === null && stays && !isNewName(known, name)
      ? null
      : await findIdentity(read, arrival);
  const withMail =
    identity && mark !== null && identity.mail_mark !== mark ? { ...identity, mail_mark: mark } : null;
  // Of a mail that was known before, the directory's word was heeded when it came.
  const entry =
    withMail || unit !== null || !stays
      ? await directoryEntry(read, org, mark ?? identity?.mail_mark ?? null)
      : null;
  const met = withMail ? await hearMail(read, known, withMail, entry?.has_left === 1, now) : NOTHING_NEW;
  if (met.state === "left") return { ...met, learner: known };

  const told = {
    name: await nameToBe(read, known, name),
    unit: (await knownUnit(read, org, entry?.unit ?? unit)) ?? (stays ? known.unit : null),
  };
  if (told.name === known.name && told.unit === known.unit) return { ...met, learner: known };
  return {
    state: met.state,
    learner: { ...known, ...told, version: known.version + 1 },
    changes: [...met.changes, setting(known, told), ...(await renamed(read, known, told.name))],
  };
}

type Met = { state: "known" | "joining" | "left"; changes: Change[] };
const NOTHING_NEW: Met = { state: "known", changes: [] };

/** The mail of somebody who is known here has become known, or another one than before. */
async function hearMail(
  read: Reader,
  { org, learner }: Learner,
  identity: Identity & { mail_mark: string },
  hasLeft: boolean,
  now: number,
): Promise<Met> {
  const marked: Change = { change: "put", table: "identity", row: identity };
  if (hasLeft) {
    const row = { org, learner, at: now };
    return { state: "left", changes: [marked, { change: "put", table: "leaver", row }] };
  }
  const same = await learnerOfMail(read, org, identity.mail_mark, await connectionsOf(read, org, learner));
  if (!same || same.learner === learner) return { state: "known", changes: [marked] };
  const row = { org, learner, into_learner: same.learner, at: now };
  return { state: "joining", changes: [marked, { change: "put", table: "join_wish", row }] };
}

function isNewName({ name }: Learner, told: string | null): told is string {
  return told !== null && told.trim() !== "" && told !== name;
}

/** Fills an empty name, and follows the only door; two doors may well call somebody differently. */
async function nameToBe(read: Reader, known: Learner, told: string | null): Promise<string> {
  if (!isNewName(known, told)) return known.name;
  const doors = known.name === "" ? 1 : (await connectionsOf(read, known.org, known.learner)).size;
  return doors === 1 ? told : known.name;
}

async function renamed(read: Reader, { org, learner, name }: Learner, to: string): Promise<Change[]> {
  if (name === "" || name === to || !(await isProductOwner(read, org, learner))) return [];
  return renameDecider(read, org, name, to);
}

function setting({ org, learner, version }: Learner, row: { name: string; unit: string | null }): Change {
  return { change: "set", table: "learner", key: { org, learner }, version, row };
}

async function directoryEntry(
  read: Reader,
  org: string,
  mark: string | null,
): Promise<Schema["directory_entry"] | null> {
  if (mark === null) return null;
  const row = await read
    .selectFrom("directory_entry")
    .selectAll()
    .where("org", "=", org)
    .where("mail_mark", "=", mark)
    .executeTakeFirst();
  return row ?? null;
}

/** Null for a unit that the company does not have. */
async function knownUnit(read: Reader, org: string, unit: string | null): Promise<string | null> {
  if (unit === null) return null;
  const row = await read
    .selectFrom("unit")
    .select("unit")
    .where("org", "=", org)
    .where("unit", "=", unit)
    .executeTakeFirst();
  return row?.unit ?? null;
}

/** What stands for a mail address where the address itself is not kept. */
export function mailMark(sealer: Sealer, org: string, mail: string): string {
  return sealer.fingerprint(JSON.stringify(["mail", org, mail.trim().toLowerCase()]));
}
