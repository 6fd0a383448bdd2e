import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { manyItems, manyPassages } from "./many.ts";
import { quantile } from "./measures.ts";
import { builderOf } from "./own.ts";
import { memoryInUse } from "./own-process.ts";
import type { Scale } from "./scale-report.ts";
import { timesOf } from "./timing.ts";

const LOOKED_AT = 10;
const Job = z.object({ folder: z.string(), what: z.enum(["passages", "items"]), count: z.number() });

/** The process of one large index: prints what it costs. */
async function main(): Promise<void> {
  const { folder, what, count } = Job.parse(JSON.parse(process.argv[2] ?? ""));
  const { language, items, questions } = (what === "passages" ? manyPassages : manyItems)(folder, count);
  const before = memoryInUse("heap");
  const build = builderOf(items, language);
  const built = await blocking(build);
  for (const question of questions) built.result.search(question, LOOKED_AT);
  const memory = memoryInUse("heap") - before;
  const times = await timesOf(questions, (question) => built.result.search(question, LOOKED_AT));
  const middle = items[Math.floor(items.length / 2)];
  const changed = await blocking(() => built.result.change(middle?.id ?? "", `${middle?.text} Nordlicht.`));
  const scale: Scale = {
    build: built.ms,
    buildBlock: built.block,
    memory,
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    change: changed.ms,
    changeBlock: changed.block,
  };
  console.log(JSON.stringify(scale));
}

/** How long work took, and the longest time it kept the main loop from everything else. */
async function blocking<Result>(
  work: () => Promise<Result>,
): Promise<{ result: Result; ms: number; block: number }> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await pause(20); // It reads the time between two of its ticks, so one has to come before the work, and one after it.
  const began = performance.now();
  const result = await work();
  const ms = performance.now() - began;
  await pause(20);
  delay.disable();
  return { result, ms, block: delay.max / 1e6 };
}

await main();
