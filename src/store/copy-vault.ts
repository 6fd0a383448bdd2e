import { Failure } from "../errors.ts";
import type { KeyVault } from "./key-vault.ts";

/**
 * Carries a vault over to another engine while nothing uses it, all or nothing; the old one stays as it is. Done again, it does no
 * harm. Throws Failure `misconfigured` when there is something else in the new one. Returns how many keys it has now.
 */
export async function copyVault(from: KeyVault, to: KeyVault): Promise<number> {
  const content = await contentOf(from);
  if (!(await to.fill(content)) && JSON.stringify(await contentOf(to)) !== JSON.stringify(content))
    throw new Failure(
      "misconfigured",
      "The key vault that was named has keys already, and they stay. Name an empty one.",
    );
  return content.houseKeys.length + content.learnerKeys.length;
}

async function contentOf(vault: KeyVault) {
  return {
    houseKeys: await vault.houseKeys(),
    learnerKeys: await vault.learnerKeys(),
    erasures: await vault.erasures(),
    changes: await vault.changes(),
  };
}
