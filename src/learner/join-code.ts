import { randomInt } from "node:crypto";
import type { Change } from "../store/change.ts";
import type { Sealer } from "../store/sealing.ts";
import type { Reader } from "../store/store.ts";
import { connectionsOf, mayBeOne } from "./identity.ts";
import { type Learner, learnerOfId } from "./learner.ts";

type Person = { org: string; learner: string };

const MINUTE_MS = 60 * 1000;
const VALID_MS = 10 * MINUTE_MS;
/** Letters and digits that nobody takes for another one. */
const SIGNS = "ABCDEFGHJKMNPQRTUVWXY346789";
const LENGTH = 8;
/** So many wrong codes in an hour, and somebody has to wait. */
const MOST_TRIES = 5;
const TRIES_MS = 60 * MINUTE_MS;

/** A new code for one's other channel; earlier ones are void. Only its fingerprint is kept. */
export async function makeCode(
  read: Reader,
  sealer: Sealer,
  { org, learner }: Person,
  now: number,
): Promise<{ code: string; changes: Change[] }> {
  const code = Array.from({ length: LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join("");
  const earlier = await read
    .selectFrom("one_time_code")
    .select("code")
    .where("org", "=", org)
    .where("learner", "=", learner)
    .where("purpose", "=", "join")
    .execute();
  const row = { org, code: markOf(sealer, org, code), purpose: "join", learner } as const;
  return {
    code,
    changes: [
      ...earlier.map(
        ({ code }): Change => ({ change: "remove", table: "one_time_code", key: { org, code } }),
      ),
      { change: "add", table: "one_time_code", row: { ...row, made_at: now, ends_at: now + VALID_MS } },
    ],
  };
}

/** A code as somebody types it; null if it cannot be one. */
export function codeIn(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s-]/g, "");
  return code.length === LENGTH && [...code].every((sign) => SIGNS.includes(sign)) ? code : null;
}

/** What a code is known by. */
export function markOf(sealer: Sealer, org: string, code: string): string {
  return sealer.fingerprint(JSON.stringify(["join", org, code]));
}

export type Other =
  /** Somebody else so far, who may be the same person. */
  { state: "found"; other: Learner } | { state: "wrong" | "expired" | "own" | "twoPeople" };

/** Whose code it is, for a learner who typed it. */
export async function ownerOfCode(
  read: Reader,
  { org, learner }: Person,
  mark: string,
  now: number,
): Promise<Other> {
  const row = await read
    .selectFrom("one_time_code")
    .select(["learner", "ends_at"])
    .where("org", "=", org)
    .where("code", "=", mark)
    .where("purpose", "=", "join")
    .executeTakeFirst();
  const other = row?.learner ? await learnerOfId(read, org, row.learner) : null;
  if (!row || !other) return { state: "wrong" };
  if (row.ends_at <= now) return { state: "expired" };
  if (other.learner === learner) return { state: "own" };
  const theirs = await connectionsOf(read, org, other.learner);
  if (!mayBeOne(await connectionsOf(read, org, learner), theirs)) return { state: "twoPeople" };
  return { state: "found", other };
}

/** The one who typed it becomes the other; the code is used up, and if two use it at once, the second finds it gone. */
export function useCode({ org, learner }: Person, mark: string, other: Learner, now: number): Change[] {
  const { version } = other;
  return [
    { change: "remove", table: "one_time_code", key: { org, code: mark } },
    { change: "set", table: "learner", key: { org, learner: other.learner }, version, row: {} },
    { change: "put", table: "join_wish", row: { org, learner, into_learner: other.learner, at: now } },
  ];
}

/** Whether somebody has typed too many wrong codes lately. */
export async function mustWait(read: Reader, person: Person, now: number): Promise<boolean> {
  return ((await triesOf(read, person, now))?.tries ?? 0) >= MOST_TRIES;
}

/** One more wrong code. */
export async function countTry(read: Reader, { org, learner }: Person, now: number): Promise<Change> {
  const before = await triesOf(read, { org, learner }, now);
  const row = { org, learner, tries: (before?.tries ?? 0) + 1, since: before?.since ?? now };
  return { change: "put", table: "code_tries", row };
}

async function triesOf(read: Reader, { org, learner }: Person, now: number) {
  return read
    .selectFrom("code_tries")
    .select(["tries", "since"])
    .where("org", "=", org)
    .where("learner", "=", learner)
    .where("since", ">", now - TRIES_MS)
    .executeTakeFirst();
}
