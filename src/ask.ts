import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs, styleText } from "node:util";
import { z } from "zod";
import { folder } from "../adapters/files/folder.ts";
import { sqliteStore } from "../adapters/sqlite/sqlite-store.ts";
import { extractiveWriter } from "./answer/extract.ts";
import { askGoldenQuestions, goldenReport } from "./answer/golden.ts";
import { type Libraries, type Library, libraries as librariesIn } from "./answer/library.ts";
import { lookUp } from "./answer/look-up.ts";
import type { Cited } from "./answer/writer.ts";
import type { Citation, Quote } from "./channel/block.ts";
import type { Language } from "./channel/language.ts";
import { Failure } from "./errors.ts";
import { recognise } from "./i18n/recognise.ts";
import { texts } from "./i18n/texts.ts";
import { documentId, type SourceFile } from "./knowledge/document.ts";
import { importDocuments } from "./knowledge/import.ts";
import { lineOfSection } from "./knowledge/markdown.ts";
import { findPassage } from "./knowledge/passages.ts";
import { builtHere } from "./search/built-here.ts";
import type { Band } from "./search/passage.ts";
import type { Reader, Store } from "./store/store.ts";

const USAGE = 'Usage: npm run -s ask -- --docs FOLDER [--json] "question"';
const ORG = "terminal";
const SOURCE = "files";
/** Where neither the question nor a document says. */
const OTHERWISE: Language = "en";
/** Somebody without a division or unit: what is for a part of the company only is not there for them. */
const MEMBERSHIPS: ReadonlySet<string> = new Set();

type Answer = { band: Band; language: Language; quotes: Quote[]; citations: Source[] };
type Source = Citation & { path: string; line: number | null };

/** Answers a question from a folder of documents as the chat would, and forgets both. */
async function main(): Promise<void> {
  const { docs, json, question } = readArguments(process.argv.slice(2));
  const files = await folder(docs).read();
  const scratch = mkdtempSync(join(tmpdir(), "lotse-ask-"));
  try {
    const store = sqliteStore(join(scratch, "lotse.sqlite"));
    await importReadable(store, docs, files);
    await nameRestricted(store);
    const libraries = librariesIn(store, builtHere, null);
    const golden = await askGoldenQuestions({ store, libraries }, ORG, Date.now());
    if (golden.some(({ state }) => state !== "found")) goldenReport(golden).forEach(complain);
    const answer = await answerFrom({ store, libraries }, question, files);
    process.stdout.write(json ? inJson(answer) : inWords(answer));
    await store.close();
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function readArguments(words: string[]): { docs: string; json: boolean; question: string } {
  try {
    const options = { docs: { type: "string" }, json: { type: "boolean", default: false } } as const;
    const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true });
    const question = z.string().trim().min(1).parse(positionals.join(" "));
    // npm runs scripts in the folder of the project; paths are meant from where it was called.
    const docs = resolve(process.env.INIT_CWD ?? "", z.string().parse(values.docs));
    return { docs, json: values.json, question };
  } catch (cause) {
    throw new Failure("misconfigured", `Cannot understand “${words.join(" ")}”. ${USAGE}`, { cause });
  }
}

/** A chat keeps answering from what it had before; here there is nothing before, so what cannot be read is named and left out. */
async function importReadable(store: Store, path: string, files: readonly SourceFile[]): Promise<void> {
  const bring = (some: readonly SourceFile[]) =>
    importDocuments(
      { store, org: ORG, language: OTHERWISE },
      { source: SOURCE, read: async () => [...some] },
    );
  const first = await bring(files);
  const problems = first.state === "imported" ? first.beside : first.problems;
  for (const { path, line, reason } of problems) complain(`left out: ${path}:${line}  ${reason}`);
  if (first.state === "imported") return;
  const broken = new Set(problems.map((problem) => problem.path));
  const rest = files.filter((file) => !broken.has(file.path));
  if (rest.length === 0 || (await bring(rest)).state === "refused") {
    throw new Failure("misconfigured", `There is nothing in ${path} to answer from.`);
  }
}

async function nameRestricted({ readOf }: Store): Promise<void> {
  const { count } = await readOf(ORG)
    .selectFrom("document")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("org", "=", ORG)
    .where("audience_json", "!=", "[]")
    .executeTakeFirstOrThrow();
  if (count > 0) complain(`left out: ${count} for a part of the company only (audience)`);
}

async function answerFrom(
  { store, libraries }: { store: Store; libraries: Libraries },
  question: string,
  files: readonly SourceFile[],
): Promise<Answer> {
  const read = store.readOf(ORG);
  const library = await libraries.of(ORG);
  const language = recognise(question) ?? (await languageFound(read, library, question));
  const { band, cited } = await lookUp(read, library, {
    org: ORG,
    question,
    language,
    memberships: MEMBERSHIPS,
  });
  const { blocks } = await extractiveWriter.write(
    { org: ORG, question, language, sure: band === "answer", cited },
    async () => {},
    new AbortController().signal,
  );
  const quotes = blocks.filter((block) => block.kind === "quote");
  return { band, language, quotes, citations: cited.map((one) => sourceOf(one, files)) };
}

async function languageFound(read: Reader, { index }: Library, question: string): Promise<Language> {
  const [best] = index.search(question, { memberships: MEMBERSHIPS, limit: 1 }).hits;
  const passage = best && (await findPassage(read, ORG, best.passage, MEMBERSHIPS));
  return passage?.language ?? OTHERWISE;
}

function sourceOf({ source, citation }: Cited, files: readonly SourceFile[]): Source {
  const file = files.find((one) => documentId(SOURCE, one) === source.document);
  return {
    ...citation,
    path: file?.path ?? source.document,
    line: file ? lineOfSection(file, source.section) : null,
  };
}

function inJson({ band, language, quotes, citations }: Answer): string {
  const sentences = quotes.flatMap(({ parts, citation }) =>
    parts.filter(({ mark }) => mark).map(({ text }) => ({ text: text.trim(), citation })),
  );
  const answer = quotes
    .map(({ parts }) =>
      parts
        .map(({ text }) => text)
        .join("")
        .trim(),
    )
    .join("\n\n");
  return `${JSON.stringify({ band, language, answer, sentences, citations }, null, 2)}\n`;
}

function inWords({ band, language, quotes, citations }: Answer): string {
  const words = texts[language].ask;
  if (band === "none") return `${words.notFound}\n`;
  const sources = citations.map(({ number, title, section, detail, path, line }) => {
    const place = line === null ? path : `${path}:${line}`;
    return `[${number}] ${[title, section].filter(Boolean).join(" › ")}\n    ${place}  (${detail})`;
  });
  return [
    band === "answer" ? words.found : words.unsure,
    ...quotes.map(({ parts, citation }) => `${parts.map(marked).join("").trim()} [${citation}]`),
    `${words.sources}:\n${sources.join("\n")}\n`,
  ].join("\n\n");
}

/** Bold on a terminal, between asterisks elsewhere. The white space after a sentence stays outside. */
function marked({ text, mark }: Quote["parts"][number]): string {
  const words = text.trimEnd();
  if (!mark || words === "") return text;
  const shown = process.stdout.isTTY ? styleText("bold", words) : `*${words}*`;
  return shown + text.slice(words.length);
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

main().catch((error: unknown) => {
  complain(error instanceof Failure ? error.message : String(error instanceof Error ? error.stack : error));
  process.exitCode = 1;
});
