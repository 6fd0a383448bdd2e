import { stem } from "./analyse.ts";
import type { Corpus } from "./corpus.ts";
import type { Passage } from "./passage.ts";
import { words } from "./tokens.ts";

/** The stems of a question as numbers of the corpus' heading stems, and how many it has, known or not. */
export type AskedStems = { numbers: ReadonlySet<number>; count: number };

export function askedStems(question: string, { headingStems }: Corpus): AskedStems {
  const stems = stemsOf(question);
  const numbers = new Set<number>();
  for (const text of stems) {
    const number = headingStems.find(text);
    if (number !== undefined) numbers.add(number);
  }
  return { numbers, count: stems.size };
}

/**
 * Where a heading is a question, as in every FAQ, how much of it is the question asked: 0 to 1. Stop words count here, because
 * "how much" and "how long" tell such headings apart. The Dice coefficient of the two sets of stems.
 */
export function askedInHeading(
  { numbers, count }: AskedStems,
  passage: number,
  { headings }: Corpus,
): number {
  const size = headings.size(passage);
  if (size === 0) return 0;
  const { values } = headings;
  const start = headings.start(passage);
  let shared = 0;
  for (let at = start; at < start + size; at++) if (numbers.has(values[at] ?? 0)) shared += 1;
  return (2 * shared) / (size + count);
}

/** The stems of a passage's heading, each once; none where it is no question. */
export function headingStems(passage: Passage): ReadonlySet<string> {
  const { title, section } = passage;
  const asked = (section === "" ? title : (section.split(" › ").at(-1) ?? "")).trim();
  if (!asked.endsWith("?")) return new Set();
  return stemsOf(section === "" || !mentionsNothingOf(asked, title) ? asked : `${asked} ${title}`);
}

function stemsOf(text: string): ReadonlySet<string> {
  return new Set(words(text).map((word) => stem(word.toLowerCase())));
}

/** "How much money do I have?" under "Learning budget" asks about the learning budget. */
function mentionsNothingOf(heading: string, title: string): boolean {
  const named = stemsOf(heading);
  return ![...stemsOf(title)].some((term) => named.has(term));
}
