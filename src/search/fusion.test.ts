import { describe, expect, it } from "vitest";
import { FUSION_DEPTH, fuse } from "./fusion.ts";

const cosines = (of: Record<string, number>) => (passage: string) => of[passage];
const order = (fused: { passage: string }[]) => fused.map(({ passage }) => passage);

describe("one list from words and meaning", () => {
  const words = [
    { passage: "a", score: 10 },
    { passage: "b", score: 9 },
    { passage: "c", score: 2 },
  ];

  it("adds shares of the best score and of the span of cosines", () => {
    expect(fuse(words, ["d"], cosines({ a: 0.2, b: 0.6, c: 0.4, d: 0.6 }), 0.3)).toEqual([
      { passage: "b", score: 0.7 * 0.9 + 0.3 },
      { passage: "a", score: 0.7 },
      { passage: "d", score: 0.3 },
      { passage: "c", score: 0.7 * 0.2 + 0.3 * ((0.4 - 0.2) / (0.6 - 0.2)) },
    ]);
  });

  it("is in the order of the words where meaning counts nothing, and of the meaning where words do", () => {
    const cosine = cosines({ a: 0.1, b: 0.2, c: 0.3, d: 0.4 });
    expect(order(fuse(words, ["d"], cosine, 0))).toEqual(["a", "b", "c", "d"]);
    expect(order(fuse(words, ["d"], cosine, 1))).toEqual(["d", "c", "b", "a"]);
  });

  it("puts a passage whose meaning is not known yet in the middle, whatever the others mean", () => {
    const fused = fuse(words, [], cosines({ b: 0.9, c: 0.1 }), 0.3);
    expect(fused.find(({ passage }) => passage === "a")?.score).toBeCloseTo(0.7 + 0.15);
  });

  it("is the words alone while no meaning is known, and the meaning alone where no word was found", () => {
    expect(order(fuse(words, [], cosines({}), 0.3))).toEqual(["a", "b", "c"]);
    expect(order(fuse([], ["x", "y"], cosines({ x: 0.5, y: 0.9 }), 0.3))).toEqual(["y", "x"]);
    expect(fuse([], [], cosines({}), 0.3)).toEqual([]);
  });

  it("holds with a single cosine, where there is no span", () => {
    expect(fuse([], ["x"], cosines({ x: -0.2 }), 0.3)).toEqual([{ passage: "x", score: 0.3 }]);
  });

  it("orders equal scores by name", () => {
    const equal = ["z", "y", "x"].map((passage) => ({ passage, score: 1 }));
    expect(order(fuse(equal, [], cosines({}), 0.3))).toEqual(["x", "y", "z"]);
  });

  it("looks no further down than a hundred", () => {
    const many = Array.from({ length: 150 }, (_, at) => ({ passage: `p${at}`, score: 150 - at }));
    expect(fuse(many, [], cosines({}), 0.3)).toHaveLength(FUSION_DEPTH);
  });
});
