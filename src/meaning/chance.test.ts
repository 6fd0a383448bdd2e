import { describe, expect, it } from "vitest";
import { DIMENSIONS } from "../search/embed.ts";
import { inBytes, inUnits, vectors } from "../search/vectors.ts";
import { chanceOf, isBeyondChance } from "./chance.ts";

/** A direction, turned towards another by a share. */
const towards = (at: number, share = 1, other = 0) =>
  Float32Array.from({ length: DIMENSIONS }, (_, n) => (n === at ? share : n === other ? 1 - share : 0));
const EVERYONE: ReadonlySet<string> = new Set();
const SALES: ReadonlySet<string> = new Set(["division:sales"]);

/** Twenty questions in each language, which come nearer and nearer to the direction 0. */
const questions = [1, 2].map((language) =>
  Array.from({ length: 20 }, (_, at) => inUnits(towards(language * 100 + at, 1 - at / 40, 0))),
);
const audiences: Record<string, string[]> = { open: [], hidden: ["division:sales"] };

describe("what comes near by chance", () => {
  const chance = (passages: Record<string, Float32Array>) => {
    const held = vectors();
    for (const [passage, vector] of Object.entries(passages)) held.put(passage, inBytes(vector));
    return chanceOf(held, questions, (passage) => audiences[passage] ?? []);
  };

  it("is what 95 of 100 general questions stay below", async () => {
    const known = await chance({ open: towards(0) });
    const cosines = (questions[0] ?? []).map((question) => question[0] ?? 0).sort((a, b) => a - b);
    expect(isBeyondChance(known, EVERYONE, (cosines[18] ?? 0) - 0.01)).toBe(false);
    expect(isBeyondChance(known, EVERYONE, (cosines[18] ?? 0) + 0.01)).toBe(true);
  });

  it("is higher for somebody who may read what general questions come near to, and for nobody else (S5)", async () => {
    const [without, along] = [
      await chance({ open: towards(5) }),
      await chance({ open: towards(5), hidden: towards(0) }),
    ];
    for (const cosine of [0.001, 0.2, 0.5])
      expect(isBeyondChance(along, EVERYONE, cosine)).toBe(isBeyondChance(without, EVERYONE, cosine));
    expect(isBeyondChance(along, EVERYONE, 0.5)).toBe(true);
    expect(isBeyondChance(along, SALES, 0.5)).toBe(false);
  });

  it("is never passed where there is nothing to read", async () => {
    expect(isBeyondChance(await chance({ hidden: towards(0) }), EVERYONE, -1)).toBe(false);
  });
});
