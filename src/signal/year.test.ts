import { describe, expect, it } from "vitest";
import { isLeakIn } from "./attacker.fixture.ts";
import { type Disclosed, disclose } from "./disclosure.ts";
import type { Month } from "./months.fixture.ts";
import { leaksOf, smallGroupsIn } from "./oracle.fixture.ts";
import { type Company, USUAL_UNREST, yearOf } from "./years.fixture.ts";

/**
 * Somebody collects every snapshot of a year, and knows who was in which division in each month. A vote belongs to its month: whoever
 * confirmed a topic in May may or may not do so in June. So two attackers make sense. The first one reckons: he adds and subtracts cells
 * until the votes of a small group are left. The second one guesses: he takes the votes of one month for those of the next, and
 * blames what changed on whoever came or left.
 */

/** How many times as much is tried: LOTSE_ATTACK=10 takes some minutes, and the companies of 5,000 all of their year. */
const TIMES = Number(process.env.LOTSE_ATTACK || 1);
const K = 5;

const RESTLESS = { join: 0.05, leave: 0.05, move: 0.06, reorganise: 0.25 };
function tiny(seed: number): Company {
  const shape = { divisions: 1 + (seed % 3), topics: 2 + (seed % 5), families: 1 + (seed % 3) };
  return { seed, people: 10 + (seed % 8), ...shape, liking: 1.2, unrest: RESTLESS };
}
const middling = { people: 500, divisions: 6, topics: 60, families: 15, liking: 0.35, unrest: USUAL_UNREST };
const large = { people: 5000, divisions: 8, topics: 200, families: 20, liking: 0.02, unrest: USUAL_UNREST };

const seeds = (count: number) => Array.from({ length: count }, (_, at) => at + 1);
const release = (month: Month) => disclose({ ...month, smallestGroup: K });
const divisionsOf = ({ people }: Month) => new Set(people.map(({ division }) => division));

describe("over a year of joins, leaves, moves and re-organisations (P7)", () => {
  it("really has them, and months in which much is shown", () => {
    const years = seeds(100).map((seed) => yearOf(tiny(seed)));
    const changes = { joined: 0, left: 0, moved: 0, reorganised: 0, shown: 0, inDivisions: 0 };
    for (const year of years) {
      year.forEach((month, at) => {
        const cells = release(month).cells;
        if (cells.length > 0) changes.shown++;
        if (cells.some(({ level }) => level === "division")) changes.inDivisions++;
        const before = year[at - 1];
        if (!before) return;
        const then = new Map(before.people.map(({ person, division }) => [person, division]));
        const now = new Map(month.people.map(({ person, division }) => [person, division]));
        if ([...now.keys()].some((person) => !then.has(person))) changes.joined++;
        if ([...then.keys()].some((person) => !now.has(person))) changes.left++;
        if ([...now].some(([person, division]) => then.has(person) && then.get(person) !== division))
          changes.moved++;
        if (between(divisionsOf(before), divisionsOf(month)).length > 0) changes.reorganised++;
      });
    }
    for (const [what, count] of Object.entries(changes)) expect(count, what).toBeGreaterThan(100);
  });

  it("nobody in a group of fewer than five follows from the cells of any month of a tiny company", () => {
    for (const seed of seeds(400 * TIMES)) {
      for (const month of yearOf(tiny(seed)))
        expect(leaksOf(month, release(month), K), `${seed}`).toEqual([]);
    }
  });

  it("nor from those of a company of 500", { timeout: 60_000 * TIMES }, () => {
    for (const seed of seeds(3 * TIMES)) {
      for (const month of yearOf({ ...middling, seed })) {
        const released = release(month);
        expect(released.cells.length).toBeGreaterThan(50);
        expect(isLeakIn(month, released), `${seed}`).toBe(false);
      }
    }
  });

  it("nor from those of a company of 5,000", { timeout: 120_000 * TIMES }, () => {
    const year = yearOf({ ...large, seed: 1 });
    // Each month takes seconds: usually, one that comes after much has changed is enough.
    for (const month of TIMES === 1 ? year.slice(-1) : year) {
      const released = release(month);
      expect(released.cells.length).toBeGreaterThan(100);
      expect(isLeakIn(month, released)).toBe(false);
    }
  });

  it("the first attacker learns no more from several months together than from each", () => {
    const learnt = (months: readonly (readonly [Month, Disclosed])[]) =>
      smallGroupsIn(stacked(months), widthOf(months), K);
    for (const seed of seeds(60)) {
      const months = yearOf({ ...tiny(seed), people: 10, topics: 6 }).slice(0, 2);
      expect(learnt(months.map((month) => [month, release(month)])), `${seed}`).toEqual([]);
    }
    // He would have: here somebody publishes whatever counts five people or more.
    const leaky = seeds(60).filter((seed) => {
      const months = yearOf({ ...tiny(seed), people: 10, topics: 6 }).slice(0, 2);
      return learnt(months.map((month) => [month, careless(month)])).length > 0;
    });
    expect(leaky.length).toBeGreaterThan(3);
  });
});

