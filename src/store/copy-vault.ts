import { Failure } from "../errors.ts";
import type { KeyVault } from "./key-vault.ts";

/**
 * Carries a vault over to another engine while nothing uses it, all or nothing; the old one stays as it is. Throws Failure
 * `misconfigured` when there is something in the new one. Returns how many keys it has now.
 */
export async function copyVault(from: KeyVault, to: KeyVault): Promise<number> {
  const content = {
    houseKeys: await from.houseKeys(),
    learnerKeys: await from.learnerKeys(),
    erasures: await from.erasures(),
    changes: await from.changes(),
  };
  if (!(await to.fill(content)))
    throw new Failure(
      "misconfigured",
      "The key vault that was named has keys already, and they stay. Name an empty one.",
    );
  return content.houseKeys.length + content.learnerKeys.length;
}
