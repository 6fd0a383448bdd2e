import { type Corpus, NOBODY } from "./corpus.ts";

/**
 * What one asker may see of a corpus, with the statistics of just that part. Every number a search uses comes from here, so a
 * search finds exactly what it would find if the hidden passages did not exist.
 */
export type View = {
  corpus: Corpus;
  /** The audiences that are open to the asker, as numbers, ascending. */
  audiences: readonly number[];
  /** 1 for an audience that is open. */
  open: Uint8Array;
  /** How many passages are visible. */
  passages: number;
  /** How many passages of its audiences have come and gone so far. */
  changes: number;
  /** Mean length of a visible passage, and of a visible document, in content words. */
  averageLength: number;
  averageDocumentLength: number;
  /** The share of the visible passages whose heading is a question. */
  asking: number;
  /** In how many visible passages a term occurs. */
  frequency(term: number): number;
  /** True if the word of this number occurs in a visible passage. */
  sees(word: number): boolean;
  /** The number of a term that occurs in a visible passage. */
  term(text: string): number | undefined;
};

/** The view of somebody with these memberships, such as "division:vertrieb". What has no audience is open to everyone. */
export function view(corpus: Corpus, memberships: ReadonlySet<string>): View {
  const {
    lexicon,
    audiences: all,
    audiencePassages,
    audienceAsking,
    audienceWords,
    audienceDocuments,
    audienceChanges,
  } = corpus;
  const open = new Uint8Array(all.size);
  const audiences: number[] = [];
  let passages = 0;
  let changes = 0;
  let asking = 0;
  let words = 0;
  let documents = 0;
  for (let audience = NOBODY + 1; audience < all.size; audience++) {
    const names = corpus.entriesOf(audience) ?? [];
    if (names.length > 0 && !names.some((name) => memberships.has(name))) continue;
    open[audience] = 1;
    passages += audiencePassages.at(audience);
    asking += audienceAsking.at(audience);
    words += audienceWords.at(audience);
    documents += audienceDocuments.at(audience);
    if (audiencePassages.at(audience) === 0) continue;
    audiences.push(audience);
    changes += audienceChanges.at(audience);
  }
  const frequency = (term: number) => lexicon.termTally.count(term, open);

  return {
    corpus,
    audiences,
    open,
    passages,
    changes,
    averageLength: passages > 0 ? words / passages : 0,
    averageDocumentLength: documents > 0 ? words / documents : 0,
    asking: passages > 0 ? asking / passages : 0,
    frequency,
    sees: (word) => lexicon.wordTally.count(word, open) > 0,
    term(text) {
      const term = lexicon.terms.find(text);
      return term !== undefined && frequency(term) > 0 ? term : undefined;
    },
  };
}
