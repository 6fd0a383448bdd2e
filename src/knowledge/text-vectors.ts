import { createHash } from "node:crypto";
import type { Reader, Writer } from "../store/store.ts";

/** Hashes named in one statement: far below the number of variables an engine takes. */
const HASHES_AT_ONCE = 500;

/** What a passage says, with the title and headings that belong to it. */
export function wordsOf({ title, section, text }: { title: string; section: string; text: string }): string {
  return [title, section, text].filter((part) => part !== "").join("\n");
}

export function hashOfWords(words: string): string {
  return createHash("sha256").update(words).digest("hex");
}

/** Of what the passages of a document say now. */
export async function hashesOfDocument(read: Reader, org: string, document: string): Promise<string[]> {
  const rows = await passagesInWords(read, org).where("passage.document", "=", document).execute();
  return rows.map((row) => hashOfWords(wordsOf(row)));
}

/** Of what these passages say now; those that are gone say nothing. */
export async function hashesOfPassages(
  read: Reader,
  org: string,
  passages: readonly string[],
): Promise<string[]> {
  if (passages.length === 0) return [];
  const rows = await passagesInWords(read, org).where("passage.passage", "in", passages).execute();
  return rows.map((row) => hashOfWords(wordsOf(row)));
}

function passagesInWords(read: Reader, org: string) {
  return read
    .selectFrom("passage")
    .innerJoin("document", (join) =>
      join.onRef("document.org", "=", "passage.org").onRef("document.document", "=", "passage.document"),
    )
    .select(["document.title", "passage.section", "passage.text"])
    .where("passage.org", "=", org);
}

/** The vectors that this model gave, by the hash of their text. */
export async function findVectors(
  read: Reader,
  org: string,
  model: string,
  hashes: readonly string[],
): Promise<Map<string, Int8Array>> {
  const found = new Map<string, Int8Array>();
  for (const some of inParts(hashes, HASHES_AT_ONCE)) {
    const rows = await read
      .selectFrom("text_vector")
      .select(["hash", "vector"])
      .where("org", "=", org)
      .where("model", "=", model)
      .where("hash", "in", some)
      .execute();
    for (const { hash, vector } of rows) found.set(hash, Int8Array.from(Buffer.from(vector, "base64")));
  }
  return found;
}

/** In the place of what another model gave. */
export async function keepVectors(
  writer: Writer,
  org: string,
  model: string,
  vectors: ReadonlyMap<string, Int8Array>,
): Promise<void> {
  for (const [hash, bytes] of vectors) {
    const vector = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("base64");
    await writer
      .insertInto("text_vector")
      .values({ org, hash, model, vector })
      .onConflict((on) => on.columns(["org", "hash"]).doUpdateSet({ model, vector }))
      .execute();
  }
}

export async function forgetVectors(writer: Writer, org: string, hashes: readonly string[]): Promise<void> {
  for (const some of inParts(hashes, HASHES_AT_ONCE))
    await writer.deleteFrom("text_vector").where("org", "=", org).where("hash", "in", some).execute();
}

export function inParts<T>(all: readonly T[], most: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / most) }, (_, at) =>
    all.slice(at * most, (at + 1) * most),
  );
}
