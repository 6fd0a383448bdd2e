import { stem } from "./analyse.ts";
import type { Passage } from "./passage.ts";
import { words } from "./tokens.ts";

/**
 * Where a heading is a question, as in every FAQ, how much of it is the question asked: 0 to 1. Stop words count here, because
 * "how much" and "how long" tell such headings apart. The Dice coefficient of the two sets of stems.
 */
export function askedInHeading(question: ReadonlySet<string>, passage: Passage): number {
  const asked = headings.get(passage) ?? headingStems(passage);
  headings.set(passage, asked);
  if (asked.size === 0) return 0;
  let shared = 0;
  for (const term of asked) if (question.has(term)) shared += 1;
  return (2 * shared) / (asked.size + question.size);
}

// Every question looks at the headings of some hundred passages.
const headings = new WeakMap<Passage, ReadonlySet<string>>();

/** Empty where the heading is no question. */
function headingStems(passage: Passage): ReadonlySet<string> {
  const { title, section } = passage;
  const asked = heading(passage);
  if (!asked.endsWith("?")) return new Set();
  return stemsOf(section === "" || !mentionsNothingOf(asked, title) ? asked : `${asked} ${title}`);
}

/** The heading right above a passage. */
export function heading({ title, section }: Passage): string {
  return (section === "" ? title : (section.split(" › ").at(-1) ?? "")).trim();
}

export function stemsOf(text: string): ReadonlySet<string> {
  return new Set(words(text).map((word) => stem(word.toLowerCase())));
}

/** "How much money do I have?" under "Learning budget" asks about the learning budget. */
function mentionsNothingOf(heading: string, title: string): boolean {
  const named = stemsOf(heading);
  return ![...stemsOf(title)].some((term) => named.has(term));
}
