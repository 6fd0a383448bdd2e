import { beforeEach, describe, expect, it } from "vitest";
import { pinoLog } from "../log.ts";
import { homes } from "./homes.ts";

describe("whose a workspace or tenant is", () => {
  let now: number;
  let lines: string[];
  let looks: number;
  let known: ReturnType<typeof homes<string>>;
  const found = async () => `found ${++looks}`;

  beforeEach(() => {
    now = Date.UTC(2026, 9, 5);
    lines = [];
    looks = 0;
    const log = pinoLog("info", (line) => lines.push(line));
    known = homes({ now: () => now, log, unbound: "nobody's" });
  });

  it("is asked of the store once in ten seconds, each by itself", async () => {
    expect(await known.of("T1", found)).toBe("found 1");
    now += 9_999;
    expect(await known.of("T1", found)).toBe("found 1");
    expect(await known.of("T2", found)).toBe("found 2");
    now += 1;
    expect(await known.of("T1", found)).toBe("found 3");
  });

  it("is asked again at once when what was known is to be forgotten", async () => {
    await known.of("T1", found);
    known.forget();
    expect(await known.of("T1", found)).toBe("found 2");
  });

  it("is remembered also where it is nobody's, and not where the store could not say", async () => {
    expect(await known.of("T1", async () => null)).toBeNull();
    expect(await known.of("T1", found)).toBeNull();
    await expect(known.of("T2", () => Promise.reject(new Error("away")))).rejects.toThrow("away");
    expect(await known.of("T2", found)).toBe("found 1");
  });

  it("is said once in ten minutes where it is nobody's", () => {
    for (const minutes of [0, 9, 1, 9]) {
      now += minutes * 60_000;
      known.sayUnbound("T1");
    }
    known.sayUnbound("T2");
    expect(lines.map((line) => JSON.parse(line).source)).toEqual(["T1", "T1", "T2"]);
  });
});
