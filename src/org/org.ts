import type { Language } from "../channel/language.ts";
import type { Reader } from "../store/store.ts";

/** The company. */
export type Org = { org: string; name: string; language: Language };

export async function findOrg(read: Reader, org: string): Promise<Org | null> {
  const columns = ["org", "name", "language"] as const;
  return (await read.selectFrom("org").select(columns).where("org", "=", org).executeTakeFirst()) ?? null;
}
