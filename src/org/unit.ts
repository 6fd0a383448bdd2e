import type { Reader } from "../store/store.ts";

/** The unit that goes by one of these, its id or its name; null where none does. */
export async function unitNamed(read: Reader, org: string, names: readonly string[]): Promise<string | null> {
  if (names.length === 0) return null;
  const row = await read
    .selectFrom("unit")
    .select("unit")
    .where("org", "=", org)
    .where((where) => where.or([where("unit", "in", names), where("name", "in", names)]))
    .orderBy("unit")
    .executeTakeFirst();
  return row?.unit ?? null;
}
