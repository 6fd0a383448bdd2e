import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { HouseKey, KeyVault } from "../../src/store/key-vault.ts";
import { type LearnerKeys, learnerKeys } from "../../src/store/learner-keys.ts";
import { aesSealer } from "../../src/store/sealing.ts";
import { masterWrapping } from "../../src/store/wrapping.ts";
import { type VaultPlace, vaults } from "../vaults.ts";

const wrapping = masterWrapping({ master: Buffer.alloc(32, 1), other: null });

describe.each(vaults)("a key vault: $name", (engine) => {
  let place: VaultPlace;
  let vault: KeyVault;
  /** As another replica has it. */
  let other: KeyVault;

  beforeEach(async () => {
    place = await engine.place();
    [vault, other] = await Promise.all([place.open(), place.open()]);
  });
  afterEach(async () => {
    await vault.close();
    await other.close();
    await place.remove();
  });

  const key = (id: string, madeAt: number, wrapped = `wrapped ${id}`): HouseKey => {
    return { key: id, purpose: "sealing", madeAt, wrapped };
  };
  const content = (...houseKeys: HouseKey[]) => ({ houseKeys, learnerKeys: [], erasures: [], changes: 1 });

  describe("as a place", () => {
    it("is filled once, with all or with nothing, whoever comes first", async () => {
      const full = {
        houseKeys: [key("b", 2), key("a", 1)],
        learnerKeys: [{ org: "a", learner: "ida", since: 1, wrapped: "w" }],
        erasures: [{ person: "p", at: 1 }],
        changes: 40,
      };
      const filled = await Promise.all([vault.fill(full), other.fill(full)]);
      expect(filled.toSorted()).toEqual([false, true]);
      expect(await other.fill(content(key("c", 3)))).toBe(false);
      expect(await vault.houseKeys()).toEqual([key("a", 1), key("b", 2)]);
      expect(await vault.learnerKeys()).toEqual(full.learnerKeys);
      expect(await vault.erasures()).toEqual(full.erasures);
      expect(await vault.changes()).toBe(40);
    });

    it("keeps nothing of a filling that fails", async () => {
      const broken = { ...content(key("a", 1)), erasures: [{ person: "p", at: "now" as unknown as number }] };
      await expect(vault.fill(broken)).rejects.toThrow();
      expect(await other.houseKeys()).toEqual([]);
      await vault.fill(content(key("b", 1)));
      expect(await other.houseKeys()).toEqual([key("b", 1)]);
    });

    it("counts each key that is added and each erasure, and nothing else", async () => {
      const counted = async (work: () => Promise<void>) => {
        const before = await vault.changes();
        await work();
        return (await other.changes()) > before;
      };
      const learnerKey = { org: "a", learner: "ida", since: 1, wrapped: "w" };
      expect(await counted(() => vault.addHouseKey(key("a", 1)))).toBe(true);
      expect(await counted(() => vault.putLearnerKey(learnerKey))).toBe(true);
      expect(await counted(() => vault.logErasure({ person: "p", at: 1 }))).toBe(true);
      expect(await counted(() => vault.rewrapHouseKey(key("a", 1), "new"))).toBe(false);
      expect(await counted(() => vault.rewrapLearnerKey(learnerKey, "new"))).toBe(false);
      expect(await counted(() => vault.forgetLearnerKey("a", "ida", 1))).toBe(false);
    });

    it("shows what one replica has added to the others", async () => {
      await vault.addHouseKey(key("a", 1));
      expect(await other.houseKeys()).toEqual([key("a", 1)]);
    });

    it("rewraps only what is as it was read, and leaves nothing of the old wrapping behind", async () => {
      await vault.addHouseKey(key("a", 1, "wrapped before"));
      const old = { org: "a", learner: "ida", since: 1, wrapped: "own before" };
      await vault.putLearnerKey(old);
      await other.rewrapHouseKey(key("a", 1, "something else"), "wrong");
      await other.rewrapLearnerKey({ ...old, wrapped: "something else" }, "wrong");
      expect(await vault.houseKeys()).toEqual([key("a", 1, "wrapped before")]);
      expect(await vault.learnerKey("a", "ida")).toEqual(old);
      await vault.rewrapHouseKey(key("a", 1, "wrapped before"), "wrapped now");
      await vault.rewrapLearnerKey(old, "own now");
      await vault.scrub();
      expect(await other.houseKeys()).toEqual([key("a", 1, "wrapped now")]);
      expect(await other.learnerKey("a", "ida")).toEqual({ ...old, wrapped: "own now" });
      expect(await place.dump()).not.toMatch(/wrapped before|own before|wrong/);
    });

    it("has the log of who was erased, each once (P12)", async () => {
      await vault.logErasure({ person: "hash 1", at: 7 });
      await vault.logErasure({ person: "hash 1", at: 9 });
      await vault.logErasure({ person: "hash 2", at: 8 });
      await vault.close();
      vault = await place.open();
      expect(await vault.erasures()).toEqual([
        { person: "hash 1", at: 7 },
        { person: "hash 2", at: 8 },
      ]);
    });
  });

  describe("with the learners' keys in it", () => {
    let keys: LearnerKeys;
    beforeEach(() => {
      keys = learnerKeys(vault, wrapping);
    });

    it("makes one at the first use, and has the same for every replica and after a restart", async () => {
      expect(await keys.find("a", "ida")).toBeNull();
      const others = learnerKeys(other, wrapping);
      const [one, two] = await Promise.all([keys.of("a", "ida", 1), others.of("a", "ida", 1)]);
      expect(one).toHaveLength(32);
      expect(two).toEqual(one);
      await vault.close();
      vault = await place.open();
      expect(await learnerKeys(vault, wrapping).find("a", "ida")).toEqual(one);
    });

    it("has another one for each learner and each org", async () => {
      const all = [await keys.of("a", "ida", 1), await keys.of("a", "ben", 1), await keys.of("b", "ida", 1)];
      expect(new Set(all.map((one) => one.toString("hex"))).size).toBe(3);
      expect(await keys.all()).toEqual([
        { org: "a", learner: "ben", since: 1 },
        { org: "a", learner: "ida", since: 1 },
        { org: "b", learner: "ida", since: 1 },
      ]);
    });

    it("forgets one, in its files too (P12), and a new one opens nothing old", async () => {
      const before = await keys.of("a", "ida", 1);
      const sealed = aesSealer(before).seal("geheim", ["goal", "a", "ida", 0]);
      expect(await place.dump()).toContain("ida");
      await keys.forget("a", "ida", 1);
      expect(await place.dump()).not.toContain("ida");
      expect(await keys.find("a", "ida")).toBeNull();
      const after = await keys.of("a", "ida", 1);
      expect(() => aesSealer(after).open(sealed, ["goal", "a", "ida", 0])).toThrow(/cannot be read/);
    });

    it("makes a new one after another yes, whether or not the old one was forgotten (P12)", async () => {
      const before = await keys.of("a", "ida", 1);
      const after = await keys.of("a", "ida", 2);
      expect(after).not.toEqual(before);
      expect(await keys.find("a", "ida")).toEqual(after);
      // What belongs to the earlier yes does not touch the later one.
      await keys.forget("a", "ida", 1);
      expect(await keys.of("a", "ida", 1)).not.toEqual(after);
      expect(await keys.find("a", "ida")).toEqual(after);
    });

    it("shows neither them nor the master key to whoever has its files (P14)", async () => {
      const own = await keys.of("a", "ida", 1);
      const dump = await place.dump();
      for (const secret of [own, Buffer.alloc(32, 1)])
        for (const form of ["hex", "base64", "latin1"] as const)
          expect(dump.includes(secret.toString(form)), form).toBe(false);
    });

    it("never gives them with another master key, nor makes new ones in their place (F23)", async () => {
      const own = await keys.of("a", "ida", 1);
      const wrong = learnerKeys(other, masterWrapping({ master: Buffer.alloc(32, 2), other: null }));
      const refused = {
        kind: "misconfigured",
        message: expect.stringMatching(/Set the master key they were wrapped by/),
      };
      await expect(wrong.find("a", "ida")).rejects.toMatchObject(refused);
      await expect(wrong.of("a", "ida", 1)).rejects.toMatchObject(refused);
      expect(await keys.find("a", "ida")).toEqual(own);
    });

    it("says so when one was swapped with somebody else's, or damaged (P14, F23)", async () => {
      await keys.of("a", "ida", 1);
      await keys.of("a", "ben", 1);
      const [ben, ida] = await vault.learnerKeys();
      if (!ben || !ida) throw new Error("not there");
      await vault.rewrapLearnerKey(ida, ben.wrapped);
      const refused = {
        kind: "misconfigured",
        message: expect.stringContaining("Put back the newest backup"),
      };
      await expect(keys.find("a", "ida")).rejects.toMatchObject(refused);
      await vault.rewrapLearnerKey(ben, ben.wrapped.slice(0, -9));
      await expect(keys.of("a", "ben", 1)).rejects.toMatchObject(refused);
    });
  });
});
