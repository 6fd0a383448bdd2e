import fc from "fast-check";
import type { FamilyOfTopic, Person, Vote } from "./table.ts";

export type Month = { people: Person[]; votes: Vote[]; topics: FamilyOfTopic[] };

/** `p0`, `p1` and so on, in a division or in none. */
export function persons(count: number, division: string | null = null, first = 0): Person[] {
  return Array.from({ length: count }, (_, at) => ({ person: `p${first + at}`, division }));
}

/** A vote for the topic by each of the people from `first` up to and without `end`. */
export function votesFor(topic: string, first: number, end: number): Vote[] {
  return Array.from({ length: end - first }, (_, at) => ({ person: `p${first + at}`, topic }));
}

/** Topics that are each a family of their own. */
export function alone(...topics: string[]): FamilyOfTopic[] {
  return topics.map((topic) => ({ topic, family: `of-${topic}` }));
}

/**
 * Small companies in which much can be shown: a division or two, some people without one, and topics that many confirm, in a few
 * families.
 */
export function smallMonths(fewest: number, most: number): fc.Arbitrary<Month> {
  return fc
    .record({
      size: fc.integer({ min: fewest, max: most }),
      cut: fc.constantFrom(0.5, 0.75, 0.85, 1, 1),
      rest: fc.constantFrom(null, "b"),
      families: fc.integer({ min: 1, max: 3 }),
      likings: fc.array(fc.integer({ min: 20, max: 90 }), { minLength: 1, maxLength: 6 }),
    })
    .chain(({ size, cut, rest, families, likings }) =>
      fc
        .array(fc.integer({ min: 0, max: 99 }), {
          minLength: size * likings.length,
          maxLength: size * likings.length,
          // Without this, fast-check prefers small numbers, and everybody would vote for everything.
          size: "max",
        })
        .map((draws) => {
          const people = persons(size).map((person, at) => ({
            ...person,
            division: at < cut * size ? "a" : rest,
          }));
          const topics = likings.map((_, at) => ({ topic: `t${at}`, family: `f${at % families}` }));
          const votes = people.flatMap(({ person }, at) =>
            topics
              .filter((_, topic) => (draws[topic * size + at] ?? 100) < (likings[topic] ?? 0))
              .map(({ topic }) => ({ person, topic })),
          );
          return { people, votes, topics };
        }),
    );
}

/**
 * The company of the promise that hiding everything would break: 5,000 people in 40 units of 8 divisions, 200 topics with a long tail
 * in 20 families; `share` of the people confirm 1 to 4 topics each.
 */
export function largeMonth(seed: number, share: number): Month {
  const random = randomFrom(seed);
  const people = Array.from({ length: 5000 }, (_, at) => {
    return { person: `p${at}`, division: `d${Math.floor(random() * 40) % 8}` };
  });
  const topics = Array.from({ length: 200 }, (_, at) => {
    return { topic: `t${at}`, family: `f${Math.floor(random() * 20)}` };
  });
  // How often a topic is chosen falls with its rank (Zipf).
  const sums: number[] = [];
  for (const at of topics.keys()) sums.push((sums.at(-1) ?? 0) + 1 / (at + 1));
  const choose = () => {
    const drawn = random() * (sums.at(-1) ?? 0);
    return `t${sums.findIndex((sum) => drawn < sum)}`;
  };
  const votes = people.flatMap(({ person }) => {
    if (random() >= share) return [];
    const chosen = new Set<string>();
    const wanted = 1 + Math.floor(random() * 4);
    while (chosen.size < wanted) chosen.add(choose());
    return [...chosen].map((topic) => ({ person, topic }));
  });
  return { people, votes, topics };
}

/**
 * A company of 500 whose divisions have interests of their own, so that a topic of the company is nearly a family of a division, and
 * much more follows from comparing them. Nobody would call their share "most".
 */
export function dividedMonth(seed: number): Month {
  const random = randomFrom(seed);
  const divisions = 2 + (seed % 8);
  const people = Array.from({ length: 500 }, (_, at) => {
    // Some divisions are much larger than others.
    const place = Math.floor(random() ** 2 * divisions);
    return { person: `p${at}`, division: random() < 0.005 ? null : `d${place}` };
  });
  const listed = Array.from({ length: 120 }, (_, at) => ({
    topic: `t${at}`,
    family: `f${Math.floor(random() * 25)}`,
    home: `d${Math.floor(random() * divisions)}`,
    liking: 0.7 * Math.exp(-5 * random()),
  }));
  const votes = people.flatMap(({ person, division }) =>
    listed
      .filter(({ home, liking }) => random() < (division === home ? liking : 0.01 * liking * random()))
      .map(({ topic }) => ({ person, topic })),
  );
  return { people, votes, topics: listed.map(({ topic, family }) => ({ topic, family })) };
}

/** Numbers from 0 to 1, the same for the same seed (Lehmer). */
export function randomFrom(seed: number): () => number {
  let state = seed * 7919 + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
