import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { ChildChannel } from "./child-channel.ts";

export type Child = {
  process: ChildProcess;
  port: number;
  running(): boolean;
  /** With SIGKILL, if it is still there. */
  end(): Promise<void>;
};

type Ways = { step?: string; mode?: string; database?: string; channel?: ChildChannel };

/** `child.ts` as a process of its own, ready. */
export function startChild(
  folder: string,
  { step = "", mode = "", database = "", channel }: Ways = {},
): Promise<Child> {
  return startProcess("child.ts", [folder, step, mode, database, channel ? JSON.stringify(channel) : ""]);
}

/** A program of this folder as a process of its own, ready. */
export async function startProcess(program: string, words: readonly string[]): Promise<Child> {
  const path = new URL(program, import.meta.url).pathname;
  const args = ["--disable-warning=ExperimentalWarning", path, ...words];
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
  const running = () => child.exitCode === null && child.signalCode === null;
  const ended = once(child, "exit").then(() =>
    Promise.reject(new Error("The child ended before it was ready.")),
  );
  const port = await Promise.race([portOf(child.stdout), ended]);
  ended.catch(() => {});
  return {
    process: child,
    port,
    running,
    async end() {
      if (!running()) return;
      const exit = once(child, "exit");
      child.kill("SIGKILL");
      await exit;
    },
  };
}

/** What it says before it is ready is about tests that are left out. */
async function portOf(output: NodeJS.ReadableStream): Promise<number> {
  for await (const line of createInterface({ input: output })) {
    const [, port] = /^(\d+) ready$/.exec(line) ?? [];
    if (port !== undefined) return Number(port);
  }
  throw new Error("The child said nothing of being ready.");
}
