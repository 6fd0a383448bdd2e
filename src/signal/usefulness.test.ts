import { describe, expect, it } from "vitest";
import { disclose } from "./disclosure.ts";
import { largeMonth, type Month } from "./months.fixture.ts";

/** A fifth has opted in, and two fifths of those confirm something. */
const SHARE = 0.2 * 0.4;
const SEEDS = [1, 2, 3, 4, 5];

function released(month: Month) {
  const { cells } = disclose({ ...month, smallestGroup: 5 });
  return new Set(cells.map(({ division, subject }) => `${division}/${subject}`));
}

describe("a month of 5,000 people and 200 topics", () => {
  it.each(SEEDS)("shows at least 9 of the 10 topics that most people want, seed %i", (seed) => {
    const month = largeMonth(seed, SHARE);
    const shown = released(month);
    const counts = [...Map.groupBy(month.votes, ({ topic }) => topic)].map(([topic, votes]) => {
      return { topic, count: votes.length };
    });
    const top = counts.sort((one, other) => other.count - one.count).slice(0, 10);
    expect(top.filter(({ topic }) => shown.has(`/${topic}`)).length).toBeGreaterThanOrEqual(9);
  });

  it.each(SEEDS)("keeps at least half of the votes by division and family, seed %i", (seed) => {
    const month = largeMonth(seed, SHARE);
    const shown = released(month);
    const family = new Map(month.topics.map((topic) => [topic.topic, topic.family]));
    const division = new Map(month.people.map((person) => [person.person, person.division]));
    const kept = month.votes.filter(({ person, topic }) =>
      shown.has(`${division.get(person)}/${family.get(topic)}`),
    );
    expect(kept.length / month.votes.length).toBeGreaterThanOrEqual(0.5);
  });

  it("keeps as much when a few people are in divisions of one or two, or in none", () => {
    const month = largeMonth(1, SHARE);
    const people = month.people.map((person, at) => {
      if (at < 2) return { ...person, division: "board" };
      if (at < 3) return { ...person, division: "council" };
      return at < 10 ? { ...person, division: null } : person;
    });
    expect(released({ ...month, people }).size).toBeGreaterThan(0.9 * released(month).size);
  });

  it("takes well under a second, and not much longer when everybody takes part", () => {
    // Of the processor, not of the clock: other tests run at the same time.
    const took = (share: number, smallestGroup = 5) => {
      const month = largeMonth(1, share);
      const start = process.cpuUsage();
      disclose({ ...month, smallestGroup });
      return process.cpuUsage(start).user / 1000;
    };
    took(SHARE);
    expect(took(SHARE)).toBeLessThan(500);
    expect(took(SHARE, 10)).toBeLessThan(500);
    expect(took(1)).toBeLessThan(4000);
  });
});
