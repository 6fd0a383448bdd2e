import { aesSealer, type Sealer } from "./sealing.ts";

/**
 * A data key for each learner, kept apart from everything else and wrapped by the master key: once it is gone, nothing they wrote
 * for themselves can be read, in no backup either.
 */
export interface LearnerKeys {
  /** 32 bytes, made at the first call. */
  of(org: string, learner: string): Promise<Buffer>;
  /** Null: there is none, so nothing can be read. */
  find(org: string, learner: string): Promise<Buffer | null>;
  forget(org: string, learner: string): Promise<void>;
  all(): Promise<{ org: string; learner: string }[]>;
  /** Adds to the erasure log, which is kept here because the store may be restored from a backup. `person` is a hash (privacy/erase.ts). */
  logErasure(person: string, at: number): Promise<void>;
  /** Everybody who was erased, as hashes. */
  erasures(): Promise<{ person: string; at: number }[]>;
  close(): Promise<void>;
}

/** What a learner writes for themselves is sealed with this. Makes their key if there is none yet. */
export async function sealerFor(keys: LearnerKeys, org: string, learner: string): Promise<Sealer> {
  return aesSealer(await keys.of(org, learner));
}

/** For reading; null when nothing of theirs can be read. */
export async function openerFor(
  keys: LearnerKeys,
  org: string,
  learner: string,
): Promise<Pick<Sealer, "open"> | null> {
  const key = await keys.find(org, learner);
  return key === null ? null : aesSealer(key);
}
