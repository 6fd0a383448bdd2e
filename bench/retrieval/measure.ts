import { z } from "zod";
import { chance } from "../../src/demo/random.ts";
import { abstention } from "./abstention.ts";
import type { Search } from "./engine.ts";
import { ENGINES } from "./engines.ts";
import { type Judged, mean, normalisedGain, quantile, recall, reciprocalRank } from "./measures.ts";
import { memoryInUse } from "./own-process.ts";
import type { Report } from "./report.ts";
import { type Question, readSet } from "./test-set.ts";
import { timesOf } from "./timing.ts";
import { withTypo } from "./typos.ts";

const LOOKED_AT = 10;
const DEPTH = 100;
const MOST_TIMED = 300;
const TYPO_SEED = 7;
const Job = z.object({
  engine: z.string(),
  folder: z.string(),
  set: z.string(),
  strange: z.string().nullable(),
});

/** The process of one engine on one set: prints a report. `strange` is the set whose questions this one does not answer. */
async function main(): Promise<void> {
  const job = Job.parse(JSON.parse(process.argv[2] ?? ""));
  const engine = ENGINES[job.engine];
  if (!engine) throw new Error(`There is no engine “${job.engine}”.`);
  const set = readSet(job.folder, job.set);
  const strange = job.strange === null ? null : readSet(job.folder, job.strange).questions;

  const before = memoryInUse(engine.memory);
  const began = performance.now();
  const search = await engine.build(set.items, set.language);
  const build = performance.now() - began;
  const judged = await ask(search, set.questions, DEPTH);
  const memory = memoryInUse(engine.memory) - before;
  const texts = set.questions.map(({ text }) => text);
  const times = await timesOf(texts.slice(0, MOST_TIMED), (question) => search(question, LOOKED_AT));
  const luck = chance(TYPO_SEED);
  const mistyped = set.questions.map(({ text, grades }) => ({ text: withTypo(text, luck), grades }));

  const report: Report = {
    engine: job.engine,
    set: set.name,
    items: set.items.length,
    questions: set.questions.length,
    gain: mean(judged.map(normalisedGain)),
    recall10: mean(judged.map((one) => recall(one, 10))),
    recall100: mean(judged.map((one) => recall(one, 100))),
    reciprocalRank: mean(judged.map(reciprocalRank)),
    typoGain: mean((await ask(search, mistyped, LOOKED_AT)).map(normalisedGain)),
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    build,
    memory,
    abstention:
      strange === null
        ? null
        : await abstention(
            engine,
            set,
            strange.map(({ text }) => text),
          ),
  };
  console.log(JSON.stringify(report));
}

async function ask(search: Search, questions: readonly Question[], depth: number): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const { text, grades } of questions) {
    const { hits } = await search(text, depth);
    judged.push({ grades, found: hits.map(({ id }) => id) });
  }
  return judged;
}

await main();
