import type { Language } from "../channel/language.ts";
import { inEachOrg } from "../store/each-org.ts";
import type { Reader, Store, Writer } from "../store/store.ts";

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
/** That its documents, catalogue or topics change, in the transaction that changes them: so every replica can tell. */
export async function knowsMore(writer: Writer, org: string): Promise<void> {
  await writer
    .updateTable("org")
    .set(({ eb, fn, lit }) => ({ knowledge: eb(fn.coalesce("knowledge", lit(0)), "+", 1) }))
    .where("org", "=", org)
    .execute();
}

/** Rises with each change of what they know. */
export function knowledgeVersions(store: Store): Promise<{ org: string; knowledge: number | null }[]> {
  return inEachOrg(store, (read, org) =>
    read.selectFrom("org").select(["org", "knowledge"]).where("org", "=", org).execute(),
  );
}

export async function knowledgeOf(read: Reader, org: string): Promise<number | null> {
  const row = await read.selectFrom("org").select("knowledge").where("org", "=", org).executeTakeFirst();
  return row?.knowledge ?? null;
}
