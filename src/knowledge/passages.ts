import type { Language } from "../channel/language.ts";
import type { Searched } from "../search/passage.ts";
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

/** The hashes of all documents of the org, by id. */
export async function documentHashes(read: Reader, org: string): Promise<ReadonlyMap<string, string>> {
  const rows = await read
    .selectFrom("document")
    .select(["document", "hash"])
    .where("org", "=", org)
    .execute();
  return new Map(rows.map(({ document, hash }) => [document, hash]));
}

/** Documents as the search reads them, as far as they are still there. */
export async function searchedDocuments(
  read: Reader,
  org: string,
  documents: readonly string[],
): Promise<Searched[]> {
  if (documents.length === 0) return [];
  const heads = await read
    .selectFrom("document")
    .select(["document", "hash", "language", "title", "audience_json"])
    .where("org", "=", org)
    .where("document", "in", documents)
    .execute();
  const rows = await read
    .selectFrom("passage")
    .select(["passage", "document", "section", "text"])
    .where("org", "=", org)
    .where("document", "in", documents)
    .orderBy("document")
    .orderBy("position")
    .execute();
  const passages = Map.groupBy(rows, ({ document }) => document);
  return heads.map(({ document, hash, language, title, audience_json }) => ({
    document,
    stamp: hash,
    audience: wordsFrom(audience_json),
    facts: { language, format: null, level: null, minutes: null },
    passages: (passages.get(document) ?? []).map(({ passage, section, text }) => {
      return { passage, title, section, text };
    }),
  }));
}

/** The passages of a document in order, as they stand now. */
export async function passagesOf(read: Reader, org: string, document: string): Promise<SourcePassage[]> {
  const rows = await passagesWithSource(read, org)
    .where("passage.document", "=", document)
    .orderBy("passage.position")
    .execute();
  return rows.map(toPassage);
}

/** Those of these passages that are there now and are for somebody with these memberships, by id. */
export async function findPassages(
  read: Reader,
  org: string,
  passages: readonly string[],
  memberships: ReadonlySet<string>,
): Promise<ReadonlyMap<string, SourcePassage>> {
  if (passages.length === 0) return new Map();
  const rows = await passagesWithSource(read, org).where("passage.passage", "in", passages).execute();
  const found = rows.map(toPassage).filter(({ audience }) => isFor(audience, memberships));
  return new Map(found.map((passage) => [passage.passage, passage]));
}

/** One passage, as it stands now. Null: it is gone, or not for somebody with these memberships; the two look alike. */
export async function findPassage(
  read: Reader,
  org: string,
  passage: string,
  memberships: ReadonlySet<string>,
): Promise<SourcePassage | null> {
  return (await findPassages(read, org, [passage], memberships)).get(passage) ?? null;
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
