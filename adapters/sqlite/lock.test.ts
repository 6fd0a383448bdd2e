import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../tests/house.ts";
import { asNobody } from "../../tests/unprivileged.ts";
import { lockFolder } from "./lock.ts";

const HOLDER = `
  import { lockFolder } from ${JSON.stringify(import.meta.resolve("./lock.ts"))};
  try {
    lockFolder(process.argv[1]);
    console.log("held");
    setInterval(() => {}, 1000);
  } catch (error) {
    console.log(error.message);
  }
`;

let place: ReturnType<typeof temporaryFolder>;
let file: string;
const holders: ChildProcess[] = [];
beforeEach(() => {
  place = temporaryFolder();
  file = join(place.path, "lotse.lock");
});
afterEach(async () => {
  for (const holder of holders.splice(0)) holder.kill("SIGKILL");
  place.remove();
});

/** Another process that tries to take the lock, and what it says: "held", or why not. */
async function other(): Promise<{ process: ChildProcess; said: string }> {
  const child = spawn(process.execPath, ["--input-type=module", "-e", HOLDER, file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  holders.push(child);
  const [said] = await once(createInterface({ input: child.stdout }), "line");
  return { process: child, said: String(said) };
}

const refused = (to: string) =>
  expect.objectContaining({ kind: "misconfigured", message: expect.stringContaining(to) });

describe("a data folder", () => {
  it("belongs to one process: a second one is refused, and told what to do", async () => {
    expect((await other()).said).toBe("held");
    expect(() => lockFolder(file)).toThrow(refused("Another Lotse is already running on this data folder"));
    expect((await other()).said).toContain("End it, or set DATA_DIR to another folder.");
  });

  it("is refused to another process by this one", async () => {
    const lock = lockFolder(file);
    expect((await other()).said).toContain("Another Lotse is already running");
    lock.release();
    expect((await other()).said).toBe("held");
  });

  it("is refused a second time also within one process", () => {
    const lock = lockFolder(file);
    expect(() => lockFolder(file)).toThrow(refused("already running"));
    expect(() => lockFolder(file)).toThrow(refused("already running"));
    lock.release();
    lockFolder(file).release();
  });

  it("stays refused to others when a try of this process was refused", async () => {
    const lock = lockFolder(file);
    expect(() => lockFolder(file)).toThrow();
    expect((await other()).said).toContain("already running");
    lock.release();
  });

  it.each(["SIGKILL", "SIGTERM"] as const)(
    "is free again when its process was ended by %s",
    async (signal) => {
      const { process: holder, said } = await other();
      expect(said).toBe("held");
      holder.kill(signal);
      await once(holder, "exit");
      lockFolder(file).release();
    },
  );

  it("is free again although the file of the lock is still there", () => {
    writeFileSync(file, "");
    lockFolder(file).release();
  });
});

describe("a lock that cannot be taken is refused with what to do about it", () => {
  it("when there is no such folder", () => {
    expect(() => lockFolder(join(place.path, "missing", "lotse.lock"))).toThrow(refused("cannot be opened"));
  });

  it("when it is a folder", () => {
    mkdirSync(file);
    expect(() => lockFolder(file)).toThrow(refused("cannot be opened"));
  });

  it("when it is something else", () => {
    writeFileSync(file, "x".repeat(5000));
    expect(() => lockFolder(file)).toThrow(refused("is not a readable database"));
  });

  it("when the folder may not be written", async () => {
    await asNobody(place.path, () => {
      expect(() => lockFolder(file)).toThrow(refused("Check that its folder exists and may be written"));
    });
  });
});
