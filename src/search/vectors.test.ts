import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DIMENSIONS } from "./embed.ts";
import { inBytes, inUnits, vectors } from "./vectors.ts";

/** Numbers as they come, always the same. */
function numbers(seed: number) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

/** Vectors of a few subjects each, so that some are near each other, as those of texts are. */
function texts(count: number, seed: number): Float32Array[] {
  const next = numbers(seed);
  const subjects = Array.from({ length: 40 }, () => Float32Array.from({ length: DIMENSIONS }, next));
  return Array.from({ length: count }, () => {
    const weights = subjects.map(() => (next() > 0.8 ? next() : 0));
    return Float32Array.from({ length: DIMENSIONS }, (_, at) =>
      subjects.reduce(
        (sum, subject, number) => sum + (weights[number] ?? 0) * (subject[at] ?? 0),
        next() / 2,
      ),
    );
  });
}

function exact(one: Float32Array, other: Float32Array): number {
  const [a, b] = [inUnits(one), inUnits(other)];
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
}

const all = () => true;
const one = (at: number) => inBytes(Float32Array.from({ length: DIMENSIONS }, (_, n) => (n === at ? 1 : 0)));
const towards = (...at: number[]) =>
  inUnits(
    Float32Array.from({ length: DIMENSIONS }, (_, n) => (at.includes(n) ? at.length - at.indexOf(n) : 0)),
  );

describe("vectors in memory", () => {
  it("in bytes are as near as in full precision, to three thousandths, and nine of ten of the nearest are the same", () => {
    const passages = texts(2000, 7);
    const held = vectors();
    for (const [at, vector] of passages.entries()) held.put(`p${at}`, inBytes(vector));
    let same = 0;
    for (const question of texts(50, 11)) {
      const cosines = passages.map((passage, at) => ({
        passage: `p${at}`,
        cosine: exact(question, passage),
      }));
      const rounded = held.cosines(inUnits(question));
      for (const [at, { cosine }] of cosines.entries())
        expect(Math.abs(cosine - (rounded[at] ?? 0))).toBeLessThan(0.003);
      const nearest = cosines.sort((a, b) => b.cosine - a.cosine).slice(0, 10);
      const found = held.nearest(inUnits(question), 10, all);
      expect(found[0]?.cosine).toBeGreaterThan((nearest[0]?.cosine ?? 1) - 0.003);
      same += found.filter(({ passage }) => nearest.some((near) => near.passage === passage)).length;
    }
    expect(same / 500).toBeGreaterThan(0.9);
  });

  it("are found nearest first, and only those that are open", () => {
    const held = vectors();
    for (const [at, name] of ["a", "b", "c", "d"].entries()) held.put(name, one(at));
    const question = towards(2, 0, 3);
    expect(held.nearest(question, 2, all).map(({ passage }) => passage)).toEqual(["c", "a"]);
    expect(held.nearest(question, 2, (name) => name !== "c").map(({ passage }) => passage)).toEqual([
      "a",
      "d",
    ]);
    expect(held.nearest(question, 9, () => false)).toEqual([]);
  });

  it("know a passage's cosine, and none of a passage that is not there", () => {
    const held = vectors();
    held.put("a", one(0));
    expect(held.cosine(towards(0), "a")).toBeCloseTo(1);
    expect(held.cosine(towards(1), "a")).toBeCloseTo(0);
    expect(held.cosine(towards(0), "b")).toBeUndefined();
  });

  it("are the same after any puts and removals as if only what is left had been put", () => {
    const step = fc.record({
      name: fc.integer({ min: 0, max: 9 }),
      at: fc.option(fc.integer({ min: 0, max: 20 })),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const held = vectors();
        const left = new Map<string, number>();
        for (const { name, at } of steps) {
          if (at === null) held.remove(`${name}`);
          else held.put(`${name}`, one(at));
          if (at === null) left.delete(`${name}`);
          else left.set(`${name}`, at);
        }
        expect([...held.names()].sort()).toEqual([...left.keys()].sort());
        for (const [name, at] of left) expect(held.cosine(towards(at), name)).toBeCloseTo(1);
      }),
    );
  });
});
