import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inDays, nextSlot, nextWorkday, nextWorkingTime, weekOf } from "./local-time.ts";

const BERLIN = "Europe/Berlin";
const at = (time: string) => Date.parse(time);
const iso = (time: number) => new Date(time).toISOString();

/** The clock on the wall, asked of Intl and not of the library under test. */
function wall(time: number, zone: string): { weekday: string; hour: number; minute: number; date: string } {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  const parts = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]));
  return {
    weekday: parts.weekday ?? "",
    hour: Number(parts.hour),
    minute: Number(parts.minute),
    date: `${parts.year}-${parts.month}-${parts.day}`,
  };
}

describe("the next slot on a learner's own clock", () => {
  it("is this week's, or next week's once that has begun", () => {
    const friday = { weekday: 5, hour: 14 };
    expect(iso(nextSlot(friday, BERLIN, at("2026-11-24T09:00:00Z")))).toBe("2026-11-27T13:00:00.000Z");
    expect(iso(nextSlot(friday, BERLIN, at("2026-11-27T12:59:59.999Z")))).toBe("2026-11-27T13:00:00.000Z");
    expect(iso(nextSlot(friday, BERLIN, at("2026-11-27T13:00:00Z")))).toBe("2026-12-04T13:00:00.000Z");
  });

  it("stays at the same hour of the clock over the change to winter and to summer time (F14)", () => {
    const friday = { weekday: 5, hour: 14 };
    expect(iso(nextSlot(friday, BERLIN, at("2026-10-23T12:00:00Z")))).toBe("2026-10-30T13:00:00.000Z");
    expect(iso(nextSlot(friday, BERLIN, at("2027-03-26T13:00:00Z")))).toBe("2027-04-02T12:00:00.000Z");
  });

  it("at half past two on a Sunday comes exactly once when that time is skipped or shown twice (F14)", () => {
    const sunday = { weekday: 7, hour: 2, minute: 30 };
    const autumn = nextSlot(sunday, BERLIN, at("2026-10-24T12:00:00Z"));
    expect(iso(autumn)).toBe("2026-10-25T00:30:00.000Z");
    expect(iso(nextSlot(sunday, BERLIN, autumn))).toBe("2026-11-01T01:30:00.000Z");
    const spring = nextSlot(sunday, BERLIN, at("2027-03-27T12:00:00Z"));
    expect(iso(spring)).toBe("2027-03-28T01:30:00.000Z");
    expect(iso(nextSlot(sunday, BERLIN, spring))).toBe("2027-04-04T00:30:00.000Z");
  });

  it("shows the hour that was asked for, is later than now, and at most eight days away, in any zone", () => {
    const zones = [
      BERLIN,
      "America/New_York",
      "Asia/Kathmandu",
      "Pacific/Apia",
      "Australia/Lord_Howe",
      "UTC",
    ];
    const days = ["", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    fc.assert(
      fc.property(
        fc.integer({ min: at("2020-01-01T00:00:00Z"), max: at("2035-01-01T00:00:00Z") }),
        fc.integer({ min: 1, max: 7 }),
        // Midday is skipped nowhere.
        fc.integer({ min: 8, max: 17 }),
        fc.constantFrom(...zones),
        (now, weekday, hour, zone) => {
          const slot = nextSlot({ weekday, hour }, zone, now);
          expect(slot).toBeGreaterThan(now);
          expect(slot - now).toBeLessThan(8 * 86_400_000);
          expect(wall(slot, zone)).toMatchObject({ weekday: days[weekday], hour, minute: 0 });
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("weeks and working hours", () => {
  it("a week is the ISO week where the learner is", () => {
    expect(weekOf(at("2026-11-29T22:59:00Z"), BERLIN)).toBe("2026-W48");
    expect(weekOf(at("2026-11-29T23:01:00Z"), BERLIN)).toBe("2026-W49");
    expect(weekOf(at("2026-11-29T23:01:00Z"), "America/New_York")).toBe("2026-W48");
    expect(weekOf(at("2027-01-01T12:00:00Z"), BERLIN)).toBe("2026-W53");
  });

  it("the next working time is now, or eight in the morning of the next working day", () => {
    expect(iso(nextWorkingTime(at("2026-11-25T10:00:00Z"), BERLIN))).toBe("2026-11-25T10:00:00.000Z");
    expect(iso(nextWorkingTime(at("2026-11-25T05:00:00Z"), BERLIN))).toBe("2026-11-25T07:00:00.000Z");
    expect(iso(nextWorkingTime(at("2026-11-25T17:00:00Z"), BERLIN))).toBe("2026-11-26T07:00:00.000Z");
    expect(iso(nextWorkingTime(at("2026-11-27T17:30:00Z"), BERLIN))).toBe("2026-11-30T07:00:00.000Z");
    expect(iso(nextWorkingTime(at("2026-11-28T10:00:00Z"), BERLIN))).toBe("2026-11-30T07:00:00.000Z");
  });

  it("the next working day after a Friday is a Monday", () => {
    expect(iso(nextWorkday(at("2026-11-27T13:00:00Z"), BERLIN, 9))).toBe("2026-11-30T08:00:00.000Z");
    expect(iso(nextWorkday(at("2026-11-25T13:00:00Z"), BERLIN, 9))).toBe("2026-11-26T08:00:00.000Z");
  });

  it("days later means the same hour of the clock", () => {
    expect(iso(inDays(at("2026-10-20T12:00:00Z"), BERLIN, 7))).toBe("2026-10-27T13:00:00.000Z");
  });
});
