import { contentWords, words } from "../search/tokens.ts";

/**
 * Whether a question leans on the one before it. `clearly`: it says so ("und in Rostock?", "are they …?"). `perhaps`: it is short, or a
 * word of it may point back and may not ("das"): then what it finds by itself decides.
 */
export type Leaning = "clearly" | "perhaps" | "not";

const OPENINGS = [
  ...["und", "aber", "oder", "auch", "was ist mit", "wie ist es", "wie sieht es", "gilt das auch"],
  ...["and", "but", "or", "also", "what about", "how about"],
];

/** They point at something said before, whatever comes after them. */
const POINTING = new Set(
  `damit dafür dabei dadurch daran darauf darin darüber davon davor dazu danach dagegen deren dessen
  they them theirs their it its those these one ones`.split(/\s+/),
);

/** They may point back, where no noun follows ("wer bezahlt das?"), or where they end the question ("how do I get there?"). */
const MAYBE_POINTING = new Set("das dem den denen der die dies diese diesen so that this dort".split(" "));
const POINTING_LAST = new Set(["da", "there"]);

/** With more content words than this, a question says itself what it is about. */
const MOST_POINTING = 3;
const MOST_PERHAPS = 2;

export function leaningOf(question: string): Leaning {
  const written = words(question);
  const said = written.map((word) => word.toLowerCase());
  const content = contentWords(question).filter((word) => !POINTING.has(word)).length;
  if (content === 0 && said.length > 0) return "clearly";
  if (content <= MOST_POINTING && said.some((word) => POINTING.has(word))) return "clearly";
  const opens = OPENINGS.some((opening) => `${said.join(" ")} `.startsWith(`${opening} `));
  const mayPoint = said.some((word, at) => {
    const isLast = at === said.length - 1;
    if (!MAYBE_POINTING.has(word)) return isLast && POINTING_LAST.has(word);
    // An article has its noun close behind it.
    return !written.slice(at + 1, at + 3).some((next) => /^\p{Lu}/u.test(next));
  });
  return content <= (opens || mayPoint ? MOST_PERHAPS : 1) ? "perhaps" : "not";
}

/** Both as one question for the search: the later one as it was typed, of the earlier one what it was about. */
export function joined(question: string, before: string): string {
  return [question, ...new Set(contentWords(before))].join(" ");
}
