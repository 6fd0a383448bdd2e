import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { z } from "zod";
import { readDemo } from "../adapters/files/demo.ts";
import { folder } from "../adapters/files/folder.ts";
import { promptFiles } from "../adapters/files/prompts.ts";
import { sqliteStore } from "../adapters/sqlite/sqlite-store.ts";
import { type EvaluationParts, evaluated, reasonsIn } from "./answer/eval/evaluate.ts";
import { type Outcome, Run } from "./answer/eval/outcome.ts";
import { Questions } from "./answer/eval/question.ts";
import { Recording, recordedProvider, recording } from "./answer/eval/recorded.ts";
import { comparisonOf, reportOf } from "./answer/eval/report.ts";
import { extractiveWriter } from "./answer/extract.ts";
import { modelWriter } from "./answer/grounded/writer.ts";
import { libraries } from "./answer/library.ts";
import { recentQuestions } from "./answer/recent.ts";
import type { Writer } from "./answer/writer.ts";
import { misused } from "./arguments.ts";
import { systemClock } from "./clock.ts";
import { readConfig } from "./config.ts";
import { Failure } from "./errors.ts";
import { importDocuments } from "./knowledge/import.ts";
import { readYaml } from "./knowledge/yaml-file.ts";
import { pinoLog } from "./log.ts";
import { budget } from "./model/budget.ts";
import { guarded } from "./model/guarded.ts";
import type { Provider } from "./model/provider.ts";
import { storeDemoCompany } from "./org/company.ts";
import { redaction } from "./redaction/redaction.ts";
import { rosters } from "./redaction/rosters.ts";
import { nearMemory } from "./replica/short-memory.ts";
import { builtHere } from "./search/built-here.ts";
import type { Store } from "./store/store.ts";
import { topicRecognisers } from "./topic/recognisers.ts";

const USAGE =
  "Usage: npm run -s eval -- [--json FILE] [--compare FILE] [--record FILE | --replies FILE | --without-model]";
const DEMO = fileURLToPath(new URL("../demo/", import.meta.url));
const PROMPTS = fileURLToPath(new URL("../prompts/", import.meta.url));
const STAND_IN = fileURLToPath(new URL("../bench/recorded/stand-in.json", import.meta.url));

/** Who answers, and what it knows afterwards. Null: nobody but the passages. */
type Answering = { provider: Provider; tokensADay: number; done(): void } | null;

