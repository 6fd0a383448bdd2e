import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Limit, Limits } from "../../src/replica/limits.ts";
import type { Replicas } from "../../src/replicas.ts";
import { installations } from "../replicas.ts";

const THREE: Limit = { name: "three", most: 3, seconds: 60 };

describe.each(installations)("limits counted by $name (S14)", ({ open }) => {
  let replica: Replicas;
  let limits: Limits;

  beforeEach(async () => {
    replica = open().join();
    limits = replica.limits;
    await expect.poll(() => replica.notices.isUp()).toBe(true);
  });
  afterEach(() => replica.close());

  const states = async (count: number, limit: Limit, who: string) =>
    (await Promise.all(Array.from({ length: count }, () => limits.take(limit, who)))).map(
      ({ state }) => state,
    );

  it("let through as many as they say, and then say when to come again", async () => {
    expect(await states(3, THREE, "ida")).toEqual(["free", "free", "free"]);
    const over = await limits.take(THREE, "ida");
    if (over.state !== "limited") throw new Error("not limited");
    expect(over.retryAfterMs).toBeGreaterThan(0);
    expect(over.retryAfterMs).toBeLessThanOrEqual(60_000);
  });

  it("count for each by themselves, and each limit by itself", async () => {
    await states(4, THREE, "ida");
    expect(await states(1, THREE, "ben")).toEqual(["free"]);
    expect(await states(1, { ...THREE, name: "other" }, "ida")).toEqual(["free"]);
  });

  it("begin anew when their time is over", async () => {
    const short: Limit = { name: "short", most: 1, seconds: 1 };
    expect(await states(2, short, "ida")).toEqual(["free", "limited"]);
    await expect.poll(() => states(1, short, "ida"), { timeout: 5000, interval: 300 }).toEqual(["free"]);
  });

  it("let exactly so many of a rush through", async () => {
    const taken = await states(50, { name: "rush", most: 20, seconds: 60 }, "ida");
    expect(taken.filter((state) => state === "free")).toHaveLength(20);
  });
});
