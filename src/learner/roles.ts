import type { Role } from "../channel/role.ts";
import type { Reader } from "../store/store.ts";

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
