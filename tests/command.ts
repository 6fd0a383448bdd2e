import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import settings from "../package.json" with { type: "json" };

const ROOT = fileURLToPath(new URL("../", import.meta.url));

/** An npm script as a process of its own, with its very flags: what it printed, and how it ended. */
export function run(
  script: "ask" | "retrieve" | "bench:retrieval" | "slack:manifest" | "teams:package" | "doctor" | "eval",
  args: string[],
  environment: Record<string, string> = {},
): Promise<{ code: number; output: string; complaints: string }> {
  const command = settings.scripts[script].split(" ").slice(1);
  return new Promise((resolve) => {
    const env = { PATH: process.env.PATH ?? "", ...environment };
    const options = { cwd: ROOT, env, maxBuffer: 50_000_000 };
    const child = execFile(process.execPath, [...command, ...args], options, (_, output, complaints) => {
      resolve({ code: child.exitCode ?? -1, output, complaints });
    });
  });
}
