import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sqliteLearnerKeys } from "../../adapters/sqlite/learner-keys.ts";
import type { LearnerKeys } from "../../src/store/learner-keys.ts";
import { aesSealer, type Sealer } from "../../src/store/sealing.ts";
import { temporaryFolder } from "../house.ts";

const places: { name: string; open(folder: string, master: Sealer): LearnerKeys }[] = [
  { name: "SQLite", open: (folder, master) => sqliteLearnerKeys(join(folder, "keys.sqlite"), master) },
];

describe.each(places)("the learners' keys: $name", ({ open }) => {
  const master = aesSealer(Buffer.alloc(32, 1));
  let folder: ReturnType<typeof temporaryFolder>;
  let keys: LearnerKeys;

  beforeEach(() => {
    folder = temporaryFolder();
    keys = open(folder.path, master);
  });
  afterEach(async () => {
    await keys.close();
    folder.remove();
  });

  it("are made at the first use and stay the same, also after a restart", async () => {
    expect(await keys.find("a", "ida")).toBeNull();
    const [one, two] = await Promise.all([keys.of("a", "ida", 1), keys.of("a", "ida", 1)]);
    expect(one).toHaveLength(32);
    expect(two).toEqual(one);
    await keys.close();
    keys = open(folder.path, master);
    expect(await keys.find("a", "ida")).toEqual(one);
  });

  it("are another one for each learner and each org", async () => {
    const all = [await keys.of("a", "ida", 1), await keys.of("a", "ben", 1), await keys.of("b", "ida", 1)];
    expect(new Set(all.map((key) => key.toString("hex"))).size).toBe(3);
    expect(await keys.all()).toEqual([
      { org: "a", learner: "ben", since: 1 },
      { org: "a", learner: "ida", since: 1 },
      { org: "b", learner: "ida", since: 1 },
    ]);
  });

  it("are gone when forgotten, from the files too (P12), and a new one opens nothing old", async () => {
    const before = await keys.of("a", "ida", 1);
    const sealed = aesSealer(before).seal("geheim", ["goal", "a", "ida", 0]);
    const wrapped = () =>
      readdirSync(folder.path)
        .map((file) => readFileSync(join(folder.path, file)).toString("latin1"))
        .join();
    expect(wrapped()).toContain("ida");
    await keys.forget("a", "ida", 1);
    expect(wrapped()).not.toContain("ida");
    expect(await keys.find("a", "ida")).toBeNull();
    const after = await keys.of("a", "ida", 1);
    expect(() => aesSealer(after).open(sealed, ["goal", "a", "ida", 0])).toThrow(/cannot be read/);
  });

  it("are new after another yes, whether or not the old one was forgotten (P12)", async () => {
    const before = await keys.of("a", "ida", 1);
    const after = await keys.of("a", "ida", 2);
    expect(after).not.toEqual(before);
    expect(await keys.find("a", "ida")).toEqual(after);
    // What belongs to the earlier yes does not touch the later one.
    await keys.forget("a", "ida", 1);
    expect(await keys.of("a", "ida", 1)).not.toEqual(after);
    expect(await keys.find("a", "ida")).toEqual(after);
  });

  it("are never given in clear when the master key is another one (F23)", async () => {
    await keys.of("a", "ida", 1);
    await keys.close();
    keys = open(folder.path, aesSealer(Buffer.alloc(32, 2)));
    await expect(keys.find("a", "ida")).rejects.toMatchObject({ kind: "misconfigured" });
    await expect(keys.of("a", "ida", 1)).rejects.toMatchObject({ kind: "misconfigured" });
  });
});
