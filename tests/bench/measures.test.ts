import { describe, expect, it } from "vitest";
import {
  areaUnderCurve,
  keptAt,
  normalisedGain,
  quantile,
  recall,
  reciprocalRank,
} from "../../bench/retrieval/measures.ts";

const grades = new Map([
  ["best", 2],
  ["good", 1],
  ["also", 1],
  ["looked at, and not relevant", 0],
]);

describe("the measures of the bench, worked out by hand", () => {
  it("nDCG@10 is the discounted grades found, as a share of the best order", () => {
    const best = 2 / 1 + 1 / Math.log2(3) + 1 / 2;
    expect(normalisedGain({ grades, found: ["best", "good", "also"] })).toBe(1);
    expect(normalisedGain({ grades, found: ["good", "other", "best"] })).toBeCloseTo((1 + 2 / 2) / best, 12);
    expect(normalisedGain({ grades, found: ["looked at, and not relevant", "other"] })).toBe(0);
    expect(normalisedGain({ grades, found: [] })).toBe(0);
  });

  it("nDCG@10 looks no further than the tenth, and expects no more than ten", () => {
    const many = new Map(Array.from({ length: 12 }, (_, at) => [`${at}`, 1]));
    expect(normalisedGain({ grades: many, found: [...many.keys()] })).toBe(1);
    const late = [...Array.from({ length: 10 }, () => "other"), "best"];
    expect(normalisedGain({ grades, found: late })).toBe(0);
  });

  it("recall is the share of the relevant found so far down", () => {
    const found = ["good", "other", "best", "also"];
    expect(recall({ grades, found }, 1)).toBeCloseTo(1 / 3, 12);
    expect(recall({ grades, found }, 3)).toBeCloseTo(2 / 3, 12);
    expect(recall({ grades, found }, 100)).toBe(1);
    expect(recall({ grades, found: [] }, 10)).toBe(0);
  });

  it("MRR@10 is one over the rank of the first relevant one", () => {
    expect(reciprocalRank({ grades, found: ["good"] })).toBe(1);
    expect(reciprocalRank({ grades, found: ["other", "looked at, and not relevant", "also"] })).toBeCloseTo(
      1 / 3,
      12,
    );
    expect(reciprocalRank({ grades, found: [...Array.from({ length: 10 }, () => "other"), "best"] })).toBe(0);
  });

  it("the area under the curve is how often the one is above the other", () => {
    expect(areaUnderCurve([3, 4], [1, 2])).toBe(1);
    expect(areaUnderCurve([1, 2], [3, 4])).toBe(0);
    expect(areaUnderCurve([2, 2], [2])).toBe(0.5);
    expect(areaUnderCurve([3, 1], [2, -Infinity])).toBe(3 / 4);
  });

  it("what is kept lets through no more of the others than it may", () => {
    const below = Array.from({ length: 20 }, (_, at) => at);
    expect(keptAt(0.05, [18, 18.5, 19, 20], below)).toBe(3 / 4);
    expect(keptAt(0.05, [2, 2, 2], [2, 2, 1])).toBe(0);
    expect(keptAt(0.5, [2, 1, 0], [1, 0])).toBe(2 / 3);
  });

  it("a quantile is one of the numbers", () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2);
    expect(quantile([4, 1, 3, 2], 0.95)).toBe(4);
  });
});
