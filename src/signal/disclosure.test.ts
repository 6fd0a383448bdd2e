import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { disclose } from "./disclosure.ts";
import { alone, type Month, persons, smallMonths, votesFor } from "./months.fixture.ts";
import { countOf } from "./oracle.fixture.ts";

const K = 5;
const shownOf = (month: Month, smallestGroup = K) =>
  disclose({ ...month, smallestGroup })
    .cells.map(({ division, subject, band }) => `${division || "company"} ${subject} ${band}`)
    .sort();
const withheldOf = (month: Month) => disclose({ ...month, smallestGroup: K }).withheld;
/** So many people without a division, of whom `count` confirm one topic. */
const oneTopic = (count: number, of: number): Month => ({
  people: persons(of),
  votes: votesFor("t", 0, count),
  topics: alone("t"),
});
/** One topic of one family, confirmed by so many in each of these divisions of 30. */
const inDivisions = (...counts: number[]): Month => ({
  people: counts.flatMap((_, at) => persons(30, `d${at}`, at * 30)),
  votes: counts.flatMap((count, at) => votesFor("t", at * 30, at * 30 + count)),
  topics: [{ topic: "t", family: "f" }],
});

describe("a cell with few people", () => {
  it("is hidden with one less than the smallest group, and shown with as many (P5)", () => {
    expect(shownOf(oneTopic(4, 40))).toEqual([]);
    expect(withheldOf(oneTopic(4, 40))).toEqual({ few: 1, complement: 0, difference: 0 });
    expect(shownOf(oneTopic(5, 40))).toEqual(["company t 5-9"]);
    expect(shownOf(oneTopic(7, 40), 8)).toEqual([]);
    expect(shownOf(oneTopic(8, 40), 8)).toEqual(["company t 5-9"]);
  });

  it("cannot be shown by configuration (P5)", () => {
    for (const smallestGroup of [4, 0, -1, 5.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => disclose({ ...oneTopic(9, 40), smallestGroup })).toThrow("whole number from 5 on");
    }
  });

  it("counts a person once, however often and for however many topics of a family they voted (P5)", () => {
    const people = persons(40, "d");
    const topics = [
      { topic: "s", family: "f" },
      { topic: "t", family: "f" },
    ];
    const votes = [...votesFor("s", 0, 4), ...votesFor("s", 0, 4), ...votesFor("t", 0, 4)];
    expect(shownOf({ people, votes, topics })).toEqual([]);
  });

  it("counts nobody who has left, and no topic that is not in the list", () => {
    const { people, votes, topics } = oneTopic(5, 40);
    expect(shownOf({ people: people.slice(1), votes, topics })).toEqual([]);
    expect(shownOf({ people, votes, topics: alone("other") })).toEqual([]);
    expect(withheldOf({ people, votes, topics: [] })).toEqual({ few: 0, complement: 0, difference: 0 });
  });
});

describe("bands", () => {
  it.each([
    [5, "5-9"],
    [9, "5-9"],
    [10, "10-19"],
    [19, "10-19"],
    [20, "20-49"],
    [49, "20-49"],
    [50, "50+"],
    [195, "50+"],
  ])("show %i people as %s", (count, band) => {
    expect(shownOf(oneTopic(count, 200))).toEqual([`company t ${band}`]);
  });

  it("say “most” as soon as fewer than the smallest group are missing, up to nobody (P8)", () => {
    expect(shownOf(oneTopic(15, 20))).toEqual(["company t 10-19"]);
    expect(shownOf(oneTopic(16, 20))).toEqual(["company t most"]);
    expect(shownOf(oneTopic(20, 20))).toEqual(["company t most"]);
    expect(shownOf(inDivisions(25, 0))).toContain("d0 f 20-49");
    expect(shownOf(inDivisions(26, 0))).toContain("d0 f most");
    expect(shownOf(inDivisions(30, 0))).toContain("d0 f most");
  });

  it("say nothing where “most” would be everybody but a few who know of themselves (P8, P9)", () => {
    expect(shownOf(oneTopic(8, 8))).toEqual([]);
    expect(withheldOf(oneTopic(8, 8))).toEqual({ few: 0, complement: 1, difference: 0 });
    expect(shownOf(oneTopic(5, 9))).toEqual(["company t most"]);
    expect(shownOf(oneTopic(9, 9))).toEqual(["company t most"]);
  });
});

