import { createHash, randomInt } from "node:crypto";
import { inEachOrg, NO_ORG } from "../store/each-org.ts";
import type { Store } from "../store/store.ts";

/** A code to become the first admin with ends after a day. */
const VALID_MS = 24 * 60 * 60_000;
/** Letters and digits nobody mistakes for each other. Sixteen of them are 80 bits: not to be guessed. */
const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 16;

/** In any company. */
export async function hasAdmin(store: Store): Promise<boolean> {
  const admins = await inEachOrg(store, (read, org) =>
    read
      .selectFrom("role")
      .select("org")
      .where("org", "=", org)
      .where("role", "=", "admin")
      .limit(1)
      .execute(),
  );
  return admins.length > 0;
}

/** Makes a new code and voids the earlier ones. It is told once, here; the store keeps its hash. */
export async function freshAdminCode(store: Store, now: number): Promise<string> {
  const signs = Array.from({ length: LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join("");
  await store.write(async (writer) => {
    await writer
      .deleteFrom("one_time_code")
      .where("org", "=", NO_ORG)
      .where("purpose", "=", "admin")
      .execute();
    await writer
      .insertInto("one_time_code")
      .values({
        org: NO_ORG,
        code: hashed(signs),
        purpose: "admin",
        learner: null,
        made_at: now,
        ends_at: now + VALID_MS,
      })
      .execute();
  }, NO_ORG);
  return signs.replace(/(.{4})(?=.)/g, "$1-");
}

/** Uses it up; false if it is not the code, or is over. */
export function useAdminCode(store: Store, code: string, now: number): Promise<boolean> {
  return store.write(async (writer) => {
    const used = await writer
      .deleteFrom("one_time_code")
      .where("org", "=", NO_ORG)
      .where("purpose", "=", "admin")
      .where("code", "=", hashed(asMade(code)))
      .where("ends_at", ">", now)
      .executeTakeFirst();
    return Number(used.numDeletedRows) === 1;
  }, NO_ORG);
}

/** As people type it: in small letters, with or without hyphens, an O for a zero. */
function asMade(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "")
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1");
}

function hashed(signs: string): string {
  return createHash("sha256").update(signs).digest("base64url");
}
