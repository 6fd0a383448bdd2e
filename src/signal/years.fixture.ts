import { type Month, randomFrom } from "./months.fixture.ts";
import type { FamilyOfTopic, Person } from "./table.ts";

/** Somebody over the year. */
type Colleague = {
  person: string;
  division: string | null;
  /** How likely they confirm each topic in a month. */
  likings: readonly number[];
};

/** What may happen to a company between two months, as shares of its people. */
export type Unrest = { join: number; leave: number; move: number; reorganise: number };
export const USUAL_UNREST: Unrest = { join: 0.02, leave: 0.02, move: 0.02, reorganise: 0.25 };

export type Company = {
  seed: number;
  people: number;
  divisions: number;
  topics: number;
  families: number;
  /** How likely somebody confirms what they like most. */
  liking: number;
  unrest: Unrest;
};

/**
 * Twelve months of a company: people join, leave and move, and divisions are merged and split. Interests last, so that a month is much
 * like the one before: that is what somebody who compares months would hope for.
 */
export function yearOf({ seed, people, divisions, topics, families, liking, unrest }: Company): Month[] {
  const random = randomFrom(seed);
  const listed = Array.from({ length: topics }, (_, at): FamilyOfTopic => {
    return { topic: `t${at}`, family: `f${at % families}` };
  });
  const popularity = listed.map(() => random() ** 2);
  let joined = 0;
  let founded = divisions;
  let open = Array.from({ length: divisions }, (_, at) => `d${at}`);
  const anywhere = () => (random() < 0.03 ? null : (open[Math.floor(random() ** 1.5 * open.length)] ?? null));
  const join = (): Colleague => ({
    person: `p${joined++}`,
    division: anywhere(),
    likings: popularity.map((popular) => (random() < popular ? liking * random() : 0)),
  });
  let present = Array.from({ length: people }, join);

  return Array.from({ length: 12 }, (_, at): Month => {
    if (at > 0) change();
    return { people: present.map(personOf), votes: votes(), topics: listed };
  });

  function change(): void {
    present = present.filter(() => random() >= unrest.leave);
    for (const one of present) if (random() < unrest.move) one.division = anywhere();
    const newcomers = Math.max(random() < 0.5 ? 1 : 0, Math.round(people * unrest.join * 2 * random()));
    for (let count = 0; count < newcomers; count++) present.push(join());
    if (random() >= unrest.reorganise) return;
    if (random() < 0.5 && open.length > 1) merge();
    else split();
  }

  function merge(): void {
    const [gone, ...rest] = open;
    open = rest;
    for (const one of present) if (one.division === gone) one.division = rest[0] ?? null;
  }

  function split(): void {
    const name = `d${founded++}`;
    const half = open[Math.floor(random() * open.length)];
    open = [...open, name];
    for (const one of present) if (one.division === half && random() < 0.5) one.division = name;
  }

  function votes(): Month["votes"] {
    return present.flatMap(({ person, likings }) =>
      listed.filter((_, at) => random() < (likings[at] ?? 0)).map(({ topic }) => ({ person, topic })),
    );
  }
}

function personOf({ person, division }: Colleague): Person {
  return { person, division };
}
