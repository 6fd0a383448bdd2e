import { setImmediate as yieldToOthers } from "node:timers/promises";
import type { Language } from "../channel/language.ts";
import type { Store, Writer } from "../store/store.ts";
import type { Document, DocumentSource, Problem } from "./document.ts";
import { readMarkdown } from "./markdown.ts";

export type Imported =
  | { state: "imported"; added: number; changed: number; removed: number; unchanged: number }
  /** Nothing was changed: what was there before still answers. */
  | { state: "refused"; problems: Problem[] };

/** Files read between two looks at what else is waiting. */
const YIELD_EVERY = 50;

/**
 * Brings the documents of one source up to date, all or nothing: every file is read before anything is stored, one broken file
 * stops it, and what did not change is not touched.
 */
export async function importDocuments(
  { store, org, language }: { store: Store; org: string; language: Language },
  from: DocumentSource,
): Promise<Imported> {
  const files = await from.read();
  const documents: Document[] = [];
  const problems: Problem[] = [];
  for (const [at, file] of files.entries()) {
    if (at % YIELD_EVERY === YIELD_EVERY - 1) await yieldToOthers();
    const read = readMarkdown(from.source, file, language);
    if (read.state === "read") documents.push(read.document);
    else problems.push(read.problem);
  }
  if (files.length === 0)
    problems.push({ path: ".", line: 1, reason: "There are no Markdown files (*.md) in it." });
  if (problems.length > 0) return { state: "refused", problems };

  const stored = await store.read
    .selectFrom("document")
    .select(["document", "hash"])
    .where("org", "=", org)
    .where("source", "=", from.source)
    .execute();
  const before = new Map(stored.map((row) => [row.document, row.hash]));
  const now = new Set(documents.map((document) => document.document));
  const added = documents.filter((document) => !before.has(document.document));
  const changed = documents.filter(
    ({ document, hash }) => before.has(document) && before.get(document) !== hash,
  );
  const removed = [...before.keys()].filter((document) => !now.has(document));

  if (added.length + changed.length + removed.length > 0) {
    await store.write(async (writer) => {
      for (const document of [...removed, ...changed.map((document) => document.document)])
        await remove(writer, org, document);
      for (const document of [...added, ...changed]) await add(writer, org, document);
    });
  }
  return {
    state: "imported",
    added: added.length,
    changed: changed.length,
    removed: removed.length,
    unchanged: documents.length - added.length - changed.length,
  };
}

async function remove(writer: Writer, org: string, document: string): Promise<void> {
  await writer.deleteFrom("passage").where("org", "=", org).where("document", "=", document).execute();
  await writer.deleteFrom("document").where("org", "=", org).where("document", "=", document).execute();
}

async function add(writer: Writer, org: string, { passages, audience, ...columns }: Document): Promise<void> {
  await writer
    .insertInto("document")
    .values({ org, ...columns, audience_json: JSON.stringify(audience) })
    .execute();
  for (const [at, { section, text }] of passages.entries()) {
    const position = at + 1;
    const passage = `${columns.document}#${position}`;
    await writer
      .insertInto("passage")
      .values({ org, passage, document: columns.document, position, section, text })
      .execute();
  }
}
