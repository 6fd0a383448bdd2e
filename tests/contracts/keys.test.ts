import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { renewHouseKey, SETTLES_MS } from "../../src/store/house-keys.ts";
import type { KeyVault } from "../../src/store/key-vault.ts";
import { type Keys, openKeys } from "../../src/store/keys.ts";
import { countWrapped, rewrap } from "../../src/store/rewrap.ts";
import { aesSealer, idOf, type Place, sealedBy } from "../../src/store/sealing.ts";
import { movingClock } from "../moving-clock.ts";
import { type VaultPlace, vaults } from "../vaults.ts";

const START = "2026-11-24T09:00:00Z";
const PLACE: Place = ["inbox", "werft", "web", "e1"];
const CANARY = "Kanarienvogel 4711";
const [OLD, NEW] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];

describe.each(vaults)("the keys of the house, in a vault on $name", (engine) => {
  const clock = movingClock(START);
  let place: VaultPlace;
  let vault: KeyVault;

  beforeEach(async () => {
    clock.set(START);
    place = await engine.place();
    vault = await place.open();
  });
  afterEach(async () => {
    await vault.close();
    await place.remove();
  });

  /** As a replica has it after its start. */
  const replica = (master = OLD, other: Buffer | null = null, inUse: string[] = []): Promise<Keys> =>
    openKeys({ vault, masterKeys: { master, other }, clock, inUse });
  const minutes = (count: number) => clock.set(new Date(Date.parse(START) + count * 60_000).toISOString());
  const refused = (words: string | RegExp) => ({
    kind: "misconfigured",
    message: expect.stringMatching(words),
  });

  describe("at the first start", () => {
    it("are made, and the master key seals nothing itself", async () => {
      const { sealer } = await replica();
      const sealed = sealer.seal(CANARY, PLACE);
      expect(sealedBy(sealed)).not.toBe(idOf(OLD));
      expect((await replica()).sealer.open(sealed, PLACE)).toBe(CANARY);
      expect(() => aesSealer(OLD).open(sealed, PLACE)).toThrow(/cannot be read/);
    });

    it("are the same for all replicas that start at once", async () => {
      const replicas = await Promise.all(Array.from({ length: 4 }, () => replica()));
      const texts = replicas.map(({ sealer }) => sealer.seal(CANARY, PLACE));
      for (const { sealer } of replicas)
        expect(texts.map((text) => sealer.open(text, PLACE))).toEqual(texts.map(() => CANARY));
      expect(new Set(replicas.map(({ sealer }) => sealer.fingerprint(CANARY))).size).toBe(1);
    });

    it("keep readable what an earlier version sealed with the master key itself, also when that has gone (P14)", async () => {
      const before = aesSealer(OLD);
      const sealed = before.seal(CANARY, PLACE);
      const { sealer } = await replica(OLD, null, [idOf(OLD)]);
      expect(sealer.open(sealed, PLACE)).toBe(CANARY);
      expect(sealer.fingerprint("ida")).toBe(before.fingerprint("ida"));
      minutes(11);
      expect(sealedBy(sealer.seal(CANARY, PLACE))).not.toBe(idOf(OLD));
      await rewrap({ vault, wrapping: (await replica(NEW, OLD)).wrapping });
      const after = (await replica(NEW)).sealer;
      expect(after.open(sealed, PLACE)).toBe(CANARY);
      expect(after.fingerprint("ida")).toBe(before.fingerprint("ida"));
    });

    it("are not made anew when something is stored already: the vault is missing (F23)", async () => {
      const sealed = (await replica()).sealer.seal(CANARY, PLACE);
      const inUse = [sealedBy(sealed) ?? ""];
      const elsewhere = await engine.place();
      const empty = await elsewhere.open();
      const missing = openKeys({ vault: empty, masterKeys: { master: OLD, other: null }, clock, inUse });
      await expect(missing).rejects.toMatchObject(
        refused(`does not have key ${inUse[0]}.*Put back its newest backup`),
      );
      expect(await empty.houseKeys()).toEqual([]);
      await empty.close();
      await elsewhere.remove();
    });
  });

  describe("that cannot be used", () => {
    it("are refused with another master key, and nothing is changed (F23)", async () => {
      await replica();
      const before = await vault.houseKeys();
      await expect(replica(NEW)).rejects.toMatchObject(
        refused(`wrapped by master key ${idOf(OLD)}, and this is master key ${idOf(NEW)}`),
      );
      expect(await vault.houseKeys()).toEqual(before);
    });

    it("are refused when they were swapped or damaged (P14, F23)", async () => {
      await replica();
      const [one, two] = await vault.houseKeys();
      if (!one || !two) throw new Error("not there");
      const damaged = refused("changed, or moved.*Put back the newest backup");
      for (const instead of [two.wrapped, one.wrapped.slice(0, -6), "x", ""]) {
        await vault.rewrapHouseKey(one, instead);
        await expect(replica(), instead).rejects.toMatchObject(damaged);
        await vault.rewrapHouseKey({ ...one, wrapped: instead }, one.wrapped);
      }
      await expect(replica()).resolves.toBeDefined();
    });

    it("leave what they sealed unread when one is missing, and say which (F23)", async () => {
      const { wrapping } = await replica();
      const earlier = await vault.houseKeys();
      minutes(1);
      const lost = await renewHouseKey({ vault, wrapping, clock });
      minutes(12);
      const sealed = (await replica()).sealer.seal(CANARY, PLACE);
      expect(sealedBy(sealed)).toBe(lost);
      const elsewhere = await engine.place();
      const restored = await elsewhere.open();
      await restored.fill({ houseKeys: earlier, learnerKeys: [], erasures: [], changes: 1 });
      const keys = await openKeys({
        vault: restored,
        masterKeys: { master: OLD, other: null },
        clock,
        inUse: [],
      });
      expect(() => keys.sealer.open(sealed, PLACE)).toThrow(
        `sealed with key ${lost}, which is not here. Put back the newest backup of the key vault`,
      );
      await restored.close();
      await elsewhere.remove();
    });

    it("are refused when the one for fingerprints is missing (F23)", async () => {
      await replica();
      const houseKeys = (await vault.houseKeys()).filter(({ purpose }) => purpose === "sealing");
      const elsewhere = await engine.place();
      const part = await elsewhere.open();
      await part.fill({ houseKeys, learnerKeys: [], erasures: [], changes: 1 });
      const opening = openKeys({ vault: part, masterKeys: { master: OLD, other: null }, clock, inUse: [] });
      await expect(opening).rejects.toMatchObject(refused("does not have a key of the house"));
      await part.close();
      await elsewhere.remove();
    });
  });

  describe("renewed", () => {
    it("seal only when every replica that looks once a minute knows them", async () => {
      const [busy, quiet] = [await replica(), await replica()];
      const before = sealedBy(busy.sealer.seal(CANARY, PLACE));
      const fresh = await renewHouseKey({ vault, wrapping: busy.wrapping, clock });
      const sealedWith = new Set<string | null>();
      for (let minute = 0; minute <= 12; minute++) {
        minutes(minute + 0.5);
        // One looks at once, the other nearly a minute later.
        await busy.sealer.refresh();
        const sealed = busy.sealer.seal(CANARY, PLACE);
        sealedWith.add(sealedBy(sealed));
        expect(quiet.sealer.open(sealed, PLACE)).toBe(CANARY);
        expect(busy.sealer.open(quiet.sealer.seal(CANARY, PLACE), PLACE)).toBe(CANARY);
        await quiet.sealer.refresh();
      }
      expect([...sealedWith]).toEqual([before, fresh]);
    });

    it("do not seal when their clock was ahead, and open whatever the clock says", async () => {
      const { sealer, wrapping } = await replica();
      const before = sealedBy(sealer.seal(CANARY, PLACE));
      minutes(60);
      await renewHouseKey({ vault, wrapping, clock });
      minutes(72);
      await sealer.refresh();
      const ahead = sealer.seal(CANARY, PLACE);
      minutes(0);
      expect(sealedBy(sealer.seal(CANARY, PLACE))).toBe(before);
      expect(sealer.open(ahead, PLACE)).toBe(CANARY);
    });

    it("come after the first one, though the clock was set back in between", async () => {
      const { sealer, wrapping } = await replica();
      const before = sealedBy(sealer.seal(CANARY, PLACE));
      minutes(-60);
      await renewHouseKey({ vault, wrapping, clock });
      await sealer.refresh();
      expect(sealedBy(sealer.seal(CANARY, PLACE))).toBe(before);
    });

    it("leave fingerprints as they are", async () => {
      const { sealer, wrapping } = await replica();
      const before = sealer.fingerprint("ida");
      await renewHouseKey({ vault, wrapping, clock });
      minutes(SETTLES_MS / 60_000 + 1);
      await sealer.refresh();
      expect(sealer.fingerprint("ida")).toBe(before);
      expect((await replica()).sealer.fingerprint("ida")).toBe(before);
    });
  });

  describe("under a new master key", () => {
    it("stay readable on every replica at every step (P14)", async () => {
      const texts: string[] = [];
      const people: string[] = [];
      const learned = new Map<string, Buffer>();
      /** Everything that was ever sealed is read here, and something new is added. */
      const works = async ({ sealer, keys }: Keys) => {
        texts.push(sealer.seal(CANARY, PLACE));
        for (const text of texts) expect(sealer.open(text, PLACE)).toBe(CANARY);
        const learner = `p${learned.size}`;
        learned.set(learner, await keys.of("werft", learner, 1));
        for (const [one, key] of learned) expect(await keys.find("werft", one)).toEqual(key);
        people.push(sealer.fingerprint("ida"));
      };
      // 1. Each replica in turn learns of the new one.
      const start = [await replica(OLD), await replica(OLD)];
      const told = [await replica(OLD, NEW), await replica(OLD, NEW)];
      for (const one of [...start, ...told]) await works(one);
      // 2. Each in turn takes it as its own.
      const changed = [await replica(NEW, OLD), await replica(NEW, OLD)];
      for (const one of [told[1], changed[0], changed[1]]) if (one) await works(one);
      // 3. What the old one wrapped is wrapped anew.
      const [one] = changed;
      if (!one) throw new Error("not there");
      expect((await countWrapped({ vault, ...one })).byOther).toBeGreaterThan(5);
      await rewrap({ vault, ...one });
      // At once, and not only when something else is written.
      expect(await place.dump()).not.toContain(`1.${idOf(OLD)}.`);
      expect((await countWrapped({ vault, ...one })).byOther).toBe(0);
      for (const two of changed) await works(two);
      // 4. The old one is not needed any more, and opens nothing.
      await works(await replica(NEW));
      await expect(replica(OLD)).rejects.toMatchObject(refused(`wrapped by master key ${idOf(NEW)}`));
      expect(new Set(people).size).toBe(1);
      expect(await place.dump()).not.toContain(`1.${idOf(OLD)}.`);
    });

    it("are all readable after a crash at any write, and rewrapping goes on where it stopped (F23)", async () => {
      const first = await replica(OLD);
      const own = new Map<string, Buffer>();
      for (const learner of ["ben", "ida", "uma"]) own.set(learner, await first.keys.of("werft", learner, 1));
      const sealed = first.sealer.seal(CANARY, PLACE);
      const { wrapping } = await replica(NEW, OLD);
      const counts: number[] = [];
      for (let crash = 0; crash < 5; crash++) {
        await expect(rewrap({ vault: dyingAfter(vault, 1), wrapping })).rejects.toThrow("killed");
        counts.push((await countWrapped({ vault, wrapping })).byOther);
        for (const { sealer, keys } of [await replica(NEW, OLD), await replica(OLD, NEW)]) {
          expect(sealer.open(sealed, PLACE)).toBe(CANARY);
          for (const [learner, key] of own) expect(await keys.find("werft", learner)).toEqual(key);
        }
      }
      expect(counts).toEqual([4, 3, 2, 1, 0]);
      expect(await rewrap({ vault, wrapping })).toBe(0);
      expect((await replica(NEW)).sealer.open(sealed, PLACE)).toBe(CANARY);
    });

    it("stop at one that cannot be opened, which stays as it is", async () => {
      const { keys } = await replica(OLD);
      for (const learner of ["ben", "ida"]) await keys.of("werft", learner, 1);
      const [ben, ida] = await vault.learnerKeys();
      if (!ben || !ida) throw new Error("not there");
      await vault.rewrapLearnerKey(ben, ida.wrapped);
      const { wrapping } = await replica(NEW, OLD);
      await expect(rewrap({ vault, wrapping })).rejects.toMatchObject(refused("changed, or moved"));
      expect(await vault.learnerKey("werft", "ben")).toEqual({ ...ben, wrapped: ida.wrapped });
    });
  });

  it("stand in no copy of the vault, nor the master key, nor what was fingerprinted (P14)", async () => {
    const master = randomBytes(32);
    const { sealer, wrapping } = await replica(master);
    const keys = (await vault.houseKeys()).map(({ wrapped, key, purpose }) =>
      wrapping.unwrap(wrapped, ["house_key", "", key, purpose]),
    );
    expect(keys).toHaveLength(2);
    await vault.logErasure({ person: sealer.fingerprint(CANARY), at: 1 });
    const dump = await place.dump();
    expect(dump).toContain(sealer.fingerprint(CANARY));
    expect(dump).not.toContain(CANARY);
    for (const secret of [master, ...keys])
      for (const form of ["hex", "base64", "latin1"] as const)
        expect(dump.includes(secret.toString(form)), form).toBe(false);
  });
});

/** As a process that is killed after so many writes. */
function dyingAfter(vault: KeyVault, writes: number): KeyVault {
  let left = writes;
  const dying = <Arguments extends unknown[]>(write: (...given: Arguments) => Promise<void>) => {
    return async (...given: Arguments): Promise<void> => {
      await write(...given);
      if (--left === 0) throw new Error("killed");
    };
  };
  return {
    ...vault,
    rewrapHouseKey: dying(vault.rewrapHouseKey),
    rewrapLearnerKey: dying(vault.rewrapLearnerKey),
  };
}
