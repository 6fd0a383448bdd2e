import { areBorneOut, type Evidence } from "./evidence.ts";
import { factsOf, hasLink } from "./facts.ts";
import { wordsOf } from "./markup.ts";

/** Words of a model that claim nothing, such as a hint: still without markup and links, and with no number or name that the sources do not have. Null: not to be shown. */
export function plainWords(words: string, evidence: Evidence): string | null {
  const plain = wordsOf(words)
    ?.map(({ text }) => text)
    .join("");
  if (plain === undefined || plain.trim() === "" || hasLink(plain)) return null;
  return areBorneOut(factsOf(plain), evidence) ? plain : null;
}
