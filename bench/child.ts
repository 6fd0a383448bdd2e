import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchChannel } from "./channel.ts";

export type Measured = {
  port: number;
  memory(): Promise<number>;
  cpuSeconds(): Promise<number>;
  end(): Promise<void>;
};

/** What a server works on: an embedded store of its own, or these servers, which several may share. */
export type Engine = { database: string; keys: string; redis: string } | null;

/** Starts bench/server.ts. */
export function startServer(
  mode: "bare" | "accept" | "product",
  people: number,
  engine: Engine,
  channel: BenchChannel | null = null,
): Promise<Measured> {
  const shared =
    engine === null
      ? {}
      : { BENCH_DATABASE: engine.database, BENCH_KEYS: engine.keys, BENCH_REDIS: engine.redis };
  const words = [String(people), ...(channel ? [JSON.stringify(channel)] : [])];
  return started(mode, words, shared);
}

async function started(
  mode: string,
  words: readonly string[],
  environment: Record<string, string>,
): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), "lotse-bench-"));
  const script = new URL("server.ts", import.meta.url).pathname;
  const args = [
    "--max-semi-space-size=2",
    "--disable-warning=ExperimentalWarning",
    script,
    mode,
    folder,
    ...words,
  ];
  const child = spawn(process.execPath, args, {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, ...environment },
  });
  const port = Number(await line(child));
  return {
    port,
    async memory() {
      child.stdin.write("memory\n");
      return Number(await line(child));
    },
    async cpuSeconds() {
      const fields = readFileSync(`/proc/${child.pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
      // Fields 14 and 15 of proc(5), in ticks of 10 ms.
      return (Number(fields[11]) + Number(fields[12])) / 100;
    },
    async end() {
      const exit = once(child, "exit");
      child.stdin.end();
      await exit;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function line(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error("no output");
  const [data] = await once(child.stdout, "data");
  return String(data);
}
