import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editDistance } from "./edit-distance.ts";

describe("editDistance", () => {
  it.each([
    ["urlaub", "urlaub", 0],
    ["urlaub", "urlab", 1],
    ["urlaub", "urluab", 1],
    ["budget", "budgeet", 1],
    ["mentoring", "mentroign", 2],
    ["urlaub", "gehalt", 3],
  ])("from '%s' to '%s' is %i, seen up to two", (one, other, distance) => {
    expect(editDistance(one, other, 2)).toBe(distance);
  });

  it("is the same both ways and never more than most + 1", () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 12 }),
        fc.string({ maxLength: 12 }),
        fc.nat(3),
        (one, other, most) => {
          const distance = editDistance(one, other, most);
          expect(distance).toBe(editDistance(other, one, most));
          expect(distance).toBeLessThanOrEqual(most + 1);
          expect(distance === 0).toBe(one === other);
        },
      ),
    );
  });
});
