import type { Language } from "../channel/language.ts";

/** A source text of the company, cut into the passages that search returns and answers cite. */
export type Document = {
  /** `source/path`: the same file keeps its id. */
  document: string;
  source: string;
  title: string;
  owner: string;
  language: Language;
  /** ISO date of the last review. */
  reviewed: string | null;
  /** `division:…` or `unit:…`; empty means everyone. */
  audience: string[];
  url: string | null;
  /** Of the file and of what reading it depends on: the same hash, the same document. */
  hash: string;
  passages: { section: string; text: string }[];
};

/** What is wrong with a file, for the person who keeps it. Lines count from 1. */
export type Problem = { path: string; line: number; reason: string };

/** A file as a source delivers it. */
export type SourceFile = { path: string; bytes: Uint8Array };

/** Where documents come from. `read` throws Failure `misconfigured` when the place itself is not there. */
export interface DocumentSource {
  source: string;
  read(): Promise<SourceFile[]>;
}
