import { describe, expect, it } from "vitest";
import { pacing } from "./pacing.ts";

const RATES = { place: { everyMs: 1000, burst: 4 }, whole: { everyMs: 120, burst: 30 } };

function paced() {
  let now = 1_000_000;
  const pace = pacing({ now: () => now }, RATES);
  return {
    ...pace,
    passes(ms: number) {
      now += ms;
    },
    /** How many of these may go within so many milliseconds, when each comes back at its moment. */
    flow(deliveries: number, channelOf: (at: number) => string, ms: number): number {
      const waits = Array.from({ length: deliveries }, (_, at) => pace.wait("T1", channelOf(at), `d${at}`));
      return waits.filter((wait) => wait <= ms).length;
    },
  };
}

describe("the pace of messages (F6)", () => {
  it("lets a few go at once, and then one a second in a channel", () => {
    const pace = paced();
    const waits = Array.from({ length: 7 }, (_, at) => pace.wait("T1", "C1", `d${at}`));
    expect(waits).toEqual([0, 0, 0, 0, 1000, 2000, 3000]);
  });

  it("keeps the moment that a delivery was given", () => {
    const pace = paced();
    for (let at = 0; at < 4; at++) pace.wait("T1", "C1", `d${at}`);
    expect(pace.wait("T1", "C1", "later")).toBe(1000);
    pace.passes(400);
    expect(pace.wait("T1", "C1", "later")).toBe(600);
    pace.passes(600);
    expect(pace.wait("T1", "C1", "later")).toBe(0);
  });

  it("lets about 500 a minute go in a workspace, however many channels there are", () => {
    const minute = paced().flow(2000, (at) => `C${at}`, 60_000);
    expect(minute).toBeGreaterThan(480);
    expect(minute).toBeLessThan(535);
  });

  it("gives everybody a moment: 2,000 are out after four minutes", () => {
    expect(paced().flow(2000, (at) => `C${at}`, 4 * 60_000)).toBe(2000);
  });

  it("lets one slow channel hold up no other", () => {
    const pace = paced();
    for (let at = 0; at < 60; at++) pace.wait("T1", "C1", `slow${at}`);
    expect(pace.wait("T1", "C2", "other")).toBeLessThan(10_000);
  });

  it("rests when the platform wants it, that workspace alone, and begins again without a burst", () => {
    const pace = paced();
    expect(pace.wait("T1", "C1", "early")).toBe(0);
    pace.rest("T1", 30_000);
    const waits = Array.from({ length: 4 }, (_, at) => pace.wait("T1", `C${at}`, `d${at}`));
    expect(waits[0]).toBe(30_000);
    expect(new Set(waits).size).toBe(4);
    expect(pace.wait("T2", "C9", "elsewhere")).toBe(0);
  });

  it("gives those a new moment whose moment falls into the rest", () => {
    const pace = paced();
    for (let at = 0; at < 5; at++) pace.wait("T1", "C1", `d${at}`);
    expect(pace.wait("T1", "C1", "d4")).toBe(1000);
    pace.rest("T1", 10_000);
    expect(pace.wait("T1", "C1", "d4")).toBeGreaterThanOrEqual(10_000);
  });
});