describe("the second attacker, who takes last month's votes for this month's (P7)", () => {
  const of = (people: number, liking: number) =>
    guessesOf(
      seeds(150).map((seed) => {
        const shape = { divisions: 1 + (seed % 4), topics: 6, families: 3, liking };
        return yearOf({
          seed,
          people,
          ...shape,
          unrest: { join: 0.004, leave: 0.004, move: 0.01, reorganise: 0.05 },
        });
      }),
    );

  it("is right hardly more often than by mere chance where people confirm something now and then", () => {
    for (const liking of [0.5, 1]) {
      const { blamed, right, chance } = of(100, liking);
      expect(blamed).toBeGreaterThan(200);
      expect(right - chance).toBeLessThan(0.1);
    }
  });

  it("is right about most he blames if everybody confirmed the same each month: bands do not protect against that", () => {
    // To hold such a cell back, one would have to keep who voted what of a month that is closed. What protects is that nobody does.
    const { right } = of(100, 100);
    expect(right).toBeGreaterThan(0.8);
  });
});

/** A column for each person in each month, and a row for each cell. */
function stacked(months: readonly (readonly [Month, Disclosed])[]): bigint[][] {
  const width = widthOf(months);
  let first = 0;
  return months.flatMap(([month, { cells }]) => {
    const offset = first;
    first += month.people.length;
    return cells.map((cell) => {
      const row = Array.from({ length: width }, () => 0n);
      month.people.forEach((_, at) => {
        if (counts(month, cell, at)) row[offset + at] = 1n;
      });
      return row;
    });
  });
}

function widthOf(months: readonly (readonly [Month, Disclosed])[]): number {
  return months.reduce((sum, [{ people }]) => sum + people.length, 0);
}

type Shown = Disclosed["cells"][number];

function counts({ people, votes, topics }: Month, { level, division, subject }: Shown, at: number): boolean {
  const one = people[at];
  if (!one || (level === "division" && one.division !== division)) return false;
  const subjects =
    level === "company"
      ? [subject]
      : topics.filter(({ family }) => family === subject).map(({ topic }) => topic);
  return votes.some(({ person, topic }) => person === one.person && subjects.includes(topic));
}

function careless(month: Month): Disclosed {
  const { cells } = disclose({ ...month, smallestGroup: K });
  const all = month.topics.map(
    ({ topic }): Shown => ({ level: "company", division: "", subject: topic, band: "5-9" }),
  );
  const large = all.filter((cell) => month.people.filter((_, at) => counts(month, cell, at)).length >= K);
  return { cells: [...cells, ...large], withheld: { few: 0, complement: 0, difference: 0 } };
}

/**
 * Whenever one person alone came to a cell's people or left them, and its band rose or fell with that: how often they were blamed for
 * it, how often they had voted for it, and how often such a person has, whatever the band does.
 */
function guessesOf(years: readonly Month[][]): { blamed: number; right: number; chance: number } {
  const STEPS = ["5-9", "10-19", "20-49", "50+"];
  const guesses = { all: 0, voted: 0, blamed: 0, right: 0 };
  for (const year of years) {
    const releases = year.map((month) => [month, release(month)] as const);
    releases.slice(1).forEach(([month, { cells }], at) => {
      const [before, { cells: shownBefore }] = releases[at] ?? [month, { cells: [] }];
      for (const cell of cells) {
        const same = shownBefore.find(
          ({ level, division, subject }) =>
            level === cell.level && division === cell.division && subject === cell.subject,
        );
        const changed = between(peopleOf(before, cell), peopleOf(month, cell));
        const [who] = changed;
        if (!same || !who || changed.length > 1) continue;
        const came = peopleOf(month, cell).has(who);
        const where = came ? month : before;
        const voted = counts(
          where,
          cell,
          where.people.findIndex(({ person }) => person === who),
        );
        const rise = STEPS.indexOf(cell.band) - STEPS.indexOf(same.band);
        const isBlamed = ![cell.band, same.band].includes("most") && (came ? rise > 0 : rise < 0);
        guesses.all++;
        if (voted) guesses.voted++;
        if (isBlamed) guesses.blamed++;
        if (isBlamed && voted) guesses.right++;
      }
    });
  }
  return {
    blamed: guesses.blamed,
    right: guesses.right / guesses.blamed,
    chance: guesses.voted / guesses.all,
  };
}

/** Who is in one of the two alone. */
function between<T>(one: ReadonlySet<T>, other: ReadonlySet<T>): T[] {
  return [...[...one].filter((each) => !other.has(each)), ...[...other].filter((each) => !one.has(each))];
}

function peopleOf({ people }: Month, { level, division: place }: Shown): Set<string> {
  const there = people.filter(({ division }) => level === "company" || division === place);
  return new Set(there.map(({ person }) => person));
}
