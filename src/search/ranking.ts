import type { TermGroup } from "./query.ts";
import { askedInHeading, stemsOf } from "./question-headings.ts";
import type { View } from "./view.ts";

/** A passage by number with its score. */
export type Ranked = { passage: number; score: number };

const K1 = 1.2;
const B = 0.75;
/** What two neighbouring words of the question add if they are neighbours in the passage, as a share of their idf. */
const ADJACENCY = 0.2;
/** The best passages by words alone; only they are looked at for neighbours. */
const ADJACENCY_DEPTH = 150;
/** What a heading adds that is the very question asked, as a share of the question's idf. */
const HEADING = 0.9;
/** The share of headings that are questions from which on they count in full; a rare one among other headings is chance. */
const MANY_ASKING = 0.5;
/** What the passage loses that a document opens with, in the same shares: it says what the document is about, the answers follow. */
const OPENING = 0.1;
/** The share of the whole document's own score that each of its matching passages gets. */
const WHOLE_DOCUMENT = 0.4;

/** Passages the asker may see that match any group, by BM25, best first, equal scores in the order of the index. */
export function rank(question: string, groups: readonly TermGroup[], view: View, most: number): Ranked[] {
  const { passages, documents, documentOf, lengths } = view.index;
  const scores = new Float64Array(passages.length);
  const documentScores = new Float64Array(documents);
  const frequencies = new Float64Array(passages.length);
  const documentFrequencies = new Float64Array(documents);
  const candidates = new Set<number>();

  for (const group of groups) {
    const matched = countOccurrences(group, view, frequencies);
    const matchedDocuments = new Set<number>();
    for (const p of matched) {
      const document = documentOf[p] ?? 0;
      const frequency = frequencies[p] ?? 0;
      add(scores, p, group.idf * saturation(frequency, lengths[p] ?? 0, view.averageLength));
      add(documentFrequencies, document, frequency);
      matchedDocuments.add(document);
      candidates.add(p);
      frequencies[p] = 0;
    }
    for (const document of matchedDocuments) {
      const length = view.documentLengths[document] ?? 0;
      const weight = saturation(documentFrequencies[document] ?? 0, length, view.averageDocumentLength);
      add(documentScores, document, group.idf * weight);
      documentFrequencies[document] = 0;
    }
  }

  const byWords = Array.from(candidates, (passage) => ({
    passage,
    score: (scores[passage] ?? 0) + WHOLE_DOCUMENT * (documentScores[documentOf[passage] ?? 0] ?? 0),
  }));
  const groupOf = groupNumbers(groups);
  const asked = stemsOf(question);
  const weight = groups.reduce((sum, group) => sum + group.idf, 0);
  const headingShare = HEADING * Math.min(1, view.asking / MANY_ASKING);
  return strongest(byWords, Math.max(ADJACENCY_DEPTH, most))
    .map(({ passage: p, score }) => {
      const passage = passages[p];
      const inHeading = passage ? headingShare * askedInHeading(asked, passage) : 0;
      const opening = OPENING * (view.opens[p] ?? 0);
      const neighbours = ADJACENCY * adjacency(p, groups, groupOf, view);
      return { passage: p, score: score + neighbours + weight * (inHeading - opening) };
    })
    .sort(byScore)
    .slice(0, most);
}

function add(sums: Float64Array, at: number, amount: number): void {
  sums[at] = (sums[at] ?? 0) + amount;
}

/** BM25 without its idf: how much a term's frequency says in a text of this length. */
function saturation(frequency: number, length: number, averageLength: number): number {
  return (frequency * (K1 + 1)) / (frequency + K1 * (1 - B + (B * length) / averageLength));
}

/**
 * Writes into `frequencies` how often each visible passage has the group, counting its best term only: summing them up would
 * favour passages full of loose relatives of a word. Returns the passages written.
 */
function countOccurrences(group: TermGroup, view: View, frequencies: Float64Array): number[] {
  const { index, visible } = view;
  const matched: number[] = [];
  for (const { term, weight } of group.terms) {
    const end = index.offsets[term + 1] ?? 0;
    for (let at = index.offsets[term] ?? 0; at < end; at++) {
      const p = index.postings[at] ?? 0;
      if (!visible[p]) continue;
      const known = frequencies[p] ?? 0;
      const frequency = weight * (index.frequencies[at] ?? 0);
      if (known === 0) matched.push(p);
      if (frequency > known) frequencies[p] = frequency;
    }
  }
  return matched;
}

function byScore(a: Ranked, b: Ranked): number {
  return b.score - a.score || a.passage - b.passage;
}

/** The first `most` in order; sorts the bare scores first, which is many times faster than sorting all candidates. */
function strongest(ranked: readonly Ranked[], most: number): Ranked[] {
  const scores = Float64Array.from(ranked, ({ score }) => score).sort();
  const least = scores[scores.length - most] ?? 0;
  return ranked
    .filter(({ score }) => score >= least)
    .sort(byScore)
    .slice(0, most);
}

/** The group a term belongs to; the first one if several. */
function groupNumbers(groups: readonly TermGroup[]): Map<number, number> {
  const numbers = new Map<number, number>();
  groups.forEach((group, number) => {
    for (const { term } of group.terms) if (!numbers.has(term)) numbers.set(term, number);
  });
  return numbers;
}

/**
 * The idf of neighbouring groups of the question that are neighbours in the passage, each pair counted once. Only its text
 * counts: the passages of a document share most of their headings.
 */
function adjacency(
  passage: number,
  groups: readonly TermGroup[],
  groupOf: ReadonlyMap<number, number>,
  view: View,
): number {
  const { sequence, starts, headLengths } = view.index;
  const pairs = new Set<number>();
  let before: number | undefined;
  const end = starts[passage + 1] ?? 0;
  for (let at = (starts[passage] ?? 0) + (headLengths[passage] ?? 0); at < end; at++) {
    const group = groupOf.get(sequence[at] ?? 0);
    if (group !== undefined && before !== undefined && Math.abs(group - before) === 1)
      pairs.add(Math.min(group, before));
    before = group;
  }
  return [...pairs]
    .sort((a, b) => a - b)
    .reduce((sum, pair) => sum + (groups[pair]?.idf ?? 0) + (groups[pair + 1]?.idf ?? 0), 0);
}
