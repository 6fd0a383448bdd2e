import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import settings from "../package.json" with { type: "json" };

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const READY = /http:\/\/127\.0\.0\.1:\d+|on port \d+/;

/** `npm start` as a process of its own: its output, and how it ends. */
export function startProduct(environment: Record<string, string>, args: string[] = []) {
  // The very flags of the start script, without npm in between.
  const command = settings.scripts.start.split(" ").slice(1);
  const child = spawn(process.execPath, [...command, ...args], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? "", PORT: "0", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let complaints = "";
  const ready = new Promise<string>((resolve) => {
    child.stdout.on("data", (data: Buffer) => {
      output += data.toString();
      const found = READY.exec(output)?.[0];
      if (found) resolve(found.replace("on port ", "http://127.0.0.1:"));
    });
  });
  child.stderr.on("data", (data: Buffer) => {
    output += data.toString();
    complaints += data.toString();
  });
  const exit = once(child, "exit");

  return {
    pid: child.pid,
    running: () => child.exitCode === null && child.signalCode === null,
    /** All it has said. */
    output: () => output,
    /** What of it went to standard error. */
    complaints: () => complaints,
    /** Resolves with the address when it is ready; fails with what it said when it ends before. */
    ready: (): Promise<string> =>
      Promise.race([ready, exit.then(() => Promise.reject(new Error(`It did not start:\n${output}`)))]),
    /** Waits until it has ended, after sending `signal` if there is one. */
    async end(signal?: NodeJS.Signals): Promise<{ code: number | null; output: string }> {
      if (signal) child.kill(signal);
      await exit;
      return { code: child.exitCode, output };
    },
  };
}

export type Product = ReturnType<typeof startProduct>;
