import { createHash } from "node:crypto";
import type { Language } from "../channel/language.ts";

/** A source text of the company, cut into the passages that search returns and answers cite. */
export type Document = {
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

/** Counted into each hash: raise it when the same file would be read differently, and everything is imported anew. */
const READER_VERSION = 5;

/** The same hash, the same document: of the file, and of what reading it depends on. */
export function hashOf({ bytes }: SourceFile, language: Language): string {
  return createHash("sha256").update(`${READER_VERSION} ${language} `).update(bytes).digest("hex");
}

/** The same file keeps its id. */
export function documentId(source: string, { path }: Pick<SourceFile, "path">): string {
  return `${source}/${path}`;
}
