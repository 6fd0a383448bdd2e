import { type Filters, filters } from "./filters.ts";
import { type Lexicon, lexicon } from "./lexicon.ts";
import type { Ints, Lists, Memory, Texts } from "./memory.ts";
import type { Passage, Searched } from "./passage.ts";
import { headingStems } from "./question-headings.ts";
import { contentWords } from "./tokens.ts";

/** More occurrences of a term in one passage count as this many. */
const MOST_OCCURRENCES = 255;
/** What is left of a posting's 31 bits for the passage's number. */
const MOST_PASSAGES = 2 ** 23;
/** The audience of what was removed, which nobody is. */
export const NOBODY = 0;

/**
 * The corpus as numbers. Passages, documents, audiences, words and terms are numbered from 0 in order of arrival. What is removed keeps
 * its numbers, under an audience of nobody.
 */
export type Corpus = {
  lexicon: Lexicon;
  filters: Filters;
  /** Ids by number. */
  passages: Texts;
  documents: Texts;
  /** Audiences as JSON lists of entries, sorted. */
  audiences: Texts;
  /** The entries of an audience, by its number; undefined for that of what was removed. */
  entriesOf(audience: number): readonly string[] | undefined;
  /** By passage. Lengths count content words. */
  documentOf: Ints;
  audienceOf: Ints;
  lengths: Ints;
  /** Those content words of a passage that are its title and headings; they come first. */
  headLengths: Ints;
  /** The words of passage p in reading order are `sequence[starts[p] .. starts[p] + lengths[p])`. */
  starts: Ints;
  sequence: Ints;
  /** By passage whose heading is a question: the stems of that question, numbered in a table of their own. */
  headings: Lists;
  headingStems: Texts;
  /** By document: its length in content words. */
  documentLengths: Ints;
  /** By term: the passages with it, ascending, each with its occurrences as `passage << 8 | occurrences`. */
  postings: Lists;
  /** By audience: its passages, those whose heading is a question, their content words, and its documents that have any. */
  audiencePassages: Ints;
  audienceAsking: Ints;
  audienceWords: Ints;
  audienceDocuments: Ints;
  /** By audience: how many of its passages have come and gone so far. */
  audienceChanges: Ints;
  /** Whether a document opens with this passage, and more follow. */
  opens(passage: number): boolean;
  /** How many passages have been removed, and how many there are now. */
  removed(): number;
  size(): number;
  /** The stamp of a document, by its id; undefined if it is not there. */
  stampOf(document: string): string | undefined;
  /** The ids of the documents there are now. */
  ids(): Generator<string>;
  /** Adds a document that is not there, and to `news` what it brings. */
  add(document: Searched, news: Added): void;
  /** Removes a document, if it is there. */
  remove(document: string): void;
};

/** What additions brought that was not there before: words, and terms that are in as many passages now as a compound's part must be. */
export type Added = { words: number[]; grown: number[] };

