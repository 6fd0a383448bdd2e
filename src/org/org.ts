import type { Language } from "../channel/language.ts";
import type { Reader } from "../store/store.ts";

/** The company. */
export type Org = {
  org: string;
  name: string;
  language: Language;
  /** IANA time zone. */
  zone: string;
  demo: boolean;
};

export async function findOrg(read: Reader, org: string): Promise<Org | null> {
  const columns = ["org", "name", "language", "zone", "demo"] as const;
  const row = await read.selectFrom("org").select(columns).where("org", "=", org).executeTakeFirst();
  return row ? { ...row, demo: row.demo === 1 } : null;
}
