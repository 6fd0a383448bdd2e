import { wordsFrom } from "../store/rows.ts";
import type { Reader, Writer } from "../store/store.ts";

/** The groups of an org, from all sources, in a fixed order. */
export async function synonymGroups(read: Reader, org: string): Promise<string[][]> {
  const rows = await read
    .selectFrom("synonym_group")
    .select("words_json")
    .where("org", "=", org)
    .orderBy("source")
    .orderBy("number")
    .execute();
  return rows.map(({ words_json }) => wordsFrom(words_json));
}

/** Whether the source says nothing else already. */
export async function meansTheSame(
  read: Reader,
  org: string,
  source: string,
  groups: readonly string[][],
): Promise<boolean> {
  const before = await read
    .selectFrom("synonym_group")
    .select("words_json")
    .where("org", "=", org)
    .where("source", "=", source)
    .orderBy("number")
    .execute();
  return JSON.stringify(before.map(({ words_json }) => wordsFrom(words_json))) === JSON.stringify(groups);
}

/** Puts these in the place of what the source said before. */
export async function storeSynonyms(
  writer: Writer,
  org: string,
  source: string,
  groups: readonly string[][],
): Promise<void> {
  await writer.deleteFrom("synonym_group").where("org", "=", org).where("source", "=", source).execute();
  for (const [number, words] of groups.entries()) {
    const row = { org, source, number, words_json: JSON.stringify(words) };
    await writer.insertInto("synonym_group").values(row).execute();
  }
}
