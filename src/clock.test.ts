import { describe, expect, it } from "vitest";
import { orderedStamps, systemClock } from "./clock.ts";

describe("the system clock", () => {
  it("tells the time in milliseconds since the epoch", () => {
    const before = Date.now();
    const now = systemClock.now();
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });
});

describe("stamps", () => {
  const at = (...times: number[]) => {
    const stamp = orderedStamps({ now: () => times.shift() ?? 0 });
    return () => stamp();
  };

  it("are the time in microseconds", () => {
    expect(at(1_700_000_000_000)()).toBe(1_700_000_000_000_000);
  });

  it("rise within one millisecond", () => {
    const stamp = at(5, 5, 5);
    expect([stamp(), stamp(), stamp()]).toEqual([5000, 5001, 5002]);
  });

  it("rise when the clock goes back by an hour, and follow it again when it has caught up (F14)", () => {
    const hour = 3_600_000;
    const stamp = at(2 * hour, hour, hour + 1, 2 * hour + 1);
    expect([stamp(), stamp(), stamp(), stamp()]).toEqual([
      2 * hour * 1000,
      2 * hour * 1000 + 1,
      2 * hour * 1000 + 2,
      (2 * hour + 1) * 1000,
    ]);
  });

  it("are whole numbers that a database and JavaScript both hold exactly, until long after us", () => {
    const year2200 = Date.UTC(2200, 0, 1);
    expect(Number.isSafeInteger(at(year2200)())).toBe(true);
  });

  it("of two parts do not disturb each other", () => {
    const [one, other] = [at(7, 7), at(7)];
    one();
    one();
    expect(other()).toBe(7000);
  });
});
