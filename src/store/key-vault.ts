/** A key of the house. It seals what people write; the one for fingerprints makes those. */
export type HouseKey = {
  key: string;
  purpose: "sealing" | "fingerprints";
  /** Epoch milliseconds. */
  madeAt: number;
  wrapped: string;
};

export type LearnerKey = { org: string; learner: string; since: number; wrapped: string };

/** That somebody was erased: `person` is a fingerprint (privacy/erase.ts). */
export type Erasure = { person: string; at: number };

/** `changes`: how often a key was added or an erasure logged. It tells an older copy from a newer one. */
type VaultContent = {
  houseKeys: readonly HouseKey[];
  learnerKeys: readonly LearnerKey[];
  erasures: readonly Erasure[];
  changes: number;
};

/**
 * Where wrapped keys and the erasure log are, apart from the store and with backups of its own that are kept for a shorter time. It
 * knows nothing of what is in a wrapped key. What is forgotten or replaced is cleared out of its files, as far as the engine can.
 * Throws Failure `unavailable` when it cannot be used just now.
 */
export interface KeyVault {
  /** Into an empty vault, all or nothing. False: there is something already, and that stays. */
  fill(content: VaultContent): Promise<boolean>;
  changes(): Promise<number>;

  /** In the order they were made. */
  houseKeys(): Promise<HouseKey[]>;
  addHouseKey(key: HouseKey): Promise<void>;
  /** Unless it has been changed since it was read. */
  rewrapHouseKey(key: HouseKey, wrapped: string): Promise<void>;

  learnerKeys(): Promise<LearnerKey[]>;
  learnerKey(org: string, learner: string): Promise<LearnerKey | null>;
  /** In place of a key of an earlier yes; one of this yes or of a later one stays. */
  putLearnerKey(key: LearnerKey): Promise<void>;
  rewrapLearnerKey(key: LearnerKey, wrapped: string): Promise<void>;
  forgetLearnerKey(org: string, learner: string, since: number): Promise<void>;

  /** Each person once. */
  logErasure(erasure: Erasure): Promise<void>;
  erasures(): Promise<Erasure[]>;

  /** Clears what was rewrapped out of the files. */
  scrub(): Promise<void>;
  close(): Promise<void>;
}

/** The tables of a vault, for both engines as in migrations/list.ts. */
export const VAULT_TABLES = [
  `create table if not exists house_key (key text not null primary key, purpose text not null, made_at {int} not null,
     wrapped text not null) {strict}`,
  `create table if not exists learner_key (org text not null, learner text not null, since {int} not null, wrapped text not null,
     primary key (org, learner)) {strict}`,
  `create table if not exists erasure (person text not null primary key, at {int} not null) {strict}`,
  `create table if not exists vault (changes {int} not null) {strict}`,
  `insert into vault (changes) select 0 where not exists (select 1 from vault)`,
];
