import { describe, expect, it } from "vitest";
import { monthOf } from "./votes.ts";

describe("the month of a time", () => {
  it.each([
    ["2026-11-30T22:59:59Z", "Europe/Berlin", "2026-11"],
    ["2026-11-30T23:00:00Z", "Europe/Berlin", "2026-12"],
    ["2026-06-30T21:59:59Z", "Europe/Berlin", "2026-06"],
    ["2026-06-30T22:00:00Z", "Europe/Berlin", "2026-07"],
    ["2026-12-31T23:30:00Z", "UTC", "2026-12"],
    ["2027-01-01T04:59:59Z", "America/New_York", "2026-12"],
    ["2026-12-31T10:00:00Z", "Pacific/Kiritimati", "2027-01"],
  ])("%s in %s is %s", (time, zone, month) => {
    expect(monthOf(Date.parse(time), zone)).toBe(month);
  });
});
