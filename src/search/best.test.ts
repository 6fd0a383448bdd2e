import fc from "fast-check";
import { expect, it } from "vitest";
import { leastOfBest } from "./best.ts";

it("the least of the best is what sorting would find, and 0 where there are fewer", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), fc.nat(40), (scores, most) => {
      const sorted = scores.toSorted((a, b) => b - a);
      expect(leastOfBest(Float64Array.from(scores), scores.length, most)).toBe(
        most === 0 ? 0 : (sorted[most - 1] ?? 0),
      );
    }),
  );
});
