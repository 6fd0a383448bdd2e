import { stem } from "./analyse.ts";
import type { Passage } from "./passage.ts";
import { words } from "./tokens.ts";

/**
 * Where a heading is a question, as in every FAQ, how much of it is the question asked: 0 to 1. Stop words count here, because
 * "how much" and "how long" tell such headings apart. The Dice coefficient of the two sets of stems.
 */
export function askedInHeading(question: ReadonlySet<string>, { title, section }: Passage): number {
  const heading = (section === "" ? title : (section.split(" › ").at(-1) ?? "")).trim();
  if (!heading.endsWith("?")) return 0;
  const asked = stemsOf(
    section === "" || !mentionsNothingOf(heading, title) ? heading : `${heading} ${title}`,
  );
  let shared = 0;
  for (const term of asked) if (question.has(term)) shared += 1;
  return (2 * shared) / (asked.size + question.size);
}

export function stemsOf(text: string): ReadonlySet<string> {
  return new Set(words(text).map((word) => stem(word.toLowerCase())));
}

/** "How much money do I have?" under "Learning budget" asks about the learning budget. */
function mentionsNothingOf(heading: string, title: string): boolean {
  const named = stemsOf(heading);
  return ![...stemsOf(title)].some((term) => named.has(term));
}
