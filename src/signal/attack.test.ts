import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isLeakIn } from "./attacker.fixture.ts";
import { type Disclosed, disclose } from "./disclosure.ts";
import {
  alone,
  dividedMonth,
  largeMonth,
  type Month,
  persons,
  smallMonths,
  votesFor,
} from "./months.fixture.ts";
import { countOf, leaksOf } from "./oracle.fixture.ts";

/** What somebody would publish who knows of nothing but a smallest group. */
function naive({ people, votes, topics }: Month, k: number): Disclosed {
  const family = new Map(topics.map((topic) => [topic.topic, topic.family]));
  const division = new Map(people.map((person) => [person.person, person.division]));
  const company = [...new Set(votes.map(({ topic }) => topic))].map((subject) => {
    return { level: "company", division: "", subject, band: "5-9" } as const;
  });
  const places = new Set(
    votes.map(({ person, topic }) => `${division.get(person) ?? ""} ${family.get(topic) ?? ""}`),
  );
  const divisions = [...places].flatMap((place) => {
    const [name = "", subject = ""] = place.split(" ");
    return name === "" ? [] : [{ level: "division", division: name, subject, band: "5-9" } as const];
  });
  const cells = [...company, ...divisions].filter((cell) => countOf({ people, votes, topics }, cell) >= k);
  return { cells, withheld: { few: 0, complement: 0, difference: 0 } };
}

/** The share of random companies of which this holds. */
function shareOf(months: fc.Arbitrary<Month>, runs: number, holds: (month: Month) => boolean): number {
  let count = 0;
  const property = fc.property(months, (month) => {
    if (holds(month)) count++;
  });
  fc.assert(property, { numRuns: runs });
  return count / runs;
}

describe("the oracle", () => {
  const cell = (subject: string) => ({ level: "company", division: "", subject, band: "10-19" }) as const;
  const release = (...subjects: string[]): Disclosed => {
    return { cells: subjects.map(cell), withheld: { few: 0, complement: 0, difference: 0 } };
  };

  it("finds a group that two, three or the public numbers of people give away", () => {
    const topics = alone("r", "s", "t");
    const two = { people: persons(30), votes: [...votesFor("r", 0, 10), ...votesFor("s", 0, 12)], topics };
    expect(leaksOf(two, release("r", "s"), 5)).toContainEqual(["p10", "p11"]);
    expect(leaksOf(two, release("s"), 5)).toEqual([]);
    const three = {
      people: persons(40),
      votes: [...votesFor("r", 0, 10), ...votesFor("s", 10, 20), ...votesFor("t", 0, 21)],
      topics,
    };
    expect(leaksOf(three, release("r", "s", "t"), 5)).toContainEqual(["p20"]);
    expect(leaksOf({ ...two, people: persons(15) }, release("s"), 5)).toEqual([["p12", "p13", "p14"]]);
  });

  it("finds leaks in a third and more of the companies that only observe a smallest group (P6)", () => {
    const leaky = shareOf(smallMonths(10, 14), 500, (month) => leaksOf(month, naive(month, 5), 5).length > 0);
    expect(leaky).toBeGreaterThan(0.33);
  });
});

describe("no group of fewer than the smallest follows from all that is released (P6)", () => {
  it.each([
    { fewest: 10, most: 14, k: 5, runs: 10_000 },
    { fewest: 15, most: 24, k: 5, runs: 1500 },
    { fewest: 15, most: 19, k: 7, runs: 1000 },
  ])(
    "in companies of $fewest to $most people with k = $k",
    { timeout: 120_000 },
    ({ fewest, most, k, runs }) => {
      let withCells = 0;
      let withDivisions = 0;
      let exact = 0;
      const safe = shareOf(smallMonths(fewest, most), runs, (month) => {
        const released = disclose({ ...month, smallestGroup: k });
        if (released.cells.length > 0) withCells++;
        if (released.cells.some(({ level }) => level === "division")) withDivisions++;
        if (released.cells.filter(({ band }) => band !== "most").length > 1) exact++;
        expect(leaksOf(month, released, k)).toEqual([]);
        return true;
      });
      expect(safe).toBe(1);
      // Otherwise it would say little.
      expect(withCells / runs).toBeGreaterThan(0.5);
      expect(withDivisions / runs).toBeGreaterThan(0.2);
      expect(exact / runs).toBeGreaterThan(0.05);
    },
  );
});

describe("in a company of 5,000", () => {
  it.each([1, 2, 3])(
    "nobody in a group of up to four can be singled out (P6), seed %i",
    { timeout: 120_000 },
    (seed) => {
      const month = largeMonth(seed, 0.08);
      expect(isLeakIn(month, disclose({ ...month, smallestGroup: 5 }))).toBe(false);
    },
  );

  it("the attacker would have found one", { timeout: 120_000 }, () => {
    const month = largeMonth(1, 0.08);
    const { people, votes, topics } = month;
    const released = disclose({ ...month, smallestGroup: 5 });
    // Somebody who was thought to be safe to add: a topic like the first one, by three people more.
    const first = votes.filter(({ topic }) => topic === "t0").map(({ person }) => person);
    const others = people.filter(({ person }) => !first.includes(person)).slice(0, 3);
    const near = [...first, ...others.map(({ person }) => person)].map((person) => ({
      person,
      topic: "near",
    }));
    const leaky = { people, votes: [...votes, ...near], topics: [...topics, ...alone("near")] };
    const cells = [
      ...released.cells,
      { level: "company", division: "", subject: "near", band: "50+" } as const,
    ];
    expect(isLeakIn(leaky, { ...released, cells })).toBe(true);
  });
});

describe("in a company of 500 whose divisions have interests of their own", () => {
  const seeds = Array.from({ length: 12 }, (_, at) => at + 1);

  it("nobody in a group of up to four can be singled out (P6)", { timeout: 120_000 }, () => {
    for (const seed of seeds) {
      const month = dividedMonth(seed);
      const released = disclose({ ...month, smallestGroup: 5 });
      expect(released.cells.length).toBeGreaterThan(50);
      expect(released.cells.map(({ band }) => band)).not.toContain("most");
      expect(isLeakIn(month, released)).toBe(false);
    }
  });

  it("the attacker finds somebody each time if only a smallest group is observed", {
    timeout: 120_000,
  }, () => {
    for (const seed of seeds.slice(0, 4)) {
      const month = dividedMonth(seed);
      expect(isLeakIn(month, naive(month, 5))).toBe(true);
    }
  });
});
