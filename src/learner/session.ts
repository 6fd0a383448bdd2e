import { createHash, randomBytes } from "node:crypto";
import { isFailure } from "../errors.ts";
import type { Store, Writer } from "../store/store.ts";
import { learnerOfId } from "./learner.ts";

const MINUTE = 60_000;
/** A session ends when nobody has come by for this long, and after `LONGEST` whatever happens. */
const IDLE_MS = 12 * 60 * MINUTE;
const LONGEST_MS = 7 * 24 * 60 * MINUTE;
/** That somebody came by is noted no more often than this. */
const NOTED_EVERY_MS = 5 * MINUTE;

/** What a cookie says: whose house, and 256 random bits. An org is never looked for under any other name than this allows. */
const TOKEN = /^([a-z0-9-]{1,60})\.([\w-]{43})$/;

type Person = { org: string; learner: string; native: string };

/** Returns what the cookie says from now on; the store keeps its hash only. For somebody who is not there any more, it says nothing. */
export async function beginSession(
  store: Store,
  { org, learner, native }: Person,
  now: number,
): Promise<string> {
  const secret = randomBytes(32).toString("base64url");
  const row = { org, session: hashed(secret), learner, native, created_at: now, used_at: now };
  await store.write(async (writer) => {
    // Erased since they came in: nothing of them may come back.
    if ((await learnerOfId(writer, org, learner)) === null) return;
    await writer
      .insertInto("session")
      .values({ ...row, ends_at: now + IDLE_MS })
      .execute();
  }, org);
  return `${org}.${secret}`;
}

/** Who a cookie belongs to; null when its session has ended, or its person has left. */
export async function findSession(store: Store, token: string, now: number): Promise<Person | null> {
  const named = partsOf(token);
  if (!named) return null;
  const { org, session } = named;
  const row = await store
    .readOf(org)
    .selectFrom("session")
    .leftJoin("leaver", (join) =>
      join.onRef("leaver.org", "=", "session.org").onRef("leaver.learner", "=", "session.learner"),
    )
    .select([
      "session.learner",
      "session.native",
      "session.created_at",
      "session.used_at",
      "leaver.at as left",
    ])
    .where("session.org", "=", org)
    .where("session.session", "=", session)
    .where("session.ends_at", ">", now)
    .executeTakeFirst();
  if (!row || row.left !== null) return null;
  if (now - row.used_at >= NOTED_EVERY_MS) await note(store, { org, session, created: row.created_at }, now);
  return { org, learner: row.learner, native: row.native };
}

export async function endSession(store: Store, token: string): Promise<void> {
  const named = partsOf(token);
  if (!named) return;
  await store.write(
    (writer) =>
      writer
        .deleteFrom("session")
        .where("org", "=", named.org)
        .where("session", "=", named.session)
        .execute(),
    named.org,
  );
}

/** Wherever they are signed in, they are not any more. */
export async function endSessionsOf(writer: Writer, org: string, learner: string): Promise<void> {
  await writer.deleteFrom("session").where("org", "=", org).where("learner", "=", learner).execute();
}

async function note(
  store: Store,
  { org, session, created }: { org: string; session: string; created: number },
  now: number,
): Promise<void> {
  const ends_at = Math.min(now + IDLE_MS, created + LONGEST_MS);
  try {
    await store.write(
      (writer) =>
        writer
          .updateTable("session")
          .set({ used_at: now, ends_at })
          .where("org", "=", org)
          .where("session", "=", session)
          .execute(),
      org,
    );
  } catch (error) {
    // A store that cannot be written just now still shows what is there.
    if (!isFailure(error, "unavailable")) throw error;
  }
}

function partsOf(token: string): { org: string; session: string } | null {
  const [, org, secret] = TOKEN.exec(token) ?? [];
  return org === undefined || secret === undefined ? null : { org, session: hashed(secret) };
}

/** Nobody guesses 256 random bits: a plain hash is enough. */
function hashed(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}
