import type { Topic } from "../topic/topics.ts";
import type { Colleague } from "./people.ts";
import type { Chance } from "./random.ts";

export type Vote = { topic: string; learner: string };

/** Of the colleagues, how many share topics, and of those, how many confirm some in a month. */
const SHARING = 0.6;
const ACTIVE = 0.7;
const MOST_TOPICS = 4;
/** What is close to a division's work comes up there so many times as often. */
const CLOSE_TO_WORK = 4;
const WORK: Record<string, readonly string[]> = {
  produktion: ["safety", "quality", "leadership", "automation"],
  entwicklung: ["software", "ai", "automation", "pumps", "data"],
  vertrieb: ["service", "sales", "languages", "communication"],
  verwaltung: ["spreadsheets", "data", "finance-law", "learning"],
};

/** Who shares topics: the same people every month. */
export function sharing(people: readonly Colleague[], chance: Chance): Colleague[] {
  return people.filter(() => chance.number() < SHARING);
}

/** One month's votes: a few topics that many name, and a long tail. */
export function votesOfMonth(
  people: readonly Colleague[],
  topics: readonly Topic[],
  popularity: ReadonlyMap<string, number>,
  chance: Chance,
): Vote[] {
  return people.flatMap(({ learner, division }) => {
    if (chance.number() >= ACTIVE) return [];
    const close = WORK[division] ?? [];
    const weight = ({ topic, family }: Topic) =>
      (popularity.get(topic) ?? 0) * (close.includes(family) ? CLOSE_TO_WORK : 1);
    const chosen = new Set<string>();
    const wanted = 1 + chance.below(MOST_TOPICS);
    for (let n = 0; n < wanted; n++) {
      const topic = chance.weighted(topics, weight);
      if (topic) chosen.add(topic.topic);
    }
    return [...chosen].map((topic) => ({ topic, learner }));
  });
}

/**
 * How often each topic comes up: Zipf's law over a shuffled list, in which what people also ask L&D for stands in front, and what
 * was declined because few need it at the end.
 */
export function popularities(
  topics: readonly Topic[],
  askedFor: ReadonlySet<string>,
  rare: ReadonlySet<string>,
  chance: Chance,
): Map<string, number> {
  const place = (topic: string) => (askedFor.has(topic) ? 0.1 : 1) + (rare.has(topic) ? 1 : 0);
  const order = topics
    .map((topic) => ({ topic, at: (0.1 + chance.number()) * place(topic.topic) }))
    .sort((a, b) => a.at - b.at)
    .map(({ topic }) => topic);
  return new Map(order.map(({ topic }, rank) => [topic, 1 / (rank + 2)]));
}

/** Some come up more often in the next month, some less. */
export function drifted(popularity: ReadonlyMap<string, number>, chance: Chance): Map<string, number> {
  return new Map([...popularity].map(([topic, often]) => [topic, often * (0.7 + 0.6 * chance.number())]));
}
