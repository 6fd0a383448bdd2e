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

/** A workspace or tenant that belongs to the company, or its web chat. */
export type Connection = { connection: string; channel: string };

/** In the order of their ids. */
export function allConnections(read: Reader, org: string): Promise<Connection[]> {
  return read
    .selectFrom("connection")
    .select(["connection", "channel"])
    .where("org", "=", org)
    .orderBy("connection")
    .execute();
}
