import type { Topic } from "./topics.ts";

/** The phrases that name topics, as a tree of their stems one after another. */
export type Phrases = { next: Map<string, Phrases>; topics: Topic[] };

/** A stretch of stems, from one up to before another, that names topics. `strength` is the rarity of its stems together. */
export type Match = { from: number; to: number; strength: number; topics: readonly Topic[] };

export function noPhrases(): Phrases {
  return { next: new Map(), topics: [] };
}

export function addPhrase(phrases: Phrases, stems: readonly string[], topic: Topic): void {
  let node = phrases;
  for (const term of stems) {
    const next = node.next.get(term) ?? noPhrases();
    node.next.set(term, next);
    node = next;
  }
  if (!node.topics.includes(topic)) node.topics.push(topic);
}

/** The longest phrase that begins at each stem, without those that end inside an earlier one. */
export function matchesIn(
  stems: readonly string[],
  phrases: Phrases,
  rarity: (term: string) => number,
): Match[] {
  const matches: Match[] = [];
  let end = 0;
  for (let from = 0; from < stems.length; from++) {
    let node: Phrases | undefined = phrases;
    let strength = 0;
    let longest: Match | null = null;
    for (let to = from; node && to < stems.length; to++) {
      const term = stems[to] ?? "";
      node = node.next.get(term);
      strength += rarity(term);
      if (node && node.topics.length > 0) longest = { from, to: to + 1, strength, topics: node.topics };
    }
    if (!longest || longest.to <= end) continue;
    matches.push(longest);
    end = longest.to;
  }
  return matches;
}
