import type { Language } from "../channel/language.ts";

/** A piece of a document, up to some 250 words: what is searched, shown and cited. */
export type Passage = {
  /** Its id, unique in the index. */
  passage: string;
  title: string;
  /** The headings above it, joined with " › "; empty at the top of a document. */
  section: string;
  text: string;
};

/** What is searched together: a document with its passages in order, or an item of the catalogue as a document of one passage. */
export type Searched = {
  /** Its id, unique in the index. */
  document: string;
  /** Changes whenever anything of it changes. */
  stamp: string;
  /** Who may read it, such as "division:vertrieb"; empty means everyone. */
  audience: readonly string[];
  facts: Facts;
  passages: readonly Passage[];
};

/** What a search can be limited to. Null: it does not say. */
export type Facts = {
  language: Language;
  format: string | null;
  level: string | null;
  /** How long it takes, in whole minutes. */
  minutes: number | null;
};

/** Only documents with these facts. One that does not say what is asked for here has it not. Null stands for "no matter". */
export type Filter = {
  language: Language | null;
  format: string | null;
  level: string | null;
  /** At most so many minutes. */
  longest: number | null;
};

/** A stretch of a passage's text with the white space after it; `mark` says that it probably holds the answer. */
export type Sentence = { text: string; mark: boolean };

/** A passage found, by ids; scores are comparable within one search only. */
type Hit = { passage: string; document: string; score: number };

/** How sure the search is that the passages answer the question. With "none", `hits` still holds the closest ones. */
export type Band = "answer" | "unsure" | "none";

/** Hits come best first. */
export type Found = {
  band: Band;
  hits: Hit[];
  /** The text of a passage found, cut into sentences, with those marked that answer the question best. */
  sentences(text: string): Sentence[];
};
