import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import settings from "../package.json" with { type: "json" };

const ROOT = fileURLToPath(new URL("../", import.meta.url));

export type Ended = { code: number | null; said: string; complained: string };

/** `npm run lotse -- …` as a process of its own: what it said, and how it ended. */
export async function lotse(environment: Record<string, string>, ...words: string[]): Promise<Ended> {
  // The very flags of the script, without npm in between.
  const command = settings.scripts.lotse.split(" ").slice(1);
  const child = spawn(process.execPath, [...command, ...words], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? "", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [said, complained] = ["", ""];
  child.stdout.on("data", (data: Buffer) => {
    said += data.toString();
  });
  child.stderr.on("data", (data: Buffer) => {
    complained += data.toString();
  });
  const [code] = await once(child, "close");
  return { code, said, complained };
}
