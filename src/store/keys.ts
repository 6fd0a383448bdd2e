import type { Clock } from "../clock.ts";
import { firstKeys, type HouseSealer, houseSealer } from "./house-keys.ts";
import type { KeyVault } from "./key-vault.ts";
import { type LearnerKeys, learnerKeys } from "./learner-keys.ts";
import { type MasterKeys, masterWrapping, type Wrapping } from "./wrapping.ts";

/** What seals and opens, on a vault: the house's sealer, the learners' keys, and what wraps both. */
export type Keys = { sealer: HouseSealer; keys: LearnerKeys; wrapping: Wrapping };

/** `inUse`: the ids of the keys that have sealed what is in the store. Throws Failure `misconfigured`, saying what to do. */
export async function openKeys({
  vault,
  masterKeys,
  clock,
  inUse,
}: {
  vault: KeyVault;
  masterKeys: MasterKeys;
  clock: Clock;
  inUse: readonly string[];
}): Promise<Keys> {
  const wrapping = masterWrapping(masterKeys);
  const parts = { vault, wrapping, clock };
  await firstKeys(parts, masterKeys, inUse);
  return { sealer: await houseSealer(parts), keys: learnerKeys(vault, wrapping), wrapping };
}
