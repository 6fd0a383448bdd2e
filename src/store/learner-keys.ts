import type { z } from "zod";
import { isFailure } from "../errors.ts";
import { aesSealer, type Place, type Sealer } from "./sealing.ts";

/**
 * A data key for each learner, kept apart from everything else and wrapped by the master key: once it is gone, nothing they wrote
 * for themselves can be read, in no backup either. A key belongs to one yes of theirs, named by its time: after another yes the old
 * key is replaced, whether or not it was forgotten in between.
 */
export interface LearnerKeys {
  /** 32 bytes, made at the first call for this yes. */
  of(org: string, learner: string, since: number): Promise<Buffer>;
  /** Null: there is none, so nothing can be read. */
  find(org: string, learner: string): Promise<Buffer | null>;
  /** Forgets the key of this yes; one of a later yes stays. */
  forget(org: string, learner: string, since: number): Promise<void>;
  all(): Promise<{ org: string; learner: string; since: number }[]>;
  close(): Promise<void>;
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
