import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../tests/house.ts";
import { type KeySource, readMasterKey } from "./master-key.ts";

const DIGITS = "0123456789abcdef".repeat(4);
const KEY = Buffer.from(DIGITS, "hex");

describe("a master key (F23)", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  const fileWith = (content: string, mode = 0o600): KeySource => {
    const path = join(folder.path, "key");
    writeFileSync(path, content);
    chmodSync(path, mode);
    return { setting: "LOTSE_MASTER_KEY_FILE", kind: "file", path };
  };
  const command = (...words: [string, ...string[]]): KeySource => {
    return { setting: "LOTSE_MASTER_KEY_COMMAND", kind: "command", words };
  };
  /** A shell stands for whatever a company runs. */
  const script = (lines: string) => command("/bin/sh", "-c", lines);
  const refusal = async (source: KeySource, patience?: number) => {
    const error: unknown = await readMasterKey(source, patience).catch((problem: unknown) => problem);
    expect(error).toMatchObject({ kind: "misconfigured" });
    return String(error);
  };

  it("is read from a setting", async () => {
    expect(await readMasterKey({ setting: "LOTSE_MASTER_KEY", kind: "value", digits: DIGITS })).toEqual(KEY);
  });

  it.each(["", "\n", "\r\n"])("is read from a file that ends with %j", async (end) => {
    expect(await readMasterKey(fileWith(`${DIGITS.toUpperCase()}${end}`, 0o400))).toEqual(KEY);
  });

  it.each([0o640, 0o604, 0o620, 0o644])("is refused from a file that others may use: %o", async (mode) => {
    const message = await refusal(fileWith(DIGITS, mode));
    expect(message).toContain("chmod 600");
    expect(message).not.toContain(DIGITS);
  });

  it("is refused when its file is missing or is none", async () => {
    const missing: KeySource = {
      setting: "LOTSE_MASTER_KEY_FILE",
      kind: "file",
      path: join(folder.path, "no"),
    };
    expect(await refusal(missing)).toMatch(
      /LOTSE_MASTER_KEY_FILE names .*no, which cannot be read \(ENOENT\)/,
    );
    const path = join(folder.path, "folder");
    mkdirSync(path, { mode: 0o700 });
    expect(await refusal({ ...missing, path })).toContain("EISDIR");
  });

  it.each(["", DIGITS.slice(1), `${DIGITS}0`, `${DIGITS}\n${DIGITS}`, `g${DIGITS.slice(1)}`])(
    "is refused when a file has something else in it, which is not repeated: %j",
    async (content) => {
      const message = await refusal(fileWith(content));
      expect(message).toContain("LOTSE_MASTER_KEY_FILE does not give 64 hexadecimal digits");
      if (content !== "") expect(message).not.toContain(content.slice(0, 20));
    },
  );

  it("is what a command prints", async () => {
    expect(await readMasterKey(script(`echo ${DIGITS}`))).toEqual(KEY);
    expect(await readMasterKey(command("printf", "%s", DIGITS))).toEqual(KEY);
  });

  it("comes from a command that no shell has looked at", async () => {
    const target = join(folder.path, "made");
    await refusal(command("echo", DIGITS, ";", "touch", target));
    await refusal(command("echo", `$(touch ${target})`));
    expect(existsSync(target)).toBe(false);
  });

  it("is refused when the command fails, and what it said of it is not repeated", async () => {
    const message = await refusal(script(`echo ${DIGITS}; echo s3cret >&2; exit 3`));
    expect(message).toContain("exit code 3");
    expect(message).toContain("run it by hand");
    expect(message).not.toMatch(/s3cret|0123456789abcdef/);
    expect(await refusal(script("kill -9 $$"))).toContain("SIGKILL");
    expect(await refusal(command(join(folder.path, "no-such-program")))).toContain("ENOENT");
  });

  it("is refused when the command prints something else, or without end", async () => {
    const message = await refusal(script("echo s3cret"));
    expect(message).toContain("does not give 64 hexadecimal digits");
    expect(message).not.toContain("s3cret");
    expect(await refusal(command("yes", DIGITS))).toContain("more than a key");
  });

  it("is refused when the command hangs, which is then ended with all that it started", async () => {
    const pids = join(folder.path, "pids");
    const hanging = script(`sleep 600 & echo $$ $! > ${pids}; echo ${DIGITS}; wait`);
    expect(await refusal(hanging, 1000)).toContain("took longer than 1000 ms");
    const started = readFileSync(pids, "utf8").trim().split(" ").map(Number);
    expect(started).toHaveLength(2);
    await expect.poll(() => started.filter(isRunning)).toEqual([]);
  });
});

function isRunning(pid: number): boolean {
  try {
    // One that has ended and waits for nobody to ask is still there, as a zombie.
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}
