import { spawn } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { Failure } from "../../src/errors.ts";

/** Where a master key comes from, and the setting that says so. */
export type KeySource = { setting: string } & (
  | { kind: "value"; digits: string }
  | { kind: "file"; path: string }
  | { kind: "command"; words: readonly [program: string, ...args: string[]] }
);

/** 64 hexadecimal digits: 32 bytes. */
export const MASTER_KEY = /^[0-9a-f]{64}$/i;
const OTHERS_MAY = 0o077;
/** How long a command may take, and how much it may say. */
const PATIENCE_MS = 20_000;
const MOST_CHARACTERS = 1000;

/** 32 bytes. Throws Failure `misconfigured`, saying what to do and nothing of what was read. */
export async function readMasterKey(source: KeySource, patience = PATIENCE_MS): Promise<Buffer> {
  const digits = (await read(source, patience)).trim();
  if (!MASTER_KEY.test(digits)) throw refused(source, "does not give 64 hexadecimal digits (32 bytes)");
  return Buffer.from(digits, "hex");
}

async function read(source: KeySource, patience: number): Promise<string> {
  switch (source.kind) {
    case "value":
      return source.digits;
    case "file":
      return inFile(source, source.path);
    case "command":
      return printedBy(source, source.words, patience);
  }
}

function inFile(source: KeySource, path: string): string {
  try {
    if ((statSync(path).mode & OTHERS_MAY) !== 0)
      throw refused(source, `names ${path}, which others may read or write: chmod 600 ${path}`);
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw refused(source, `names ${path}, which cannot be read (${codeOf(error)}): check its path and owner`);
  }
}

/** Runs it without a shell, and ends it with whatever it has started when it takes too long. What it complains of is not kept. */
function printedBy(
  source: KeySource,
  [program, ...args]: readonly [string, ...string[]],
  patience: number,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "ignore"], detached: true });
    let printed = "";
    const fail = (why: string) => {
      clearTimeout(timer);
      child.stdout.destroy();
      if (child.pid !== undefined) endAll(child.pid);
      reject(refused(source, why));
    };
    const timer = setTimeout(() => fail(`names a command that took longer than ${patience} ms`), patience);
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
      if (printed.length > MOST_CHARACTERS) fail("names a command that prints more than a key");
    });
    child.on("error", (error) => fail(`names a command that cannot be run (${codeOf(error)})`));
    child.on("close", (code, signal) => {
      if (code !== 0)
        return fail(
          `names a command that failed (${signal ?? `exit code ${code}`}): run it by hand to see why`,
        );
      clearTimeout(timer);
      resolve(printed);
    });
  });
}

/** The whole group: a command may have started others, which would hold its output open. */
function endAll(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // They have ended.
  }
}

function refused({ setting }: KeySource, why: string): Failure {
  return new Failure("misconfigured", `${setting} ${why}.`);
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
}
