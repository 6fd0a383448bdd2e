import { z } from "zod";
import { Failure } from "../errors.ts";
import { NO_ORG } from "./each-org.ts";
import type { KeyVault } from "./key-vault.ts";
import { type Sealer, sealedBy } from "./sealing.ts";
import type { Store } from "./store.ts";

type Parts = { store: Store; vault: KeyVault; sealer: Sealer };

/** What the store knows of its vault stands under no company. */
const HOUSE = NO_ORG;
const PLACE = ["key_check", HOUSE] as const;
const ACCEPT = "npm run lotse -- keys accept";

/** The ids of the keys that have sealed what is in the store. */
export async function keysInUse(store: Store): Promise<string[]> {
  const rows: { sealed_word: string }[] = [];
  // Earlier versions noted it for each company.
  for (const org of [HOUSE, ...(await store.orgs())])
    rows.push(
      ...(await store
        .readOf(org)
        .selectFrom("key_check")
        .select("sealed_word")
        .where("org", "=", org)
        .execute()),
    );
  return rows.flatMap(({ sealed_word }) => sealedBy(sealed_word) ?? []);
}

/**
 * Throws Failure `misconfigured` when the vault is another one than the store was written with, or an older copy of it: what was
 * sealed since would be lost without a word. The store notes how far its vault has come, at the start and at every tick.
 */
export async function checkVault({ store, vault, sealer }: Parts): Promise<void> {
  // Looked up first: what another replica adds and notes meanwhile would else look like a vault that lacks it.
  const noted = await notedChanges(store, sealer);
  const changes = await vault.changes();
  if (noted === null) await refuseForeign(store, vault);
  if (changes < (noted ?? 0))
    throw new Failure(
      "misconfigured",
      `The key vault is an older copy than what is stored: keys were made or people erased since. Put back its newest backup. If there is none, accept what is lost with: ${ACCEPT}`,
    );
  if (changes > (noted ?? 0)) await note(store, sealer, changes);
}

/** Nobody in a new store keeps anything yet, so the keys of all learners would soon be forgotten. */
async function refuseForeign(store: Store, vault: KeyVault): Promise<void> {
  if ((await keysInUse(store)).length > 0 || (await vault.learnerKeys()).length === 0) return;
  throw new Failure(
    "misconfigured",
    `The key vault has keys of learners, and the store is new: they do not belong together. Name the right store in DATABASE_URL or DATA_DIR, or an empty vault. If the store is lost, go on with: ${ACCEPT}`,
  );
}

/** From now on, the vault as it is belongs to the store as it is. */
export async function acceptVault({ store, vault, sealer }: Parts): Promise<void> {
  await note(store, sealer, await vault.changes());
}

async function notedChanges(store: Store, sealer: Sealer): Promise<number | null> {
  const row = await store
    .readOf(HOUSE)
    .selectFrom("key_check")
    .select("sealed_word")
    .where("org", "=", HOUSE)
    .executeTakeFirst();
  return row ? z.number().parse(sealer.open(row.sealed_word, PLACE)) : null;
}

async function note(store: Store, sealer: Sealer, changes: number): Promise<void> {
  const sealed_word = sealer.seal(changes, PLACE);
  await store.write(
    (writer) =>
      writer
        .insertInto("key_check")
        .values({ org: HOUSE, sealed_word })
        .onConflict((on) => on.column("org").doUpdateSet({ sealed_word }))
        .execute(),
    HOUSE,
  );
}
