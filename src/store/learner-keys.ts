import { randomBytes } from "node:crypto";
import type { z } from "zod";
import { isFailure } from "../errors.ts";
import type { Erasure, KeyVault, LearnerKey } from "./key-vault.ts";
import { aesSealer, KEY_BYTES, type Place, type Sealer } from "./sealing.ts";
import type { Wrapping } from "./wrapping.ts";

/**
 * A data key for each learner, kept in the vault, wrapped by the master key: once it is gone, nothing they wrote for themselves can be
 * read, in no backup either. A key belongs to one yes of theirs, named by its time: after another yes the old key is replaced, whether
 * or not it was forgotten in between.
 */
export interface LearnerKeys {
  /** 32 bytes, made at the first call for this yes. */
  of(org: string, learner: string, since: number): Promise<Buffer>;
  /** Null: there is none, so nothing can be read. */
  find(org: string, learner: string): Promise<Buffer | null>;
  /** Forgets the key of this yes; one of a later yes stays. */
  forget(org: string, learner: string, since: number): Promise<void>;
  all(): Promise<{ org: string; learner: string; since: number }[]>;
  /** Adds to the erasure log, which is kept here because the store may be restored from a backup. `person` is a fingerprint (privacy/erase.ts). */
  logErasure(person: string, at: number): Promise<void>;
  /** Everybody who was erased, as fingerprints. */
  erasures(): Promise<Erasure[]>;
  close(): Promise<void>;
}

export function learnerKeys(vault: KeyVault, wrapping: Wrapping): LearnerKeys {
  const unwrapped = (key: LearnerKey) => wrapping.unwrap(key.wrapped, placeOfLearnerKey(key));
  return {
    async of(org, learner, since) {
      const known = await vault.learnerKey(org, learner);
      if (known?.since === since) return unwrapped(known);
      const fresh = randomBytes(KEY_BYTES);
      const wrapped = wrapping.wrap(fresh, placeOfLearnerKey({ org, learner }));
      await vault.putLearnerKey({ org, learner, since, wrapped });
      // Somebody else may have been faster: theirs counts.
      const kept = await vault.learnerKey(org, learner);
      return kept?.since === since ? unwrapped(kept) : fresh;
    },
    async find(org, learner) {
      const known = await vault.learnerKey(org, learner);
      return known && unwrapped(known);
    },
    forget: (org, learner, since) => vault.forgetLearnerKey(org, learner, since),
    all: async () => (await vault.learnerKeys()).map(({ org, learner, since }) => ({ org, learner, since })),
    logErasure: (person, at) => vault.logErasure({ person, at }),
    erasures: () => vault.erasures(),
    close: () => vault.close(),
  };
}

/** What a learner's wrapped key is bound to. */
export function placeOfLearnerKey({ org, learner }: Pick<LearnerKey, "org" | "learner">) {
  return ["learner_key", org, learner] as const;
}

/** What a learner writes for themselves is sealed with this. Makes their key if there is none yet. */
export async function sealerFor(
  keys: LearnerKeys,
  org: string,
  learner: string,
  since: number,
): Promise<Sealer> {
  return aesSealer(await keys.of(org, learner, since));
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

/** Null: it was sealed with a key that is gone, because its yes was taken back or an old copy was restored. */
export function opened<Thing>(
  schema: z.ZodType<Thing>,
  opener: Pick<Sealer, "open">,
  sealed: string,
  place: Place,
): Thing | null {
  try {
    return schema.parse(opener.open(sealed, place));
  } catch (error) {
    if (isFailure(error, "misconfigured")) return null;
    throw error;
  }
}
