/** Somebody of the company, and the division they are in, if any. */
export type Person = { person: string; division: string | null };
/** That a person confirmed a topic in the month. `unanswered`: after a question about it that nothing answered for sure. */
export type Vote = { person: string; topic: string; unanswered?: boolean };
export type FamilyOfTopic = { topic: string; family: string };

/**
 * A count that may be published, if it is safe: a topic in the company, the part of it whose questions went unanswered, or a family in a
 * division. Nothing below a division has one.
 */
export type Cell = {
  level: "company" | "unanswered" | "division";
  /** Empty, except for a division's. */
  division: string;
  /** A family in a division, else a topic. */
  subject: string;
  /** Who is counted, each once: numbers from the table. */
  people: ReadonlySet<number>;
  /** How many people there are in the company or the division. */
  population: number;
  /** The place all of them are in; null if that is the company. */
  place: number | null;
};

/** Everything one month could publish, in an order that does not depend on where it came from. */
export type Table = {
  /** For each person, as a number, their place: the number of a division, and 0 for those without one. */
  placeOf: readonly number[];
  /** How many people each place has. */
  populations: readonly number[];
  /** Those that count somebody. */
  cells: readonly Cell[];
  /** For each family, those it counts who are in no division and therefore in no published cell of a division. */
  outside: ReadonlyMap<string, ReadonlySet<number>>;
};

/** Votes of people who have left and for topics that are no longer in the list count nowhere. */
export function tableOf(
  people: readonly Person[],
  votes: readonly Vote[],
  topics: readonly FamilyOfTopic[],
): Table {
  const divisionOf = new Map(people.map(({ person, division }) => [person, division]));
  const persons = [...divisionOf.keys()].sort();
  const numberOf = new Map(persons.map((person, number) => [person, number]));
  const divisions = [...new Set(divisionOf.values())].filter((division) => division !== null).sort();
  const placeOfDivision = new Map(divisions.map((division, at) => [division, at + 1]));
  const placeOf = persons.map((person) => placeOfDivision.get(divisionOf.get(person) ?? "") ?? 0);
  const populations = [0, ...divisions.map(() => 0)];
  for (const place of placeOf) populations[place] = (populations[place] ?? 0) + 1;

  const familyOf = new Map(topics.map(({ topic, family }) => [topic, family]));
  const ofTopic = new Map<string, Set<number>>();
  const unansweredOf = new Map<string, Set<number>>();
  const ofFamily = populations.map(() => new Map<string, Set<number>>());
  for (const { person, topic, unanswered } of votes) {
    const number = numberOf.get(person);
    const family = familyOf.get(topic);
    if (number === undefined || family === undefined) continue;
    count(ofTopic, topic, number);
    if (unanswered) count(unansweredOf, topic, number);
    const families = ofFamily[placeOf[number] ?? 0];
    if (families) count(families, family, number);
  }

  const inCompany = (level: "company" | "unanswered", counts: ReadonlyMap<string, ReadonlySet<number>>) =>
    inOrder(counts).map(([subject, people]): Cell => {
      return { level, division: "", subject, people, population: persons.length, place: null };
    });
  const inDivisions = divisions.flatMap((division, at) =>
    inOrder(ofFamily[at + 1] ?? new Map()).map(([subject, people]): Cell => {
      const place = at + 1;
      return { level: "division", division, subject, people, population: populations[place] ?? 0, place };
    }),
  );
  const cells = [...inCompany("company", ofTopic), ...inCompany("unanswered", unansweredOf), ...inDivisions];
  return { placeOf, populations, cells, outside: ofFamily[0] ?? new Map() };
}

function count(counts: Map<string, Set<number>>, subject: string, number: number): void {
  const people = counts.get(subject);
  if (people) people.add(number);
  else counts.set(subject, new Set([number]));
}

function inOrder(counts: ReadonlyMap<string, ReadonlySet<number>>): [string, ReadonlySet<number>][] {
  return [...counts].sort(([one], [other]) => (one < other ? -1 : 1));
}
