import type { Language } from "../channel/language.ts";

/** A piece of a document, up to some 250 words: what is searched, shown and cited. */
export type Passage = {
  /** Its id, unique in the index. */
  passage: string;
  /** The id of the document it was cut from. */
  document: string;
  title: string;
  /** The headings above it, joined with " › "; empty at the top of a document. */
  section: string;
  text: string;
  language: Language;
  /** Who may read it, such as "division:vertrieb"; empty means everyone. */
  audience: readonly string[];
};

/** A stretch of a passage's text with the white space after it; `mark` says that it probably holds the answer. */
export type Sentence = { text: string; mark: boolean };

/** A passage found; scores are comparable within one search only. */
export type Hit = { passage: Passage; score: number; sentences: Sentence[] };

/** How sure the search is that the passages answer the question. With "none", `hits` still holds the closest ones. */
export type Band = "answer" | "unsure" | "none";

/** Hits come best first. */
export type Found = { band: Band; hits: Hit[] };
