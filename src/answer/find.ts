import type { Meant } from "../meaning/meanings.ts";
import { FUSION_DEPTH, fuse } from "../search/fusion.ts";
import type { Band, Found, Hit } from "../search/passage.ts";
import { sentences } from "../search/sentences.ts";
import type { Library } from "./library.ts";

/** What somebody with these memberships may read that fits their question, by its words and, where that is known, its meaning. */
export async function find(
  library: Library,
  { question, memberships }: { question: string; memberships: ReadonlySet<string> },
  most: number,
): Promise<Found> {
  const { index, passages, meaning } = library;
  const audienceOf = (passage: string) => passages.get(passage)?.audience;
  const meant = await meaning?.(question, { memberships, audienceOf });
  if (!meant) return index.search(question, { memberships, limit: most });
  return withMeaning(library, index.search(question, { memberships, limit: FUSION_DEPTH }), meant, most);
}

/** What the meaning counts beside words that are sure: measured. */
const BESIDE_WORDS = 0.3;
/** Beside words that are not sure, and beside words that found nothing, if the meaning is closer than by chance. */
const BESIDE_UNSURE_WORDS = 0.5;
const BESIDE_NOTHING = 1;

/**
 * How sure the search is, the words decide, which it is calibrated for; meaning alone is never sure. So an answer stays one while the
 * passage is there that the words speak for. And where words found nothing, what is meant may still be close.
 */
function withMeaning(library: Library, byWords: Found, meant: Meant, most: number): Found {
  const scored = byWords.hits.map(({ passage, score }) => ({ passage: passage.passage, score }));
  const hits = fuse(scored, meant.nearest, meant.cosineOf, weightOf(meant, byWords.band))
    .slice(0, most)
    .flatMap(({ passage, score }) => {
      const hit = byWords.hits.find((hit) => hit.passage.passage === passage);
      const found = hit ?? foundByMeaning(library, passage);
      return found ? [{ ...found, score }] : [];
    });
  if (byWords.band === "none") return { band: meant.isClose ? "unsure" : "none", hits };
  const first = byWords.hits[0]?.passage.passage;
  const stands = hits.some(({ passage }) => passage.passage === first);
  return { band: byWords.band === "answer" && stands ? "answer" : "unsure", hits };
}

function weightOf({ isClose }: Meant, band: Band): number {
  if (!isClose || band === "answer") return BESIDE_WORDS;
  return band === "unsure" ? BESIDE_UNSURE_WORDS : BESIDE_NOTHING;
}

/** No sentence of it stands out by its words. */
function foundByMeaning({ passages }: Library, name: string): Hit | null {
  const passage = passages.get(name);
  if (!passage) return null;
  return { passage, score: 0, sentences: sentences(passage.text).map((text) => ({ text, mark: false })) };
}
