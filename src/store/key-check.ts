import { z } from "zod";
import { Failure } from "../errors.ts";
import type { KeyVault } from "./key-vault.ts";
import { type Sealer, sealedBy } from "./sealing.ts";
import type { Reader, Store } from "./store.ts";

type Parts = { store: Store; vault: KeyVault; sealer: Sealer };

/** What the store knows of its vault stands under no company. */
const HOUSE = "";
const PLACE = ["key_check", HOUSE] as const;

/** The ids of the keys that have sealed what is in the store. */
export async function keysInUse({ read }: Store): Promise<string[]> {
  // Earlier versions noted it for each company.
  const rows = await read.selectFrom("key_check").select("sealed_word").execute();
  return rows.flatMap(({ sealed_word }) => sealedBy(sealed_word) ?? []);
}

/**
 * Throws Failure `misconfigured` when the vault is another one than the store was written with, or an older copy of it: what was
 * sealed since would be lost without a word. The store notes how far its vault has come, at the start and at every tick.
 */
export async function checkVault({ store, vault, sealer }: Parts): Promise<void> {
  const changes = await vault.changes();
  const noted = await notedChanges(store.readOf(HOUSE), sealer);
  if (changes < noted)
    throw new Failure(
      "misconfigured",
      "The key vault is an older copy than what is stored: keys were made or people erased since. Put back its newest backup. If there is none, accept what is lost with: npm run lotse -- keys accept",
    );
  if (changes > noted) await note(store, sealer, changes);
}

/** From now on, the vault as it is belongs to the store as it is. */
export async function acceptVault({ store, vault, sealer }: Parts): Promise<void> {
  await note(store, sealer, await vault.changes());
}

async function notedChanges(read: Reader, sealer: Sealer): Promise<number> {
  const row = await read
    .selectFrom("key_check")
    .select("sealed_word")
    .where("org", "=", HOUSE)
    .executeTakeFirst();
  return row ? z.number().parse(sealer.open(row.sealed_word, PLACE)) : 0;
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
