import { stem } from "../search/analyse.ts";
import { contentWords } from "../search/tokens.ts";

/** A shorter word stands inside too many others by chance. */
const SHORTEST_PART = 5;
const SHORTEST_REST = 3;

/** Those of these words, as they were typed, that a text has too: the word itself, or one of which the other is a compound. */
export function matchedWords(wanted: readonly string[], text: string): string[] {
  const stems = new Set(contentWords(text).map(stem));
  return wanted.filter((typed) => {
    const term = stem(typed.toLowerCase());
    return stems.has(term) || [...stems].some((other) => isPart(term, other) || isPart(other, term));
  });
}

function isPart(part: string, whole: string): boolean {
  if (part.length < SHORTEST_PART || whole.length < part.length + SHORTEST_REST) return false;
  return whole.startsWith(part) || whole.endsWith(part);
}
