import { createHash } from "node:crypto";
import { setImmediate as yieldToOthers } from "node:timers/promises";
import type { Language } from "../channel/language.ts";
import { knowsMore } from "../org/org.ts";
import type { Reader, Store, Writer } from "../store/store.ts";
import { isBeside, readBeside, storeBeside } from "./beside.ts";
import {
  type Document,
  type DocumentSource,
  documentId,
  hashOf,
  type Problem,
  type SourceFile,
} from "./document.ts";
import { forgetVectors, hashesOfDocument, hashOfWords, wordsOf } from "./text-vectors.ts";

export type Imported =
  | {
      state: "imported";
      added: number;
      changed: number;
      removed: number;
      unchanged: number;
      /** In the files beside the documents, which stop nothing: what such a file said before stays. */
      beside: Problem[];
    }
  /** Nothing was changed: what was there before still answers. */
  | { state: "refused"; problems: Problem[] };

/** Files read between two looks at what else is waiting. */
const YIELD_EVERY = 50;

/**
 * Brings the documents of one source up to date, all or nothing: every changed file is read before anything is stored,
 * one broken file stops it, and what did not change is not even read. With them comes what stands beside them (beside.ts).
 */
export async function importDocuments(
  { store, org, language }: { store: Store; org: string; language: Language },
  from: DocumentSource,
): Promise<Imported> {
  const delivered = await from.read();
  const files = delivered.filter(({ path }) => !isBeside(path));
  const beside = await readBeside(delivered, language);
  const stored = await hashes(store.readOf(org), org, from.source);
  const now = new Set(files.map((file) => documentId(from.source, file)));
  const removed = [...stored.keys()].filter((document) => !now.has(document));
  const different = files.filter(
    (file) => stored.get(documentId(from.source, file)) !== hashOf(file, language),
  );

  const { documents, problems } = await readAll(from.source, different, language);
  if (files.length === 0)
    problems.push({ path: ".", line: 1, reason: "There are no Markdown files (*.md) in it." });
  if (problems.length > 0) return { state: "refused", problems: [...problems, ...beside.problems] };

  if (removed.length + documents.length > 0) {
    await store.write(async (writer) => {
      const gone = new Set<string>();
      for (const document of [...removed, ...documents.map(({ document }) => document)]) {
        for (const hash of await hashesOfDocument(writer, org, document)) gone.add(hash);
        await remove(writer, org, document);
      }
      for (const document of documents) {
        await add(writer, org, document);
        for (const passage of document.passages)
          gone.delete(hashOfWords(wordsOf({ ...passage, title: document.title })));
      }
      // If another document says the very same, its vector is asked for once more.
      await forgetVectors(writer, org, [...gone]);
      await knowsMore(writer, org);
    }, org);
  }
  await storeBeside(store, org, from.source, beside);
  const changed = documents.filter(({ document }) => stored.has(document)).length;
  return {
    state: "imported",
    added: documents.length - changed,
    changed,
    removed: removed.length,
    unchanged: files.length - documents.length,
    beside: beside.problems,
  };
}

async function hashes(read: Reader, org: string, source: string): Promise<ReadonlyMap<string, string>> {
  const rows = await read
    .selectFrom("document")
    .select(["document", "hash"])
    .where("org", "=", org)
    .where("source", "=", source)
    .execute();
  return new Map(rows.map((row) => [row.document, row.hash]));
}

async function readAll(source: string, files: readonly SourceFile[], language: Language) {
  const documents: Document[] = [];
  const problems: Problem[] = [];
  if (files.length === 0) return { documents, problems };
  // Loaded when there is something to read: most starts find nothing new, and the Markdown parser is large.
  const { readMarkdown } = await import("./markdown.ts");
  for (const [at, file] of files.entries()) {
    if (at % YIELD_EVERY === YIELD_EVERY - 1) await yieldToOthers();
    const read = readMarkdown(source, file, language);
    if (read.state === "read") documents.push(read.document);
    else problems.push(read.problem);
  }
  return { documents, problems };
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
  const ids = new Set<string>();
  for (const [at, { section, text }] of passages.entries()) {
    const passage = passageId(columns.document, section, text, ids);
    ids.add(passage);
    await writer
      .insertInto("passage")
      .values({ org, passage, document: columns.document, position: at + 1, section, text })
      .execute();
  }
}

/** From what it says: a citation never opens other words than those it was given for. Twins are numbered. */
function passageId(document: string, section: string, text: string, taken: ReadonlySet<string>): string {
  const words = createHash("sha256").update(`${section}\n${text}`).digest("hex").slice(0, 16);
  for (let twin = 1; ; twin++) {
    const id = `${document}#${words}${twin === 1 ? "" : `-${twin}`}`;
    if (!taken.has(id)) return id;
  }
}
