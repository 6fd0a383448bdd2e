import type { InvertedIndex } from "./inverted-index.ts";

/**
 * What one asker may see of an index, with the corpus statistics of just that part. Every number a search uses comes
 * from here, so a search finds exactly what it would find if the hidden passages did not exist.
 */
export type View = {
  index: InvertedIndex;
  /** 1 for a passage the asker may read. */
  visible: Uint8Array;
  /** How many passages are visible. */
  passages: number;
  /** Mean length of a visible passage, and of the visible part of a document, in content words. */
  averageLength: number;
  averageDocumentLength: number;
  /** The share of the visible passages whose heading is a question. */
  asking: number;
  /** 1 for the visible passage a document opens with, if more follow. */
  opens: Uint8Array;
  /** Visible length of each document, in content words. */
  documentLengths: Int32Array;
  /** In how many visible passages a term occurs. */
  frequency(term: number): number;
  /** True if the word of this number occurs in a visible passage. */
  sees(word: number): boolean;
  /** The number of a term that occurs in a visible passage. */
  term(text: string): number | undefined;
};

/** The audiences these memberships open, as numbers; those with no entry are open to everyone. */
export function openAudiences(index: InvertedIndex, memberships: ReadonlySet<string>): number[] {
  return index.audiences.flatMap((audience, number) =>
    audience.length === 0 || audience.some((entry) => memberships.has(entry)) ? [number] : [],
  );
}

/** The view of someone to whom these audiences are open. */
export function view(index: InvertedIndex, audiences: readonly number[]): View {
  const { lexicon, lengths, documentOf, audienceOf } = index;
  const open = new Set(audiences);
  const visible = Uint8Array.from(audienceOf, (audience) => (open.has(audience) ? 1 : 0));
  const documentLengths = new Int32Array(index.documents);
  const opens = new Uint8Array(visible.length);
  const first = new Int32Array(index.documents).fill(-1);
  let passages = 0;
  let length = 0;
  let asking = 0;
  visible.forEach((shown, p) => {
    if (!shown) return;
    const document = documentOf[p] ?? 0;
    const opening = first[document] ?? -1;
    if (opening < 0) first[document] = p;
    else opens[opening] = 1;
    passages += 1;
    length += lengths[p] ?? 0;
    asking += index.asking[p] ?? 0;
    documentLengths[document] = (documentLengths[document] ?? 0) + (lengths[p] ?? 0);
  });
  const documents = documentLengths.reduce((count, words) => count + (words > 0 ? 1 : 0), 0);

  const frequencies = new Int32Array(lexicon.termText.length).fill(-1);
  function frequency(term: number): number {
    const counted = frequencies[term] ?? 0;
    if (counted >= 0) return counted;
    let count = 0;
    const end = index.offsets[term + 1] ?? 0;
    for (let at = index.offsets[term] ?? 0; at < end; at++) count += visible[index.postings[at] ?? 0] ?? 0;
    frequencies[term] = count;
    return count;
  }

  return {
    index,
    visible,
    passages,
    averageLength: passages > 0 ? length / passages : 0,
    averageDocumentLength: documents > 0 ? length / documents : 0,
    asking: passages > 0 ? asking / passages : 0,
    opens,
    documentLengths,
    frequency,
    sees: (word) => lexicon.wordAudiences[word]?.some((audience) => open.has(audience)) ?? false,
    term(text) {
      const term = lexicon.terms.get(text);
      return term !== undefined && frequency(term) > 0 ? term : undefined;
    },
  };
}