/** Puts the questions of the demo to Lotse as a chat would, and says how good its answers are. */
async function main(): Promise<void> {
  const given = readArguments(process.argv.slice(2));
  const before = given.compare === null ? null : read(given.compare, Run);
  const answering = await answeringAs(given);
  // A run may take long and cost something: it is to be kept.
  for (const path of [given.json, given.record].filter((one) => one !== null))
    writing(path, () => closeSync(openSync(path, "a")));
  const scratch = mkdtempSync(join(tmpdir(), "lotse-eval-"));
  const store = sqliteStore(join(scratch, "lotse.sqlite"));
  try {
    const outcomes: Outcome[] = [];
    const parts = await partsOver(store, answering);
    // One after the other: they are timed.
    for (const question of questions()) outcomes.push(await evaluated(parts, question));
    const run: Run = { model: answering?.provider.name ?? "no model", outcomes };
    say(...reportOf(run));
    answering?.done();
    if (before !== null) say("", ...comparisonOf(before, run));
    if (given.json !== null) write(given.json, run);
  } finally {
    await store.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

type Given = Record<"json" | "compare" | "record" | "replies", string | null> & { withoutModel: boolean };

function readArguments(words: string[]): Given {
  try {
    const text = { type: "string" } as const;
    const { values } = parseArgs({
      args: words,
      options: {
        ...{ json: text, compare: text, record: text, replies: text },
        "without-model": { type: "boolean", default: false },
      },
    });
    const { json, compare, record, replies, "without-model": withoutModel } = values;
    if ([record, replies, withoutModel || undefined].filter((one) => one !== undefined).length > 1)
      throw new Error("they exclude each other");
    // npm runs scripts in the folder of the project; paths are meant from where it was called.
    const path = (name: string | undefined) =>
      name === undefined ? null : resolve(process.env.INIT_CWD ?? "", name);
    return {
      ...{ json: path(json), compare: path(compare), record: path(record), replies: path(replies) },
      withoutModel,
    };
  } catch (cause) {
    throw new Failure("misconfigured", `Cannot understand “${words.join(" ")}”. ${USAGE}`, { cause });
  }
}

/** The model of the settings; without one, what was recorded. */
async function answeringAs({ record, replies, withoutModel }: Given): Promise<Answering> {
  if (withoutModel) return null;
  const { model: config } = readConfig(process.env);
  if (replies === null && config !== null) {
    const { openaiChat } = await import("../adapters/openai/chat.ts");
    const provider = openaiChat(config);
    const { tokensADay } = config;
    if (record === null) return { provider, tokensADay, done() {} };
    const kept = recording(provider);
    return { provider: kept, tokensADay, done: () => write(record, kept.kept()) };
  }
  if (record !== null)
    throw misused("--record needs a model: set MODEL_URL and MODEL_NAME, as docs/model.md says.");
  const path = replies ?? STAND_IN;
  const provider = recordedProvider(read(path, Recording));
  const done = () => {
    if (provider.missing() > 0)
      complain(
        `${provider.missing()} questions have no reply in ${path}: the prompt, the passages or what is redacted has changed since. Record them again with --record.`,
      );
  };
  return { provider, tokensADay: Number.MAX_SAFE_INTEGER, done };
}

async function partsOver(store: Store, answering: Answering): Promise<EvaluationParts> {
  const demo = readDemo(DEMO);
  const { org, language } = demo.company;
  const documents = folder(demo.documents);
  await storeDemoCompany(store, demo.company);
  const imported = await importDocuments({ store, org, language }, documents);
  if (imported.state !== "imported")
    throw new Failure("misconfigured", `The documents in ${demo.documents} cannot be read.`);
  const reasons = reasonsIn();
  return {
    ...{ org, source: documents.source, reasons, clock: systemClock },
    read: store.readOf(org),
    libraries: libraries(store, builtHere, null),
    recognisers: topicRecognisers(store),
    writer: writerWith(store, answering, reasons),
    // Each question stands alone, and of a model only its answer is marked.
    ...{ help: null, recent: recentQuestions(nearMemory(systemClock), systemClock), log: pinoLog("silent") },
  };
}

function writerWith(store: Store, answering: Answering, { log }: EvaluationParts["reasons"]): Writer {
  if (answering === null) return extractiveWriter;
  const { provider, tokensADay } = answering;
  const names = rosters(store);
  return modelWriter({
    model: guarded(provider, {
      // What it does about trouble is not what became of the answer.
      ...{ clock: systemClock, log: pinoLog("silent") },
      budget: budget({ store, clock: systemClock }, tokensADay),
    }),
    prompts: promptFiles(PROMPTS),
    redactionOf: async (org) => redaction(await names.of(org)),
    fallback: extractiveWriter,
    log,
  });
}

function questions() {
  const path = join(DEMO, "questions.yaml");
  const questions = readYaml({ path, bytes: readFileSync(path) }, Questions);
  if (questions.state === "read") return questions.value;
  throw misused(questions.problems.map(({ line, reason }) => `${path}:${line}  ${reason}`).join("\n"));
}

function read<Schema extends z.ZodType>(path: string, schema: Schema): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (cause) {
    throw new Failure(
      "misconfigured",
      `${path} cannot be used. Check that it is there, and that this command has written it.`,
      { cause },
    );
  }
}

function write(path: string, value: Run | Recording): void {
  writing(path, () => writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`));
}

function writing(path: string, work: () => void): void {
  try {
    work();
  } catch (cause) {
    throw new Failure(
      "misconfigured",
      `${path} cannot be written. Check that its folder is there and the disk has room.`,
      { cause },
    );
  }
}

function say(...lines: string[]): void {
  process.stdout.write(`${lines.join("\n")}\n`);
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

main().catch((error: unknown) => {
  complain(error instanceof Failure ? error.message : String(error instanceof Error ? error.stack : error));
  process.exitCode = 1;
});
