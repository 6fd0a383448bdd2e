import { growingLexicon, type Lexicon } from "./lexicon.ts";
import type { Passage } from "./passage.ts";
import { heading } from "./question-headings.ts";
import { contentWords } from "./tokens.ts";

/**
 * The corpus as numbers. Passages, documents, audiences and terms are numbered from 0; `lengths` count content words, and
 * `headLengths` those of them in title and headings. `asking` is 1 for a passage whose heading is a question.
 * The terms of passage p in reading order are `sequence[starts[p] .. starts[p + 1])`; the passages with term t are
 * `postings[offsets[t] .. offsets[t + 1])`, ascending, with the term's occurrences in `frequencies`.
 */
export type InvertedIndex = {
  passages: readonly Passage[];
  lexicon: Lexicon;
  documents: number;
  documentOf: Int32Array;
  audiences: readonly (readonly string[])[];
  audienceOf: Int32Array;
  lengths: Int32Array;
  headLengths: Int32Array;
  asking: Uint8Array;
  starts: Int32Array;
  sequence: Int32Array;
  offsets: Int32Array;
  postings: Int32Array;
  frequencies: Int32Array;
};

/** Reads the passages once: title, headings and text count as one field. */
export function invertedIndex(passages: readonly Passage[]): InvertedIndex {
  const lexicon = growingLexicon();
  const documents = numbering();
  const audiences = numbering();
  const audienceLists: string[][] = [];
  const documentOf = new Int32Array(passages.length);
  const audienceOf = new Int32Array(passages.length);
  const starts = new Int32Array(passages.length + 1);
  const headLengths = new Int32Array(passages.length);
  const sequence: number[] = [];

  passages.forEach((passage, p) => {
    const names = [...new Set(passage.audience)].sort();
    const audience = audiences.number(JSON.stringify(names));
    audienceLists[audience] = names;
    audienceOf[p] = audience;
    documentOf[p] = documents.number(passage.document);
    const head = contentWords(`${passage.title}\n${passage.section}`);
    headLengths[p] = head.length;
    for (const word of [...head, ...contentWords(passage.text)]) sequence.push(lexicon.add(word, audience));
    starts[p + 1] = sequence.length;
  });

  const terms = Int32Array.from(sequence);
  return {
    passages,
    lexicon,
    documents: documents.size(),
    documentOf,
    audiences: audienceLists,
    audienceOf,
    lengths: Int32Array.from(passages, (_, p) => (starts[p + 1] ?? 0) - (starts[p] ?? 0)),
    headLengths,
    asking: Uint8Array.from(passages, (passage) => (heading(passage).endsWith("?") ? 1 : 0)),
    starts,
    sequence: terms,
    ...invert(terms, starts, lexicon.termText.length),
  };
}

function numbering(): { number(name: string): number; size(): number } {
  const numbers = new Map<string, number>();
  return {
    number(name) {
      const known = numbers.get(name);
      if (known !== undefined) return known;
      numbers.set(name, numbers.size);
      return numbers.size - 1;
    },
    size: () => numbers.size,
  };
}

/** A counting sort by term: passages come out ascending because they are read in order. */
function invert(sequence: Int32Array, starts: Int32Array, terms: number) {
  const lastSeen = new Int32Array(terms).fill(-1);
  const offsets = new Int32Array(terms + 1);
  forEachTerm(sequence, starts, (term, passage) => {
    if (lastSeen[term] === passage) return;
    lastSeen[term] = passage;
    offsets[term + 1] = (offsets[term + 1] ?? 0) + 1;
  });
  for (let term = 0; term < terms; term++)
    offsets[term + 1] = (offsets[term + 1] ?? 0) + (offsets[term] ?? 0);

  const next = offsets.slice(0, terms);
  const postings = new Int32Array(offsets[terms] ?? 0);
  const frequencies = new Int32Array(postings.length);
  forEachTerm(sequence, starts, (term, passage) => {
    const last = (next[term] ?? 0) - 1;
    if (last >= (offsets[term] ?? 0) && postings[last] === passage) {
      frequencies[last] = (frequencies[last] ?? 0) + 1;
      return;
    }
    postings[last + 1] = passage;
    frequencies[last + 1] = 1;
    next[term] = last + 2;
  });
  return { offsets, postings, frequencies };
}

function forEachTerm(
  sequence: Int32Array,
  starts: Int32Array,
  visit: (term: number, passage: number) => void,
) {
  for (let passage = 0; passage + 1 < starts.length; passage++) {
    const end = starts[passage + 1] ?? 0;
    for (let at = starts[passage] ?? 0; at < end; at++) visit(sequence[at] ?? 0, passage);
  }
}
