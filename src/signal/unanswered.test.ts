import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Disclosed, disclose } from "./disclosure.ts";
import { largeMonth, type Month, persons, randomFrom, smallMonths } from "./months.fixture.ts";
import { countOf, leaksOf } from "./oracle.fixture.ts";

const K = 5;

/** Of the votes, some after a question that nothing answered. */
function withUnanswered(month: Month, share: number, seed: number): Month {
  const random = randomFrom(seed);
  return { ...month, votes: month.votes.map((vote) => ({ ...vote, unanswered: random() < share })) };
}

/** 40 people, of whom the first confirm a topic, and of these the first after a question that went unanswered. */
function oneTopic(confirmed: number, unanswered: number): Month {
  const votes = Array.from({ length: confirmed }, (_, at) => {
    return { person: `p${at}`, topic: "t", unanswered: at < unanswered };
  });
  return { people: persons(40), votes, topics: [{ topic: "t", family: "f" }] };
}
const levels = (month: Month) =>
  disclose({ ...month, smallestGroup: K }).cells.map(({ level, band }) => `${level} ${band}`);

describe("questions that went unanswered, by topic", () => {
  it("are shown from five people on, and fewer are not (P5)", () => {
    expect(levels(oneTopic(20, 4))).toEqual(["company 20-49"]);
    expect(levels(oneTopic(20, 5))).toEqual(["company 20-49", "unanswered 5-9"]);
  });

  it("are not shown where those who asked nothing would be fewer than five (P6)", () => {
    expect(levels(oneTopic(20, 15))).toEqual(["company 20-49", "unanswered 10-19"]);
    expect(levels(oneTopic(20, 16))).toEqual(["company 20-49"]);
    expect(levels(oneTopic(20, 20))).toEqual(["company 20-49", "unanswered 20-49"]);
  });

  it("are counted in the company, never in a division (P10)", () => {
    const { people, ...rest } = oneTopic(20, 10);
    const month = { ...rest, people: people.map((person) => ({ ...person, division: "a" })) };
    const { cells } = disclose({ ...month, smallestGroup: K });
    expect(cells.filter(({ level }) => level === "unanswered").map(({ division }) => division)).toEqual([""]);
  });

  it("give away no group of fewer than five together with all else that is released (P6)", {
    timeout: 120_000,
  }, () => {
    let withSome = 0;
    const runs = 3000;
    const month = fc
      .tuple(smallMonths(10, 16), fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 1_000_000 }))
      .map(([month, share, seed]) => withUnanswered(month, share / 100, seed));
    fc.assert(
      fc.property(month, (month) => {
        const released: Disclosed = disclose({ ...month, smallestGroup: K });
        expect(leaksOf(month, released, K)).toEqual([]);
        for (const cell of released.cells) expect(countOf(month, cell)).toBeGreaterThanOrEqual(K);
        if (released.cells.some(({ level }) => level === "unanswered")) withSome++;
      }),
      { numRuns: runs },
    );
    // Otherwise it would say little.
    expect(withSome / runs).toBeGreaterThan(0.2);
  });
});

describe("in a month of 5,000 people and 200 topics", () => {
  const plain = largeMonth(1, 0.08);
  const month = withUnanswered(plain, 0.3, 1);
  const { cells } = disclose({ ...month, smallestGroup: K });
  const of = (level: string) => cells.filter((cell) => cell.level === level);

  it("they are shown for most topics that many of them are about", () => {
    const counts = Map.groupBy(
      month.votes.filter(({ unanswered }) => unanswered),
      ({ topic }) => topic,
    );
    const top = [...counts].sort(([, one], [, other]) => other.length - one.length).slice(0, 10);
    const shown = top.filter(([topic]) => of("unanswered").some(({ subject }) => subject === topic));
    expect(shown.length).toBeGreaterThanOrEqual(9);
  });

  it("they take next to nothing away from the other figures", () => {
    const before = disclose({ ...plain, smallestGroup: K }).cells;
    const kept = cells.filter(({ level }) => level !== "unanswered");
    expect(kept.length).toBeGreaterThanOrEqual(0.97 * before.length);
  });
});
