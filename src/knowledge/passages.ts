import type { Language } from "../channel/language.ts";
import { wordsFrom } from "../store/rows.ts";
import type { Reader } from "../store/store.ts";

/** A passage with what its citation needs to say. */
export type SourcePassage = {
  passage: string;
  document: string;
  title: string;
  section: string;
  text: string;
  language: Language;
  owner: string;
  reviewed: string | null;
  url: string | null;
  audience: string[];
};

/** Every passage of the org, in a fixed order. */
export async function allPassages(read: Reader, org: string): Promise<SourcePassage[]> {
  const rows = await passagesWithSource(read, org)
    .orderBy("passage.document")
    .orderBy("passage.position")
    .execute();
  return rows.map(toPassage);
}

/** One passage, as it stands now. Null: it is gone, or not for somebody with these memberships; the two look alike. */
export async function findPassage(
  read: Reader,
  org: string,
  passage: string,
  memberships: ReadonlySet<string>,
): Promise<SourcePassage | null> {
  const row = await passagesWithSource(read, org).where("passage.passage", "=", passage).executeTakeFirst();
  if (!row) return null;
  const found = toPassage(row);
  return isFor(found.audience, memberships) ? found : null;
}

/** Whether a document with this audience is for somebody with these memberships. */
export function isFor(audience: readonly string[], memberships: ReadonlySet<string>): boolean {
  return audience.length === 0 || audience.some((entry) => memberships.has(entry));
}

function passagesWithSource(read: Reader, org: string) {
  return read
    .selectFrom("passage")
    .innerJoin("document", (join) =>
      join.onRef("document.org", "=", "passage.org").onRef("document.document", "=", "passage.document"),
    )
    .select([
      "passage.passage",
      "passage.document",
      "passage.section",
      "passage.text",
      "document.title",
      "document.language",
      "document.owner",
      "document.reviewed",
      "document.url",
      "document.audience_json",
    ])
    .where("passage.org", "=", org);
}

function toPassage({
  audience_json,
  ...row
}: Omit<SourcePassage, "audience"> & { audience_json: string }): SourcePassage {
  return { ...row, audience: wordsFrom(audience_json) };
}
