import { describe, expect, it } from "vitest";
import type { Column } from "./basis.ts";
import { randomFrom } from "./months.fixture.ts";
import { smallGroupsIn } from "./oracle.fixture.ts";
import { smallGroup } from "./small-group.ts";

const K = 5;

/** Random rows over so many people, no two of whom are alike. */
function rowsOver(people: number, height: number, random: () => number): bigint[][] {
  return Array.from({ length: height }, () =>
    Array.from({ length: people }, () => (random() < 0.4 ? 1n : 0n)),
  );
}

/** Adds two rows that only differ by these people: the smaller one has none of them. */
function withDifference(rows: bigint[][], group: readonly number[], random: () => number): bigint[][] {
  const people = rows[0]?.length ?? 0;
  const smaller = Array.from({ length: people }, (_, at) =>
    !group.includes(at) && random() < 0.5 ? 1n : 0n,
  );
  return [...rows, smaller, smaller.map((value, at) => (group.includes(at) ? 1n : value))];
}

function columnsOf(rows: readonly bigint[][]): Column[] {
  const people = rows[0]?.length ?? 0;
  return Array.from({ length: people }, (_, at) => ({
    rows: rows.flatMap((row, number) => (row[at] === 1n ? [number] : [])),
    people: 1,
  }));
}

const found = (rows: readonly bigint[][], k = K) =>
  smallGroup(columnsOf(rows), rows.length, k, () => false).state;

describe("looking for a small group", () => {
  // With 22 rows and more, one basis would be too many sums, so several are taken that share as few people as possible.
  it.each([
    { people: 26, height: 20 },
    { people: 60, height: 22 },
    { people: 120, height: 22 },
    { people: 200, height: 30 },
  ])("finds the one that is hidden among $people people and $height rows (P6)", ({ people, height }) => {
    for (let seed = 1; seed <= 20; seed++) {
      const random = randomFrom(seed);
      // Among the first, which the first basis is made of: it alone would not find them.
      const group = Array.from({ length: 1 + (seed % 4) }, () => Math.floor(random() * height));
      const rows = withDifference(rowsOver(people, height - 2, random), group, random);
      expect(found(rows)).toBe("found");
    }
  });

  it("finds as many as trying all of them does (P6)", () => {
    const seen = { none: 0, found: 0, "too many": 0 };
    for (let seed = 1; seed <= 60; seed++) {
      const random = randomFrom(seed);
      const rows = rowsOver(16 + (seed % 10), 6 + Math.floor(random() * 12), random);
      const state = found(rows);
      seen[state]++;
      expect(state).toBe(smallGroupsIn(rows, rows[0]?.length ?? 0, K).length > 0 ? "found" : "none");
    }
    expect(Math.min(seen.none, seen.found)).toBeGreaterThan(10);
  });

  it("passes over groups that are no secret, and over kinds of people who are enough", () => {
    const columns = [
      { rows: [0], people: 3 },
      { rows: [1], people: 5 },
    ];
    expect(smallGroup(columns, 2, K, () => false).state).toBe("found");
    expect(smallGroup(columns, 2, K, ([kind]) => kind?.people === 3).state).toBe("none");
    expect(smallGroup(columns, 2, 3, () => false).state).toBe("none");
  });

  it("says so when there is too much to look through", () => {
    const random = randomFrom(1);
    expect(found(rowsOver(100, 90, random), 20)).toBe("too many");
  });
});
