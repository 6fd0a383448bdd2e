import { analyse } from "../../search/analyse.ts";
import { sentences } from "../../search/sentences.ts";

/** A sentence that says most of what its text and the whole document speak of. */
export type Gist = { at: number; sentence: string };

/** A shorter one is a heading or a crumb, in content words. */
const LEAST_WORDS = 3;

/**
 * Of each text of a document the sentence closest to what all of it is about: its terms, weighed by how often the document has them,
 * against its length, so that long ones do not win by being long. Null: nothing in it is a sentence. Equal ones: the first.
 */
export function gists(texts: readonly string[]): (Gist | null)[] {
  const counts = new Map<string, number>();
  for (const text of texts) for (const term of termsOf(text)) counts.set(term, (counts.get(term) ?? 0) + 1);
  return texts.map((text) => {
    let best: (Gist & { weight: number }) | null = null;
    for (const [at, sentence] of sentences(text).entries()) {
      const terms = termsOf(sentence);
      if (terms.length < LEAST_WORDS || sentence.trimEnd().endsWith("?")) continue;
      const sum = [...new Set(terms)].reduce((all, term) => all + Math.log1p(counts.get(term) ?? 0), 0);
      const weight = sum / Math.sqrt(terms.length);
      if (best === null || weight > best.weight) best = { at, sentence: sentence.trim(), weight };
    }
    return best && { at: best.at, sentence: best.sentence };
  });
}

function termsOf(text: string): string[] {
  return analyse(text).map(({ term }) => term);
}
