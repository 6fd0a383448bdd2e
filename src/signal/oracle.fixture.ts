import type { Disclosed } from "./disclosure.ts";
import type { FamilyOfTopic, Person, Vote } from "./table.ts";

/**
 * Tells of a release whether a group of fewer than k people follows from it. It knows who voted what, shares nothing with the code it
 * judges, and is slow and exact: elimination with whole numbers, and then every small group is tried.
 */

export type Month = { people: readonly Person[]; votes: readonly Vote[]; topics: readonly FamilyOfTopic[] };
type Vector = readonly bigint[];

/** Groups of 1 to k - 1 people that follow, by their ids, and are no secret already. */
export function leaksOf(month: Month, { cells }: Disclosed, k: number): string[][] {
  const rows = cells.map((cell) => vectorOf(month, cell));
  const publicRows = populationsOf(month);
  const complements = cells.flatMap((cell, at) => {
    if (cell.band !== "most") return [];
    const missing = month.people.map((person, number) => {
      const isThere = cell.level !== "division" || person.division === cell.division;
      return isThere && rows[at]?.[number] === 0n ? 1n : 0n;
    });
    return [missing.join()];
  });
  const isOpen = (group: Vector) => complements.includes(group.join()) || isInSpan(publicRows, group);
  const groups = [
    ...smallGroupsIn(rows, month.people.length, k),
    // How many people there are is known to everybody, too.
    ...smallGroupsIn([...rows, ...publicRows], month.people.length, k).filter((group) => !isOpen(group)),
  ];
  return groups.map((group) => month.people.flatMap(({ person }, at) => (group[at] === 1n ? [person] : [])));
}

/** How many people a cell counts. */
export function countOf(month: Month, cell: Disclosed["cells"][number]): number {
  return vectorOf(month, cell).filter((value) => value === 1n).length;
}

function vectorOf({ people, votes, topics }: Month, cell: Disclosed["cells"][number]): Vector {
  const family = (topic: string) => topics.find((other) => other.topic === topic)?.family;
  return people.map(({ person, division }) => {
    const counts = votes.some((vote) => {
      if (vote.person !== person || family(vote.topic) === undefined) return false;
      if (cell.level === "company") return vote.topic === cell.subject;
      if (cell.level === "unanswered") return vote.topic === cell.subject && vote.unanswered === true;
      return division === cell.division && family(vote.topic) === cell.subject;
    });
    return counts ? 1n : 0n;
  });
}

function populationsOf({ people }: Month): Vector[] {
  const divisions = new Set(people.map(({ division }) => division));
  return [
    people.map(() => 1n),
    ...[...divisions].map((wanted) => people.map(({ division }) => (division === wanted ? 1n : 0n))),
  ];
}

/** Every 0/1 vector with 1 to k - 1 ones in the space that these rows span. */
export function smallGroupsIn(rows: readonly Vector[], width: number, k: number): Vector[] {
  const echelon = echelonOf(rows);
  // People whom no row tells apart are in such a vector together or not at all.
  const alike = Map.groupBy(Array.from({ length: width }).keys(), (at) => rows.map((row) => row[at]).join());
  const sets = [...alike.values()].filter((set) => set.length < k);
  const found: Vector[] = [];
  const tryFrom = (first: number, members: readonly number[]): void => {
    if (members.length > 0) {
      const group = Array.from({ length: width }, (_, at) => (members.includes(at) ? 1n : 0n));
      if (isZero(reduced(echelon, group))) found.push(group);
    }
    for (let at = first; at < sets.length; at++) {
      const more = [...members, ...(sets[at] ?? [])];
      if (more.length < k) tryFrom(at + 1, more);
    }
  };
  tryFrom(0, []);
  return found;
}

function isInSpan(rows: readonly Vector[], vector: Vector): boolean {
  return isZero(reduced(echelonOf(rows), vector));
}

type Echelon = { pivot: number; row: Vector }[];

function echelonOf(rows: readonly Vector[]): Echelon {
  const echelon: Echelon = [];
  for (const given of rows) {
    const row = reduced(echelon, given);
    const pivot = row.findIndex((value) => value !== 0n);
    if (pivot >= 0) echelon.push({ pivot, row });
  }
  return echelon;
}

/** What is left of a vector after multiples of the rows are taken away; without fractions, so itself multiplied. */
function reduced(echelon: Echelon, vector: Vector): Vector {
  return echelon.reduce((left, { pivot, row }) => {
    const [factor, divisor] = [left[pivot] ?? 0n, row[pivot] ?? 1n];
    if (factor === 0n) return left;
    return shortened(left.map((value, at) => value * divisor - factor * (row[at] ?? 0n)));
  }, vector);
}

/** Divided by what its numbers have in common, so that they stay small. */
function shortened(vector: Vector): Vector {
  const common = vector.reduce(commonDivisor, 0n);
  return common > 1n ? vector.map((value) => value / common) : vector;
}

function commonDivisor(one: bigint, other: bigint): bigint {
  let [a, b] = [one < 0n ? -one : one, other < 0n ? -other : other];
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

function isZero(vector: Vector): boolean {
  return vector.every((value) => value === 0n);
}
