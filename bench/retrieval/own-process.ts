import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const FLAGS = ["--expose-gc", "--max-old-space-size=8192", "--disable-warning=ExperimentalWarning"];

/** What a script prints that gets this job, in a process of its own: neither memory nor warm code is shared. */
export function inOwnProcess(script: string, job: unknown): unknown {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const output = execFileSync(process.execPath, [...FLAGS, path, JSON.stringify(job)], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  return JSON.parse(output);
}

/** What is in use after clearing up, in bytes. `external` has the array buffers in it. */
export function memoryInUse(where: "heap" | "process"): number {
  // The first time frees what the second one finds unused.
  for (let round = 0; round < 2; round++) globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  return where === "heap" ? heapUsed + external : rss;
}
