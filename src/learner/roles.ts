import type { Role } from "../channel/role.ts";
import type { Reader, Writer } from "../store/store.ts";

/** What somebody does for learning in the company, beside learning. */
export async function rolesOf(read: Reader, org: string, learner: string): Promise<ReadonlySet<Role>> {
  const rows = await read
    .selectFrom("role")
    .select("role")
    .where("org", "=", org)
    .where("learner", "=", learner)
    .execute();
  return new Set(rows.map(({ role }) => role));
}

/** Decides on learning requests. */
export async function isProductOwner(read: Reader, org: string, learner: string): Promise<boolean> {
  return (await rolesOf(read, org, learner)).has("product_owner");
}

export type RoleHeld = { learner: string; role: Role };

export function rolesIn(read: Reader, org: string): Promise<RoleHeld[]> {
  return read
    .selectFrom("role")
    .select(["learner", "role"])
    .where("org", "=", org)
    .orderBy("role")
    .orderBy("learner")
    .execute();
}

/** False: they have it already. */
export async function giveRole(writer: Writer, org: string, { learner, role }: RoleHeld): Promise<boolean> {
  const given = await writer
    .insertInto("role")
    .values({ org, learner, role })
    .onConflict((on) => on.doNothing())
    .executeTakeFirst();
  return Number(given.numInsertedOrUpdatedRows) === 1;
}

/** False: they did not have it. */
export async function takeRole(writer: Writer, org: string, { learner, role }: RoleHeld): Promise<boolean> {
  const taken = await writer
    .deleteFrom("role")
    .where("org", "=", org)
    .where("learner", "=", learner)
    .where("role", "=", role)
    .executeTakeFirst();
  return Number(taken.numDeletedRows) === 1;
}
