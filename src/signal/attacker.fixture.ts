import type { Disclosed } from "./disclosure.ts";
import type { Month } from "./months.fixture.ts";
import { randomFrom } from "./months.fixture.ts";

/** A prime far larger than any number of coincidences below (a Mersenne prime). */
const PRIME = 2n ** 61n - 1n;

/**
 * The oracle for companies too large to try every group: whether one of 1 to 4 people that is not a whole division follows from what
 * is released and from how many people there are. Everybody gets a number so that the numbers of whoever can be singled out add up to 0, and those of others do so
 * by a chance of about one in 10^12 only; then it is enough to look for up to four people whose numbers add up to 0, two and two.
 */
export function isLeakIn({ people, votes, topics }: Month, { cells }: Disclosed): boolean {
  const familyOf = new Map(topics.map(({ topic, family }) => [topic, family]));
  const rowOf = new Map(cells.map(({ division, subject }, row) => [`${division}/${subject}`, row]));
  const places = [...new Set(people.map(({ division }) => division))];
  const height = cells.length + places.length;

  const rowsOf = new Map(
    people.map(({ person, division }) => [person, new Set([cells.length + places.indexOf(division)])]),
  );
  const divisionOf = new Map(people.map(({ person, division }) => [person, division]));
  for (const { person, topic } of votes) {
    for (const name of [`/${topic}`, `${divisionOf.get(person)}/${familyOf.get(topic)}`]) {
      const row = rowOf.get(name);
      if (row !== undefined) rowsOf.get(person)?.add(row);
    }
  }
  const kinds = [
    ...Map.groupBy(rowsOf.values(), (rows) => [...rows].sort((a, b) => a - b).join()).entries(),
  ].map(([key, alike]) => ({ rows: key.split(",").map(Number), people: alike.length }));

  const matrix = Array.from({ length: height }, (_, row) =>
    kinds.map(({ rows }) => (rows.includes(row) ? 1n : 0n)),
  );
  const numbers = numbersFor(matrix, kinds.length);
  const placeOf = kinds.map(({ rows }) => rows.find((row) => row >= cells.length) ?? -1);
  const populations = Map.groupBy(people, ({ division }) => cells.length + places.indexOf(division));
  const isWholePlaces = (members: readonly number[]) =>
    [...Map.groupBy(members, (at) => placeOf[at] ?? -1)].every(([place, those]) => {
      const count = those.reduce((sum, at) => sum + (kinds[at]?.people ?? 0), 0);
      return count === populations.get(place)?.length;
    });

  const small = kinds.flatMap(({ people }, at) => {
    return people < 5 ? [{ people, number: numbers[at] ?? 0n, members: [at] }] : [];
  });
  const nobody = { people: 0, number: 0n, members: [] as number[] };
  const pairs = small.flatMap((one, at) =>
    small.slice(at + 1).map((other) => ({
      people: one.people + other.people,
      number: (one.number + other.number) % PRIME,
      members: [...one.members, ...other.members],
    })),
  );
  const groups = [nobody, ...small, ...pairs].filter((group) => group.people < 5);
  const byNumber = Map.groupBy(groups, ({ number }) => number);
  return groups.some((one) =>
    (byNumber.get((PRIME - one.number) % PRIME) ?? []).some((other) => {
      const members = [...one.members, ...other.members];
      const size = one.people + other.people;
      const isGroup = new Set(members).size === members.length && size > 0 && size < 5;
      return isGroup && !isWholePlaces(members);
    }),
  );
}

/** A number for each column, so that they add up to 0 over every row, and otherwise as random as can be. */
function numbersFor(matrix: readonly bigint[][], width: number): bigint[] {
  const echelon: { pivot: number; row: bigint[] }[] = [];
  for (const given of matrix) {
    let row = given;
    for (const { pivot, row: other } of echelon) row = minus(row, other, row[pivot] ?? 0n);
    const pivot = row.findIndex((value) => value !== 0n);
    if (pivot < 0) continue;
    const factor = power(row[pivot] ?? 1n, PRIME - 2n);
    echelon.push({ pivot, row: row.map((value) => (value * factor) % PRIME) });
  }
  const random = randomFrom(2026);
  const numbers = Array.from(
    { length: width },
    () => BigInt(Math.floor(random() * 2 ** 31)) * BigInt(Math.floor(random() * 2 ** 29)),
  );
  for (const { pivot, row } of echelon.reverse()) {
    const others = row.reduce(
      (sum, value, at) => (at === pivot ? sum : sum + value * (numbers[at] ?? 0n)),
      0n,
    );
    numbers[pivot] = (PRIME - (others % PRIME)) % PRIME;
  }
  return numbers;
}

function minus(row: bigint[], other: bigint[], factor: bigint): bigint[] {
  if (factor === 0n) return row;
  return row.map((value, at) => {
    const change = other[at] ?? 0n;
    return change === 0n ? value : (((value - factor * change) % PRIME) + PRIME) % PRIME;
  });
}

function power(base: bigint, exponent: bigint): bigint {
  if (exponent === 0n) return 1n;
  const half = power((base * base) % PRIME, exponent / 2n);
  return exponent % 2n === 1n ? (half * base) % PRIME : half;
}
