import { leastOfBest } from "./best.ts";
import type { Corpus } from "./corpus.ts";
import { withPhrases } from "./phrases.ts";
import type { TermGroup } from "./query.ts";
import { askedInHeading, askedStems } from "./question-headings.ts";
import type { View } from "./view.ts";

/** A passage by number with its score. */
export type Ranked = { passage: number; score: number };

/** What is looked for, in what the asker may see. `passes` tells by document whether it may be found. */
type Sought = {
  question: string;
  groups: readonly TermGroup[];
  view: View;
  passes: ((document: number) => boolean) | undefined;
};

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

/** Passages the asker may see that match any group, by BM25, best first, at most `most`; equal ones by document and place in it. */
export type Rank = (sought: Sought, most: number) => Ranked[];

/** The columns a search adds up in are kept, all zeros between two searches: making them anew would take longer than many a search. */
export function ranking(corpus: Corpus): Rank {
  const { documentOf, lengths, documentLengths } = corpus;
  let scores = new Float64Array(0);
  let frequencies = new Float64Array(0);
  let documentScores = new Float64Array(0);
  let documentFrequencies = new Float64Array(0);
  let matched = new Int32Array(0);
  let candidates = new Int32Array(0);
  let candidateScores = new Float64Array(0);
  let groupOf = new Uint8Array(0);

  function makeRoom(): void {
    const passages = corpus.passages.size;
    if (scores.length < passages) {
      const room = Math.ceil(passages * 1.2);
      scores = new Float64Array(room);
      frequencies = new Float64Array(room);
      matched = new Int32Array(room);
      candidates = new Int32Array(room);
      candidateScores = new Float64Array(room);
    }
    const documents = corpus.documents.size;
    if (documentScores.length < documents) {
      documentScores = new Float64Array(Math.ceil(documents * 1.2));
      documentFrequencies = new Float64Array(documentScores.length);
    }
    const terms = corpus.lexicon.terms.size;
    if (groupOf.length < terms) groupOf = new Uint8Array(Math.ceil(terms * 1.2));
  }

  /**
   * Writes into `frequencies` how often each visible passage has the group, counting its best term only: summing them up would
   * favour passages full of loose relatives of a word. Writes the passages into `matched` and returns how many they are.
   */
  function countOccurrences({ terms, phrases = [] }: TermGroup, view: View): number {
    const { open } = view;
    const audienceOf = corpus.audienceOf.values;
    let count = 0;
    const note = (p: number, frequency: number) => {
      const known = frequencies[p] ?? 0;
      if (known === 0) matched[count++] = p;
      if (frequency > known) frequencies[p] = frequency;
    };
    for (const { term, weight } of terms) {
      const { values } = corpus.postings;
      const start = corpus.postings.start(term);
      const end = start + corpus.postings.size(term);
      for (let at = start; at < end; at++) {
        const posting = values[at] ?? 0;
        const p = posting >>> 8;
        if (open[audienceOf[p] ?? 0] !== 1) continue;
        note(p, weight * (posting & 255));
      }
    }
    if (phrases.length > 0) withPhrases(phrases, view, note);
    return count;
  }

  /** Adds up what a group is worth in each passage and in each document as a whole; returns the number of candidates so far. */
  function addGroup(group: TermGroup, view: View, before: number): number {
    const { values: document } = documentOf;
    const count = countOccurrences(group, view);
    let candidate = before;
    for (let at = 0; at < count; at++) {
      const p = matched[at] ?? 0;
      const d = document[p] ?? 0;
      const frequency = frequencies[p] ?? 0;
      if (scores[p] === 0) candidates[candidate++] = p;
      add(scores, p, group.idf * saturation(frequency, lengths.at(p), view.averageLength));
      add(documentFrequencies, d, frequency);
      frequencies[p] = 0;
    }
    for (let at = 0; at < count; at++) {
      const d = document[matched[at] ?? 0] ?? 0;
      const frequency = documentFrequencies[d] ?? 0;
      if (frequency === 0) continue;
      add(
        documentScores,
        d,
        group.idf * saturation(frequency, documentLengths.at(d), view.averageDocumentLength),
      );
      documentFrequencies[d] = 0;
    }
    return candidate;
  }

  /** The passages with the highest scores by words alone, in no order. */
  function strongest(count: number, passes: Sought["passes"], most: number): Ranked[] {
    const document = (p: number) => documentOf.at(p);
    let passing = 0;
    for (let at = 0; at < count; at++) {
      const p = candidates[at] ?? 0;
      if (passes && !passes(document(p))) continue;
      matched[passing] = p;
      candidateScores[passing] = (scores[p] ?? 0) + WHOLE_DOCUMENT * (documentScores[document(p)] ?? 0);
      passing += 1;
    }
    const least = leastOfBest(candidateScores, passing, most);
    const found: Ranked[] = [];
    for (let at = 0; at < passing; at++) {
      const score = candidateScores[at] ?? 0;
      if (score >= least) found.push({ passage: matched[at] ?? 0, score });
    }
    return found.sort(byScore).slice(0, most);
  }

  function byScore(a: Ranked, b: Ranked): number {
    return b.score - a.score || order(a.passage, b.passage);
  }

  /** By the id of the document, then by the place in it: the same however the corpus came about. */
  function order(a: number, b: number): number {
    const [one, other] = [documentOf.at(a), documentOf.at(b)];
    if (one === other) return a - b;
    return corpus.documents.text(one) < corpus.documents.text(other) ? -1 : 1;
  }

  /**
   * The idf of neighbouring groups of the question that are neighbours in the passage, each pair counted once. Only its text
   * counts: the passages of a document share most of their headings.
   */
  function adjacency(passage: number, groups: readonly TermGroup[]): number {
    const pairs = new Set<number>();
    let before = 0;
    const { values } = corpus.sequence;
    const start = corpus.starts.at(passage);
    const end = start + lengths.at(passage);
    for (let at = start + corpus.headLengths.at(passage); at < end; at++) {
      const group = groupOf[corpus.lexicon.termOfWord(values[at] ?? 0)] ?? 0;
      if (group > 0 && Math.abs(group - before) === 1 && before > 0) pairs.add(Math.min(group, before) - 1);
      before = group;
    }
    return [...pairs]
      .sort((a, b) => a - b)
      .reduce((sum, pair) => sum + (groups[pair]?.idf ?? 0) + (groups[pair + 1]?.idf ?? 0), 0);
  }

  /** The group a term belongs to plus 1, the first one if several; 0 clears it. */
  function nameGroups(groups: readonly TermGroup[], name: (group: number) => number): void {
    for (let group = groups.length - 1; group >= 0; group--)
      for (const { term } of groups[group]?.terms ?? []) groupOf[term] = name(group);
  }

  return ({ question, groups, view, passes }, most) => {
    makeRoom();
    let count = 0;
    for (const group of groups) count = addGroup(group, view, count);
    const byWords = strongest(count, passes, Math.max(ADJACENCY_DEPTH, most));
    for (let at = 0; at < count; at++) {
      const p = candidates[at] ?? 0;
      scores[p] = 0;
      documentScores[documentOf.at(p)] = 0;
    }
    nameGroups(groups, (group) => group + 1);
    const asked = askedStems(question, corpus);
    const weight = groups.reduce((sum, group) => sum + group.idf, 0);
    const headingShare = HEADING * Math.min(1, view.asking / MANY_ASKING);
    const ranked = byWords.map(({ passage: p, score }) => {
      const inHeading = headingShare * askedInHeading(asked, p, corpus);
      const opening = corpus.opens(p) ? OPENING : 0;
      const neighbours = ADJACENCY * adjacency(p, groups);
      return { passage: p, score: score + neighbours + weight * (inHeading - opening) };
    });
    nameGroups(groups, () => 0);
    return ranked.sort(byScore).slice(0, most);
  };
}

function add(sums: Float64Array, at: number, amount: number): void {
  sums[at] = (sums[at] ?? 0) + amount;
}

/** BM25 without its idf: how much a term's frequency says in a text of this length. */
function saturation(frequency: number, length: number, averageLength: number): number {
  return (frequency * (K1 + 1)) / (frequency + K1 * (1 - B + (B * length) / averageLength));
}
