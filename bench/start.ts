import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startProduct } from "../tests/product.ts";

/**
 * Cold start (empty data folder, imports the demo) and warm start, from the process's birth to the first page served, and the memory
 * it then takes: `npm run bench:start`. Median of some runs.
 */
const RUNS = 7;

async function once(folder: string): Promise<{ ms: number; rss: number }> {
  const began = performance.now();
  const product = startProduct({ DATA_DIR: folder });
  const address = await product.ready();
  const response = await fetch(`${address}/`);
  await response.text();
  const ms = performance.now() - began;
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const rss = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${product.pid}/status`, "utf8"))?.[1]) * 1024;
  await product.end("SIGTERM");
  return { ms, rss };
}

const cold: { ms: number; rss: number }[] = [];
const warm: { ms: number; rss: number }[] = [];
for (let run = 0; run < RUNS; run++) {
  const folder = mkdtempSync(join(tmpdir(), "lotse-bench-"));
  cold.push(await once(folder));
  warm.push(await once(folder));
  rmSync(folder, { recursive: true, force: true });
}
const median = (numbers: number[]) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
const bare = Array.from({ length: RUNS }, () => {
  const began = performance.now();
  execFileSync(process.execPath, ["-e", "0"]);
  return performance.now() - began;
});

console.log(`Median of ${RUNS} runs, Node ${process.version}\n`);
console.log("| | ms to the first page | resident memory MB |");
console.log("|---|---|---|");
console.log(`| node -e 0 | ${median(bare).toFixed(0)} | |`);
for (const [what, runs] of [
  ["cold start, imports the demo", cold],
  ["warm start", warm],
] as const) {
  const ms = median(runs.map((run) => run.ms));
  console.log(`| ${what} | ${ms.toFixed(0)} | ${(median(runs.map((run) => run.rss)) / 1e6).toFixed(0)} |`);
}
