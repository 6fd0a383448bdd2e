import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const PROJECT = fileURLToPath(new URL("..", import.meta.url));

/** A file or folder of the shared test data, which is not part of this repository; null when it is not on this machine. */
export function sharedFile(path: string): string | null {
  const file = join(process.env.LOTSE_SHARED || join(PROJECT, "../shared"), path);
  return existsSync(file) ? file : null;
}

/**
 * The same for a whole suite: null, and one line that says so, means skip. With LOTSE_SUITES=all nothing may be skipped: then it
 * throws.
 */
export function sharedFileOrSkip(path: string): string | null {
  const file = sharedFile(path);
  if (file !== null) return file;
  if (process.env.LOTSE_SUITES === "all") {
    throw new Error(
      `LOTSE_SUITES=all, but ${path} is missing. Set LOTSE_SHARED to the folder of the shared test data.`,
    );
  }
  console.info(`skipped: ${path} is not on this machine (LOTSE_SHARED names the folder it is in)`);
  return null;
}
