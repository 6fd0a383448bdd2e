import { placeOfHouseKey } from "./house-keys.ts";
import type { KeyVault } from "./key-vault.ts";
import { placeOfLearnerKey } from "./learner-keys.ts";
import type { Place } from "./sealing.ts";
import type { Wrapping } from "./wrapping.ts";

type Parts = { vault: KeyVault; wrapping: Wrapping };

/** How many keys the vault has, and how many of them the master key itself has not wrapped. */
export type Wrapped = { keys: number; byOther: number };

export async function countWrapped({ vault, wrapping }: Parts): Promise<Wrapped> {
  const all = [...(await vault.houseKeys()), ...(await vault.learnerKeys())];
  return { keys: all.length, byOther: all.filter(({ wrapped }) => !wrapping.isByMaster(wrapped)).length };
}

/**
 * Wraps every key anew that the other master key has wrapped, one after another, each readable at any moment: cut off, it goes on when
 * it is run again. A key that cannot be opened stops it and stays as it is. Returns how many were wrapped anew.
 */
export async function rewrap({ vault, wrapping }: Parts): Promise<number> {
  const anew = (wrapped: string, place: Place) => wrapping.wrap(wrapping.unwrap(wrapped, place), place);
  const isLeft = ({ wrapped }: { wrapped: string }) => !wrapping.isByMaster(wrapped);
  const houseKeys = (await vault.houseKeys()).filter(isLeft);
  for (const key of houseKeys) await vault.rewrapHouseKey(key, anew(key.wrapped, placeOfHouseKey(key)));
  const learnerKeys = (await vault.learnerKeys()).filter(isLeft);
  for (const key of learnerKeys) await vault.rewrapLearnerKey(key, anew(key.wrapped, placeOfLearnerKey(key)));
  await vault.scrub();
  return houseKeys.length + learnerKeys.length;
}
