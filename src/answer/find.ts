import type { Meant } from "../meaning/meanings.ts";
import { FUSION_DEPTH, fuse } from "../search/fusion.ts";
import type { Band, Found } from "../search/passage.ts";
import type { Library } from "./library.ts";

/** `byWords`: its words have found it, and not its meaning alone. */
export type Match = { passage: string; score: number; byWords: boolean };

/** What somebody with these memberships may read that fits their question, by its words and, where that is known, its meaning. */
export async function find(
  { index, meaning }: Library,
  { question, memberships }: { question: string; memberships: ReadonlySet<string> },
  most: number,
): Promise<{ band: Band; hits: Match[]; sentences: Found["sentences"] }> {
  const meant = await meaning?.(question, { memberships, audienceOf: index.audienceOf });
  await index.prepare(memberships);
  const found = index.search(question, { memberships, limit: meant ? FUSION_DEPTH : most });
  const byWords = found.hits.map(({ passage, score }) => ({ passage, score, byWords: true }));
  if (!meant) return { ...found, hits: byWords };
  return { ...withMeaning(found.band, byWords, meant, most), sentences: found.sentences };
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
function withMeaning(
  band: Band,
  byWords: readonly Match[],
  meant: Meant,
  most: number,
): { band: Band; hits: Match[] } {
  const known = new Set(byWords.map(({ passage }) => passage));
  const hits = fuse(byWords, meant.nearest, meant.cosineOf, weightOf(meant, band))
    .slice(0, most)
    .map(({ passage, score }) => ({ passage, score, byWords: known.has(passage) }));
  if (band === "none") return { band: meant.isClose ? "unsure" : "none", hits };
  const [first] = byWords;
  const stands = hits.some(({ passage }) => passage === first?.passage);
  return { band: band === "answer" && stands ? "answer" : "unsure", hits };
}

function weightOf({ isClose }: Meant, band: Band): number {
  if (!isClose || band === "answer") return BESIDE_WORDS;
  return band === "unsure" ? BESIDE_UNSURE_WORDS : BESIDE_NOTHING;
}