describe("a total", () => {
  it("does not give the one hidden division away: the next smallest is hidden with it", () => {
    expect(shownOf(inDivisions(12, 6, 4))).toEqual(["company t 20-49", "d0 f 10-19"]);
    expect(withheldOf(inDivisions(12, 6, 4))).toEqual({ few: 1, complement: 1, difference: 0 });
    expect(shownOf(inDivisions(12, 6, 5))).toHaveLength(4);
    expect(shownOf(inDivisions(12, 6, 0))).toHaveLength(3);
  });

  it("needs no more hidden when several small divisions are enough people together", () => {
    expect(shownOf(inDivisions(12, 6, 3, 2))).toEqual(["company t 20-49", "d0 f 10-19", "d1 f 5-9"]);
    expect(shownOf(inDivisions(12, 6, 3, 1))).toEqual(["company t 20-49", "d0 f 10-19"]);
  });

  it("is protected even where it is not shown itself, because the family has several topics", () => {
    const month = inDivisions(12, 6, 4);
    const votes = month.votes.map(({ person }, at) => ({ person, topic: at % 2 === 0 ? "t" : "u" }));
    const topics = [...month.topics, { topic: "u", family: "f" }];
    expect(shownOf({ ...month, votes, topics })).toEqual([
      "company t 10-19",
      "company u 10-19",
      "d0 f 10-19",
    ]);
  });

  it("does not give those without a division away", () => {
    const withOthers = (others: number): Month => {
      const { people, votes, topics } = inDivisions(12);
      return {
        people: [...people, ...persons(20, null, 30)],
        votes: [...votes, ...votesFor("t", 30, 30 + others)],
        topics,
      };
    };
    expect(shownOf(withOthers(0))).toEqual(["company t 10-19", "d0 f 10-19"]);
    expect(shownOf(withOthers(1))).toEqual(["company t 10-19"]);
    expect(shownOf(withOthers(4))).toEqual(["company t 10-19"]);
    expect(shownOf(withOthers(5))).toEqual(["company t 10-19", "d0 f 10-19"]);
  });

  it("does not give those without a division away either where no cell is the total", () => {
    const month = (others: number): Month => ({
      people: [...persons(40, "d"), ...persons(40, null, 40)],
      votes: [...votesFor("s", 0, 20), ...votesFor("t", 10, 30), ...votesFor("t", 40, 40 + others)],
      topics: [
        { topic: "s", family: "f" },
        { topic: "t", family: "f" },
      ],
    });
    expect(shownOf(month(4))).toEqual(["company s 20-49", "company t 20-49"]);
    expect(withheldOf(month(4))).toEqual({ few: 0, complement: 1, difference: 0 });
    expect(shownOf(month(5))).toHaveLength(3);
  });

  it("of a division does not give its one hidden family away", () => {
    const month = (hidden: number): Month => ({
      people: persons(60, "d"),
      votes: [...votesFor("r", 0, 12), ...votesFor("s", 20, 26), ...votesFor("t", 30, 30 + hidden)],
      topics: alone("r", "s", "t"),
    });
    const inDivision = (hidden: number) => shownOf(month(hidden)).filter((cell) => cell.startsWith("d "));
    expect(inDivision(0)).toEqual(["d of-r 10-19", "d of-s 5-9"]);
    expect(inDivision(4)).toEqual(["d of-r 10-19"]);
    expect(inDivision(5)).toEqual(["d of-r 10-19", "d of-s 5-9", "d of-t 5-9"]);
  });

  it("is protected in both directions at once", () => {
    // 4 people of d0 in family f: d1 cannot show f, and d0 cannot show g.
    const people = [...persons(30, "d0"), ...persons(30, "d1", 30)];
    const votes = [
      ...[...votesFor("f", 0, 4), ...votesFor("f", 30, 36)],
      ...[...votesFor("g", 10, 18), ...votesFor("g", 40, 48)],
    ];
    const topics = [
      { topic: "f", family: "F" },
      { topic: "g", family: "G" },
    ];
    expect(shownOf({ people, votes, topics })).toEqual(["company f 10-19", "company g 10-19", "d1 G 5-9"]);
  });
});

describe("two groups", () => {
  const overlapping = (second: [number, number]): Month => ({
    people: persons(60),
    votes: [...votesFor("s", 0, 12), ...votesFor("t", ...second)],
    topics: alone("s", "t"),
  });

  it("that differ by few people are not both shown: the smaller gives way", () => {
    expect(shownOf(overlapping([0, 8]))).toEqual(["company s 10-19"]);
    expect(withheldOf(overlapping([0, 8]))).toEqual({ few: 0, complement: 0, difference: 1 });
    expect(shownOf(overlapping([0, 7]))).toHaveLength(2);
    expect(shownOf(overlapping([0, 16]))).toEqual(["company t 10-19"]);
    expect(shownOf(overlapping([0, 17]))).toHaveLength(2);
  });

  it("that are the same people are both shown", () => {
    expect(shownOf(overlapping([0, 12]))).toHaveLength(2);
  });

  it("of one size that differ by few people give way in the order of their names", () => {
    expect(shownOf(overlapping([2, 14]))).toEqual(["company s 10-19"]);
    expect(shownOf(overlapping([3, 15]))).toHaveLength(2);
  });

  it("that share nobody may be of nearly one size", () => {
    expect(shownOf(overlapping([20, 31]))).toHaveLength(2);
  });

  it("give way only to one that is shown", () => {
    const votes = [...votesFor("r", 0, 16), ...votesFor("s", 0, 13), ...votesFor("t", 0, 10)];
    const month = { people: persons(60), votes, topics: alone("r", "s", "t") };
    expect(shownOf(month)).toEqual(["company r 10-19", "company t 10-19"]);
  });

  it("in a division and in the company are compared, too", () => {
    const people = [...persons(30, "d"), ...persons(30, null, 30)];
    const topics = [
      { topic: "s", family: "f" },
      { topic: "t", family: "f" },
    ];
    const month = (more: number) => ({
      people,
      votes: [...votesFor("s", 0, 12), ...votesFor("t", 12 - more, 12 + more)],
      topics,
    });
    expect(shownOf(month(4))).toEqual(["company t 5-9", "d f 10-19"]);
    expect(shownOf(month(5))).toEqual(["company s 10-19", "company t 10-19", "d f 10-19"]);
  });
});

