import { systemClock as clock } from "../clock.ts";
import { renewHouseKey, SETTLES_MS, settled } from "../store/house-keys.ts";
import { acceptVault, checkVault } from "../store/key-check.ts";
import type { KeyVault } from "../store/key-vault.ts";
import { countWrapped, rewrap } from "../store/rewrap.ts";
import type { Sealer } from "../store/sealing.ts";
import type { Store } from "../store/store.ts";
import type { Wrapping } from "../store/wrapping.ts";
import { type Command, wordsOf } from "./command.ts";

type Parts = { store: Store; vault: KeyVault; wrapping: Wrapping; sealer: Sealer };
type Say = (line: string) => void;

export const keyCommands: Record<string, Command> = {
  "keys status": command(
    "Lists the house keys, and says which master key has wrapped what is in the vault.",
    showKeys,
  ),
  "keys rewrap": command(
    "After the master key was changed: wraps by the new one what the old one has wrapped.",
    rewrapKeys,
  ),
  "keys renew": command("Makes a new house key, which seals from some minutes later on.", renewKey),
  "keys accept": command(
    "When there is no newer backup of the vault: goes on without what it lacks.",
    acceptKeys,
  ),
};

function command(does: string, work: (parts: Parts, say: Say) => Promise<void>): Command {
  return {
    takes: "",
    does,
    async run(at, given, { say }) {
      wordsOf(given);
      await work(at, say);
    },
  };
}

/** Which keys there are, and which master key has wrapped them. */
export async function showKeys(parts: Parts, say: Say): Promise<void> {
  const sealing = (await parts.vault.houseKeys()).filter(({ purpose }) => purpose === "sealing");
  const [first, ...rest] = sealing;
  const current = first && settled([first, ...rest], clock.now());
  for (const { key, madeAt } of sealing) {
    const made = madeAt === 0 ? "by an earlier version" : new Date(madeAt).toISOString();
    say(`House key ${key}, made ${made}: ${key === current?.key ? "seals and opens" : "opens"}.`);
  }
  await sayWrapped(parts, say);
}

/** After the master key was changed: wraps by the new one what the old one has wrapped. */
export async function rewrapKeys(parts: Parts, say: Say): Promise<void> {
  say(`Keys wrapped anew: ${await rewrap(parts)}.`);
  await sayWrapped(parts, say);
}

/** Makes a new house key. */
export async function renewKey(parts: Parts, say: Say): Promise<void> {
  await checkVault(parts);
  const key = await renewHouseKey({ ...parts, clock });
  await checkVault(parts);
  const from = new Date(clock.now() + SETTLES_MS).toISOString();
  say(`House key ${key} was made. It seals from ${from} on; what was sealed before stays readable.`);
}

/** When there is no newer backup of the vault: goes on without what it lacks. */
export async function acceptKeys(parts: Parts, say: Say): Promise<void> {
  await acceptVault(parts);
  say(
    "This key vault now belongs to this store. What was sealed with a key that it lacks cannot be read any more.",
  );
}

async function sayWrapped(parts: Parts, say: Say): Promise<void> {
  const { keys, byOther } = await countWrapped(parts);
  say(
    byOther === 0
      ? `Keys in the vault: ${keys}, all wrapped by the master key. No other is needed.`
      : `Keys in the vault: ${keys}, of which ${byOther} are wrapped by the other master key. It is still needed.`,
  );
}
