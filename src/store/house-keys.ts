import { randomBytes } from "node:crypto";
import type { Clock } from "../clock.ts";
import { Failure } from "../errors.ts";
import type { HouseKey, KeyVault } from "./key-vault.ts";
import {
  type Cipher,
  cipherOf,
  fingerprintSecret,
  idOf,
  KEY_BYTES,
  type Sealer,
  sealerOver,
} from "./sealing.ts";
import type { MasterKeys, Wrapping } from "./wrapping.ts";

/** A new key opens at once and seals only after this time: until then every replica has looked into the vault. */
export const SETTLES_MS = 10 * 60_000;

/** After this time without a look into the vault, a key that is not known here may be one that another replica seals with. */
const FRESH_MS = SETTLES_MS / 2;

type Parts = { vault: KeyVault; wrapping: Wrapping; clock: Clock };

/** The sealer of the house, and how it learns of keys that another replica has made: at every tick. */
export type HouseSealer = Sealer & { refresh(): Promise<void> };

/**
 * Throws Failure `misconfigured` when the vault has no keys, or keys that this master key cannot open. The sealer throws `unavailable`
 * for what it cannot open because it has not looked into the vault for long.
 */
export async function houseSealer(parts: Parts): Promise<HouseSealer> {
  const { clock } = parts;
  let lookedAt = clock.now();
  const { secret, ...first } = await keysIn(parts);
  let { sealing } = first;
  const sealer = sealerOver({
    current: () => settled(sealing, clock.now()).cipher,
    find(id) {
      const found = sealing.find(({ cipher }) => cipher.id === id);
      if (!found && clock.now() - lookedAt > FRESH_MS)
        throw new Failure("unavailable", "The newest house keys are not known here just now.");
      return found?.cipher;
    },
    secret,
  });
  return {
    ...sealer,
    async refresh() {
      const now = clock.now();
      ({ sealing } = await keysIn(parts));
      lookedAt = now;
    },
  };
}

/**
 * The keys of a new vault. What an earlier version sealed with the master key itself stays readable: there, that key becomes the
 * first of the house. `inUse` are the keys that have sealed what is in the store.
 */
export async function firstKeys(
  { vault, wrapping, clock }: Parts,
  { master, other }: MasterKeys,
  inUse: readonly string[],
): Promise<void> {
  if ((await vault.houseKeys()).length > 0) return;
  const [old] = [master, other].flatMap((key) => (key && inUse.includes(idOf(key)) ? [key] : []));
  if (inUse.some((id) => !old || id !== idOf(old))) throw missing(inUse);
  const secret = old ? fingerprintSecret(old) : randomBytes(KEY_BYTES);
  const houseKeys = [
    ...(old ? [wrapped(wrapping, old, "sealing", 0)] : []),
    wrapped(wrapping, secret, "fingerprints", clock.now()),
    wrapped(wrapping, randomBytes(KEY_BYTES), "sealing", clock.now()),
  ];
  await vault.fill({ houseKeys, learnerKeys: [], erasures: [], changes: 1 });
}

/** Adds a key that seals from `SETTLES_MS` on. What was sealed before stays readable. Returns its id. */
export async function renewHouseKey({ vault, wrapping, clock }: Parts): Promise<string> {
  const newest = Math.max(...(await vault.houseKeys()).map(({ madeAt }) => madeAt));
  // Never before those that are there, though the clock was set back.
  const madeAt = Math.max(clock.now(), newest + 1);
  const fresh = wrapped(wrapping, randomBytes(KEY_BYTES), "sealing", madeAt);
  await vault.addHouseKey(fresh);
  return fresh.key;
}

/** The newest that everybody knows by now, or the very first. */
export function settled<Key extends { madeAt: number }>(keys: readonly [Key, ...Key[]], now: number): Key {
  return keys.findLast(({ madeAt }) => madeAt + SETTLES_MS <= now) ?? keys[0];
}

/** What a wrapped key of the house is bound to. */
export function placeOfHouseKey({ key, purpose }: Pick<HouseKey, "key" | "purpose">) {
  return ["house_key", "", key, purpose] as const;
}

type SealingKey = { cipher: Cipher; madeAt: number };

async function keysIn({
  vault,
  wrapping,
}: Parts): Promise<{ sealing: [SealingKey, ...SealingKey[]]; secret: Buffer }> {
  const keys = (await vault.houseKeys()).map((key) => ({
    ...key,
    bytes: wrapping.unwrap(key.wrapped, placeOfHouseKey(key)),
  }));
  const [first, ...rest] = keys
    .filter(({ purpose }) => purpose === "sealing")
    .map(({ bytes, madeAt }) => ({ cipher: cipherOf(bytes), madeAt }));
  const secret = keys.find(({ purpose }) => purpose === "fingerprints")?.bytes;
  if (!first || !secret) throw missing([]);
  return { sealing: [first, ...rest], secret };
}

function wrapped(wrapping: Wrapping, bytes: Buffer, purpose: HouseKey["purpose"], madeAt: number): HouseKey {
  const key = idOf(bytes);
  return { key, purpose, madeAt, wrapped: wrapping.wrap(bytes, placeOfHouseKey({ key, purpose })) };
}

function missing(inUse: readonly string[]): Failure {
  const which =
    inUse.length === 0 ? "a key of the house" : `key ${inUse.join(", ")}, which sealed what is stored`;
  return new Failure(
    "misconfigured",
    `The key vault does not have ${which}: it is empty, or another one. Put back its newest backup; without it what people wrote cannot be read.`,
  );
}