describe("groups that only follow from more than two", () => {
  it("are not given away by adding and subtracting (P6)", () => {
    const month = (end: number): Month => ({
      people: persons(60),
      votes: [...votesFor("r", 0, 10), ...votesFor("s", 10, 19), ...votesFor("t", 0, end)],
      topics: alone("r", "s", "t"),
    });
    expect(shownOf(month(19 + 4))).toEqual(["company r 10-19", "company t 20-49"]);
    expect(withheldOf(month(19 + 4)).difference).toBe(1);
    expect(shownOf(month(19 + 5))).toHaveLength(3);
    expect(shownOf(month(19))).toHaveLength(3);
  });

  it("are not given away by how many people there are (P6, P8)", () => {
    const month = (size: number): Month => ({
      people: persons(size),
      votes: [...votesFor("r", 0, 10), ...votesFor("s", 10, 19)],
      topics: alone("r", "s"),
    });
    expect(shownOf(month(19 + 4))).toEqual(["company r 10-19"]);
    expect(shownOf(month(19 + 5))).toHaveLength(2);
    expect(shownOf(month(19))).toHaveLength(2);
  });

  it("are not given away by how many people a division has (P6, P8)", () => {
    // Everybody of the division and four more: the company cell minus the division.
    const month = (more: number): Month => ({
      people: [...persons(20, "d"), ...persons(40, null, 20)],
      votes: votesFor("t", 0, 20 + more),
      topics: alone("t"),
    });
    expect(shownOf(month(4))).toEqual([]);
    expect(shownOf(month(5))).toEqual(["company t 20-49", "d of-t most"]);
  });
});

describe("what is released", () => {
  it("is never less than the smallest group, and banded as its people are counted (P5, P8)", () => {
    const property = fc.property(smallMonths(10, 30), fc.integer({ min: 5, max: 8 }), (month, k) => {
      for (const cell of disclose({ ...month, smallestGroup: k }).cells) {
        const count = countOf(month, cell);
        const population = month.people.filter((person) => {
          return cell.level === "company" || person.division === cell.division;
        }).length;
        expect(count).toBeGreaterThanOrEqual(k);
        expect(cell.band === "most").toBe(population - count < k);
      }
    });
    fc.assert(property, { numRuns: 1000 });
  });

  it("does not depend on the order of what it is made from", () => {
    const property = fc.property(
      smallMonths(10, 30).chain((month) =>
        fc.record({
          month: fc.constant(month),
          people: shuffled(month.people),
          votes: shuffled(month.votes),
          topics: shuffled(month.topics),
        }),
      ),
      ({ month, ...mixed }) => {
        const released = disclose({ ...month, smallestGroup: K });
        expect(disclose({ ...mixed, smallestGroup: K })).toEqual(released);
      },
    );
    fc.assert(property, { numRuns: 500 });
  });

  it("accounts for every cell that has somebody in it: shown or withheld", () => {
    const property = fc.property(smallMonths(10, 30), (month) => {
      const { cells, withheld } = disclose({ ...month, smallestGroup: K });
      const topicOf = new Map(month.topics.map(({ topic, family }) => [topic, family]));
      const divisionOf = new Map(month.people.map(({ person, division }) => [person, division]));
      const voted = new Set(
        month.votes.flatMap(({ person, topic }) => {
          const division = divisionOf.get(person);
          return [topic, ...(division ? [`${division}/${topicOf.get(topic)}`] : [])];
        }),
      );
      expect(cells.length + withheld.few + withheld.complement + withheld.difference).toBe(voted.size);
    });
    fc.assert(property, { numRuns: 500 });
  });
});

function shuffled<Item>(items: Item[]): fc.Arbitrary<Item[]> {
  return fc.shuffledSubarray(items, { minLength: items.length, maxLength: items.length });
}