export function corpus(memory: Memory, partFrom: number): Corpus {
  const words = lexicon(memory);
  const filtered = filters(memory);
  const passages = memory.texts("passages");
  const documents = memory.texts("documents");
  const audiences = memory.texts("audiences");
  if (audiences.size === NOBODY) audiences.push("nobody");
  const stamps = memory.texts("stamps");
  const documentOf = memory.ints("document of passage");
  const audienceOf = memory.ints("audience of passage");
  const lengths = memory.ints("length of passage");
  const headLengths = memory.ints("head length of passage");
  const starts = memory.ints("start of passage");
  const sequence = memory.ints("sequence");
  const headings = memory.lists("heading of passage");
  const stems = memory.texts("heading stems");
  const documentLengths = memory.ints("length of document");
  const documentStarts = memory.ints("first passage of document");
  const documentSizes = memory.ints("passages of document");
  const documentAudiences = memory.ints("audience of document");
  const postings = memory.lists("postings");
  const audiencePassages = memory.ints("passages of audience");
  const audienceAsking = memory.ints("asking passages of audience");
  const audienceWords = memory.ints("words of audience");
  const audienceDocuments = memory.ints("documents of audience");
  const audienceChanges = memory.ints("changes of audience");

  /** `by` -1 takes a document's passages from its audience's sums. */
  function sum(document: number, by: 1 | -1): void {
    const audience = documentAudiences.at(document);
    const length = documentLengths.at(document);
    const plus = (column: Ints, amount: number) => column.set(audience, column.at(audience) + by * amount);
    const start = documentStarts.at(document);
    const size = documentSizes.at(document);
    let asking = 0;
    for (let p = start; p < start + size; p++) if (headings.size(p) > 0) asking += 1;
    plus(audiencePassages, size);
    plus(audienceAsking, asking);
    plus(audienceWords, length);
    plus(audienceDocuments, length > 0 ? 1 : 0);
    audienceChanges.set(audience, audienceChanges.at(audience) + size);
  }

  function addPassage(passage: Passage, document: number, news: Added): void {
    const p = passages.push(passage.passage);
    if (p >= MOST_PASSAGES) throw new Error(`An index holds at most ${MOST_PASSAGES} passages.`);
    const audience = documentAudiences.at(document);
    documentOf.set(p, document);
    audienceOf.set(p, audience);
    starts.set(p, sequence.size);
    for (const stem of headingStems(passage)) headings.push(p, stems.number(stem));

    const seen = new Set<number>();
    const occurrences = new Map<number, number>();
    const head = contentWords(`${passage.title}\n${passage.section}`);
    headLengths.set(p, head.length);
    for (const text of [...head, ...contentWords(passage.text)]) {
      const before = words.words.size;
      const word = words.add(text);
      if (word === before) news.words.push(word);
      seen.add(word);
      sequence.push(word);
      const term = words.termOfWord(word);
      occurrences.set(term, (occurrences.get(term) ?? 0) + 1);
    }
    lengths.set(p, sequence.size - starts.at(p));
    for (const word of seen) words.wordTally.add(word, audience, 1);
    for (const [term, count] of occurrences) {
      words.termTally.add(term, audience, 1);
      postings.push(term, (p << 8) | Math.min(count, MOST_OCCURRENCES));
      if (words.termTally.all(term) === partFrom) news.grown.push(term);
    }
  }

  function forget(passage: number): void {
    const audience = audienceOf.at(passage);
    const seen = new Set(wordsOf(passage));
    for (const word of seen) words.wordTally.add(word, audience, -1);
    for (const term of new Set(Array.from(seen, words.termOfWord))) words.termTally.add(term, audience, -1);
    audienceOf.set(passage, NOBODY);
  }

  const wordsOf = (passage: number) =>
    sequence.values.subarray(starts.at(passage), starts.at(passage) + lengths.at(passage));
  const isThere = (document: number | undefined): document is number =>
    document !== undefined && documentAudiences.at(document) !== NOBODY;

  return {
    lexicon: words,
    filters: filtered,
    passages,
    documents,
    audiences,
    entriesOf: (audience) => (audience === NOBODY ? undefined : JSON.parse(audiences.text(audience))),
    documentOf,
    audienceOf,
    lengths,
    headLengths,
    starts,
    sequence,
    headings,
    headingStems: stems,
    documentLengths,
    postings,
    audiencePassages,
    audienceAsking,
    audienceWords,
    audienceDocuments,
    audienceChanges,
    opens(passage) {
      const document = documentOf.at(passage);
      return documentStarts.at(document) === passage && documentSizes.at(document) > 1;
    },
    removed: () => passages.size - live(),
    size: live,
    stampOf(id) {
      const document = documents.find(id);
      return isThere(document) ? stamps.text(document) : undefined;
    },
    *ids() {
      for (let document = 0; document < documents.size; document++)
        if (isThere(document)) yield documents.text(document);
    },
    add({ document: id, stamp, audience, facts, passages: parts }, news) {
      const document = documents.push(id);
      stamps.push(stamp);
      filtered.add(document, facts);
      documentAudiences.set(document, audiences.number(JSON.stringify([...new Set(audience)].sort())));
      documentStarts.set(document, passages.size);
      documentSizes.set(document, parts.length);
      const before = sequence.size;
      for (const part of parts) addPassage(part, document, news);
      documentLengths.set(document, sequence.size - before);
      sum(document, 1);
    },
    remove(id) {
      const document = documents.find(id);
      if (!isThere(document)) return;
      sum(document, -1);
      const start = documentStarts.at(document);
      for (let at = 0; at < documentSizes.at(document); at++) forget(start + at);
      documentAudiences.set(document, NOBODY);
    },
  };

  function live(): number {
    let count = 0;
    for (let audience = 0; audience < audiencePassages.size; audience++)
      count += audiencePassages.at(audience);
    return count;
  }
}
