import { type Vectors, vectors } from "../search/vectors.ts";
import type { Chance } from "./chance.ts";

/** What is known of an org's passages, in memory. */
export type OrgMeaning = {
  vectors: Vectors;
  /** Of what each passage says that has a vector. */
  hashOf: Map<string, string>;
  /** What general questions mean, by hash. */
  general: Map<string, Int8Array>;
  /** What comes near by chance, and the state of things it was reckoned from; null: not reckoned yet. */
  chance: { of: string; chance: Chance } | null;
  /** Hashes of texts that the endpoint does not take. */
  refused: Set<string>;
};

export function orgMeaning(): OrgMeaning {
  return { vectors: vectors(), hashOf: new Map(), general: new Map(), chance: null, refused: new Set() };
}

/** The vector of a general question, or of all passages that say this. */
export function take(
  known: OrgMeaning,
  { hash, passages }: { hash: string; passages: readonly string[] },
  row: Int8Array,
): void {
  if (passages.length === 0) known.general.set(hash, row);
  for (const passage of passages) {
    known.vectors.put(passage, row);
    known.hashOf.set(passage, hash);
  }
}
