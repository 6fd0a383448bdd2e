import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { linesOf } from "../adapters/files/lines.ts";
import { Language } from "./channel/language.ts";
import { Failure } from "./errors.ts";
import { readSynonyms } from "./knowledge/synonym-file.ts";
import type { Searched } from "./search/passage.ts";
import { type PassageIndex, passageIndex } from "./search/passage-index.ts";
import { synonyms } from "./search/synonyms.ts";

const USAGE =
  "Usage: npm run -s retrieve -- --corpus corpus.jsonl --queries queries.jsonl --out run.trec --lang de|en [--stats stats.json] [--synonyms synonyms.yaml]";
const TAG = "lotse";
/** Deep enough for recall@100. */
const DEPTH = 100;
/** What is timed is a search for as many as somebody looks at: marking the sentences of a hundred would take longer than finding them. */
const LOOKED_AT = 10;
/** Whoever has more of them has the same one many times. */
const MOST_PROBLEMS = 20;
const MEMBERSHIPS: ReadonlySet<string> = new Set();

/** In a run, an id stands between tabs. */
const Id = z
  .union([z.string(), z.number()], "expected a text")
  .transform(String)
  .pipe(z.string().regex(/^[^\t\r\n]+$/, "expected a text that is not empty and has no tabs or line breaks"));
const Words = z
  .string("expected a text")
  .nullish()
  .transform((words) => words ?? "");
const Item = z.object({ _id: Id, title: Words, text: Words, doc: Id.nullish() });
const Question = z.object({ _id: Id, text: z.string("expected a text") });

/** Puts the questions of a test set to the product's own search, and writes what it finds as a TREC run. */
async function main(): Promise<void> {
  const { corpus, queries, out, lang, stats, synonyms: words } = readArguments(process.argv.slice(2));
  const problems: string[] = [];
  const before = memory();
  const items = await read(corpus, Item, problems);
  const questions = await read(queries, Question, problems);
  const groups = words === null ? [] : readGroups(words, problems);
  if (problems.length > 0) throw new Failure("misconfigured", refusal(problems));
  const documents = documentsOf(items.splice(0), lang);

  const index = passageIndex();
  const began = performance.now();
  index.update(documents.splice(0));
  index.understand(synonyms(groups));
  await index.prepare(MEMBERSHIPS);
  const build_ms = performance.now() - began;
  const heap_mb = (memory() - before) / 1e6;
  const times = writeRun(out, index, questions);
  if (stats === null) return;
  const measured = { build_ms, p50: quantile(times, 0.5), p95: quantile(times, 0.95), heap_mb };
  writing(stats, () => writeFileSync(stats, `${JSON.stringify(measured)}\n`));
}

/** The passages of a document, side by side or not, are searched as one. */
function documentsOf(items: readonly z.output<typeof Item>[], language: Language): Searched[] {
  // A document of its own must not be taken for one that is named like it; no id has a tab.
  const documents = Map.groupBy(items, ({ _id, doc }) => doc ?? `${_id}\t`);
  return Array.from(documents, ([document, parts]) => ({
    document,
    stamp: "",
    audience: [],
    facts: { language, format: null, level: null, minutes: null },
    passages: parts.map(({ _id, title, text }) => ({ passage: _id, title, section: "", text })),
  }));
}

function readArguments(words: string[]) {
  try {
    const text = { type: "string" } as const;
    const options = { corpus: text, queries: text, out: text, lang: text, stats: text, synonyms: text };
    const { values } = parseArgs({ args: words, options });
    const given = z
      .object({
        corpus: z.string(),
        queries: z.string(),
        out: z.string(),
        lang: Language,
        stats: z.string().optional(),
        synonyms: z.string().optional(),
      })
      .parse(values);
    // npm runs scripts in the folder of the project; paths are meant from where it was called.
    const path = (name: string) => resolve(process.env.INIT_CWD ?? "", name);
    return {
      corpus: path(given.corpus),
      queries: path(given.queries),
      out: path(given.out),
      lang: given.lang,
      stats: given.stats === undefined ? null : path(given.stats),
      synonyms: given.synonyms === undefined ? null : path(given.synonyms),
    };
  } catch (cause) {
    throw new Failure("misconfigured", `Cannot understand “${words.join(" ")}”. ${USAGE}`, { cause });
  }
}

/** The records of a JSONL file. Lines that cannot be used are added to `problems`; of records with one id, the first counts. */
async function read<Schema extends z.ZodType<{ _id: string }>>(
  path: string,
  schema: Schema,
  problems: string[],
): Promise<z.output<Schema>[]> {
  const records: z.output<Schema>[] = [];
  const lines = new Map<string, number>();
  for await (const { number, text } of linesOf(path)) {
    const record = schema.safeParse(parsed(text));
    if (!record.success) {
      problems.push(`${path}:${number}  ${reasonOf(record.error)}`);
      continue;
    }
    const { _id } = record.data;
    const first = lines.get(_id);
    if (first === undefined) {
      lines.set(_id, number);
      records.push(record.data);
    } else {
      complain(`${path}:${number}  Left out: line ${first} has the same _id, “${_id}”.`);
    }
  }
  if (records.length === 0 && problems.length === 0) problems.push(`${path}:1  There is nothing in it.`);
  return records;
}

function readGroups(path: string, problems: string[]): string[][] {
  const read = readSynonyms({ path, bytes: bytesOf(path) });
  if (read.state === "read") return read.value;
  problems.push(...read.problems.map(({ line, reason }) => `${path}:${line}  ${reason}`));
  return [];
}

function bytesOf(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new Failure(
      "misconfigured",
      `The file ${path} cannot be read. Check that it is there, is a file and may be read.`,
      { cause },
    );
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reasonOf(error: z.ZodError): string {
  const issue = error.issues[0];
  const field = issue?.path.join(".");
  return field ? `“${field}” cannot be used: ${issue?.message}.` : "The line is not a JSON object.";
}

function refusal(problems: readonly string[]): string {
  const more = problems.length - MOST_PROBLEMS;
  return [
    "Nothing was run, because a part of the set would measure something else. Please mend:",
    ...problems.slice(0, MOST_PROBLEMS).map((problem) => `  ${problem}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ].join("\n");
}

/** Returns how long each search took, in milliseconds. */
function writeRun(path: string, index: PassageIndex, questions: readonly z.output<typeof Question>[]) {
  const file = writing(path, () => openSync(path, "w"));
  const times = questions.map(({ _id, text }) => {
    const began = performance.now();
    index.search(text, { memberships: MEMBERSHIPS, limit: LOOKED_AT });
    const ms = performance.now() - began;
    const { hits } = index.search(text, { memberships: MEMBERSHIPS, limit: DEPTH });
    const lines = hits.map(({ passage, score }, at) => [_id, "Q0", passage, at + 1, score, TAG].join("\t"));
    writing(path, () => writeSync(file, lines.map((line) => `${line}\n`).join("")));
    return ms;
  });
  closeSync(file);
  return times;
}

function writing<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new Failure(
      "misconfigured",
      `${path} cannot be written. Check that its folder is there and the disk has room.`,
      { cause },
    );
  }
}

/** What is in use after clearing up, in bytes. */
function memory(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function quantile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

main().catch((error: unknown) => {
  complain(error instanceof Failure ? error.message : String(error instanceof Error ? error.stack : error));
  process.exitCode = 1;
});
