import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { acceptKeys, renewKey, rewrapKeys, showKeys } from "../../src/commands/keys.ts";
import { type Config, readConfig } from "../../src/config.ts";
import { type Engines, openEngines } from "../../src/engines.ts";
import { mailMark } from "../../src/learner/arrival.ts";
import { addLearner, findLearner, newLearner } from "../../src/learner/learner.ts";
import { eraseLearner, replayErasures } from "../../src/privacy/erase.ts";
import { goalOf, keepGoal } from "../../src/reflection/goal.ts";
import { applyChanges, type Change } from "../../src/store/change.ts";
import { copyVault } from "../../src/store/copy-vault.ts";
import { checkVault } from "../../src/store/key-check.ts";
import { aesSealer, type Place } from "../../src/store/sealing.ts";
import { addOrg } from "../all-orgs.ts";
import { temporaryFolder } from "../house.ts";
import { postgresServer, rowsOf, temporaryDatabase } from "../postgres.ts";

const ORG = "werft";
const CANARY = "Kanarienvogel 4711";
const PLACE: Place = ["inbox", ORG, "web", "e1"];
const [OLD, NEW] = ["01".repeat(32), "02".repeat(32)];
const GOAL = { goal: CANARY, plan: null };

/** Where an installation keeps its things, gone when it is removed. */
type Ground = {
  config: Pick<Config, "dataDir" | "databaseUrl" | "keysUrl">;
  /** All of the store and of the vault, as a thief or a backup has it. */
  dump(): Promise<string>;
  remove(): Promise<void>;
};

const embedded = {
  name: "SQLite",
  async ground(): Promise<Ground> {
    const folder = temporaryFolder();
    return {
      config: { dataDir: folder.path, databaseUrl: null, keysUrl: null },
      dump: async () =>
        readdirSync(folder.path)
          .map((name) => readFileSync(join(folder.path, name)).toString("latin1"))
          .join(),
      remove: async () => folder.remove(),
    };
  },
};

const postgres = {
  name: "PostgreSQL",
  async ground(): Promise<Ground> {
    const folder = temporaryFolder();
    const [store, vault] = [await temporaryDatabase(), await temporaryDatabase()];
    return {
      config: { dataDir: folder.path, databaseUrl: store.url, keysUrl: vault.url },
      dump: async () => (await rowsOf(store.url)) + (await rowsOf(vault.url)),
      async remove() {
        await store.remove();
        await vault.remove();
        folder.remove();
      },
    };
  },
};

const open: Engines[] = [];
/** As a process opens it that has these settings. */
async function start(ground: Pick<Ground, "config">, master = OLD, other?: string): Promise<Engines> {
  const environment = { LOTSE_MASTER_KEY: master, LOTSE_OTHER_MASTER_KEY: other };
  const engines = await openEngines({ ...readConfig(environment), ...ground.config });
  open.push(engines);
  await checkVault(engines);
  return engines;
}
const endAll = async () => {
  for (const engines of open.splice(0)) await engines.close();
};

const ownerIn = ({ store, keys }: Engines, learner: string) => {
  return { read: store.readOf(ORG), keys, org: ORG, learner, since: 1 };
};
const make = ({ store }: Engines, ...changes: Change[]) =>
  store.write((writer) => applyChanges(writer, ORG, changes), ORG);
async function sealedGoal({ store }: Engines, learner: string): Promise<string> {
  const rows = store.readOf(ORG).selectFrom("goal").select("sealed_goal").where("learner", "=", learner);
  return (await rows.executeTakeFirstOrThrow()).sealed_goal;
}
/** Somebody with a goal of their own. */
async function live(engines: Engines, learner: string): Promise<void> {
  if ((await engines.store.orgs()).length === 0) await addOrg(engines.store, ORG);
  const row = { org: ORG, learner, opt_in: "reflections", given_at: 1 } as const;
  await make(
    engines,
    ...addLearner(newLearner(ORG, learner), { connection: "web", native: learner, mail_mark: null }),
    { change: "put", table: "opt_in", row },
    await keepGoal(ownerIn(engines, learner), GOAL, 1),
  );
}

describe.each(postgresServer === null ? [embedded] : [embedded, postgres])(
  "an installation on $name",
  (engine) => {
    let ground: Ground;
    beforeEach(async () => {
      ground = await engine.ground();
    });
    afterEach(async () => {
      await endAll();
      await ground.remove();
    });

    it("reads everything after both rotations, and knows everybody again (P14, F23)", async () => {
      const before = await start(ground);
      await live(before, "ida");
      const sealed = before.sealer.seal(CANARY, PLACE);
      const mark = mailMark(before.sealer, ORG, "ida@werft.example");
      const lines: string[] = [];
      const say = (line: string) => lines.push(line);
      await renewKey(before, say);
      const changing = await start(ground, NEW, OLD);
      await showKeys(changing, say);
      await rewrapKeys(changing, say);
      await endAll();
      const after = await start(ground, NEW);
      expect(after.sealer.open(sealed, PLACE)).toBe(CANARY);
      expect(await goalOf(ownerIn(after, "ida"))).toEqual(GOAL);
      expect(mailMark(after.sealer, ORG, "Ida@werft.example ")).toBe(mark);
      expect(lines).toEqual([
        expect.stringMatching(
          /^House key [0-9a-f]{8} was made\. It seals from .* on; what was sealed before/,
        ),
        expect.stringMatching(/^House key [0-9a-f]{8}, made 20.*: seals and opens\.$/),
        expect.stringMatching(/^House key [0-9a-f]{8}, made 20.*: opens\.$/),
        "Keys in the vault: 4, of which 4 are wrapped by the other master key. It is still needed.",
        "Keys wrapped anew: 4.",
        "Keys in the vault: 4, all wrapped by the master key. No other is needed.",
      ]);
    });

    it("refuses another master key at the start, and is as before with the right one (F23)", async () => {
      const before = await start(ground);
      await live(before, "ida");
      await endAll();
      await expect(start(ground, NEW)).rejects.toMatchObject({
        kind: "misconfigured",
        message: expect.stringContaining("Set the master key they were wrapped by"),
      });
      expect(await goalOf(ownerIn(await start(ground), "ida"))).toEqual(GOAL);
    });

    it("is not taken for a restored one while another replica makes keys (F23)", async () => {
      const [one, other] = [await start(ground), await start(ground)];
      // Between two looks of the one, the other makes a key and notes it.
      const changes = async () => {
        const before = await one.vault.changes();
        await renewKey(other, () => {});
        return before;
      };
      await expect(checkVault({ ...one, vault: { ...one.vault, changes } })).resolves.toBeUndefined();
      await expect(checkVault(one)).resolves.toBeUndefined();
    });

    it("has neither words nor keys in its files, and nothing that the master key alone opens (P14)", async () => {
      const engines = await start(ground);
      await live(engines, "ida");
      const own = await engines.keys.of(ORG, "ida", 1);
      const dump = await ground.dump();
      expect(dump).toContain(await sealedGoal(engines, "ida"));
      expect(dump).toContain((await engines.vault.learnerKey(ORG, "ida"))?.wrapped);
      expect(dump).not.toContain(CANARY);
      for (const secret of [Buffer.from(OLD, "hex"), own])
        for (const form of ["hex", "base64", "latin1"] as const)
          expect(dump.includes(secret.toString(form)), form).toBe(false);
    });

    it("does not open one person's words for another, though their rows were swapped (P14)", async () => {
      const engines = await start(ground);
      await live(engines, "ida");
      await live(engines, "ben");
      const sealed_goal = await sealedGoal(engines, "ida");
      await engines.store.write(
        (writer) => writer.updateTable("goal").set({ sealed_goal }).where("learner", "=", "ben").execute(),
        ORG,
      );
      expect(await goalOf(ownerIn(engines, "ben"))).toBeNull();
      expect(await goalOf(ownerIn(engines, "ida"))).toEqual(GOAL);
    });

    it("keeps erased people erased when a backup comes back after both rotations (P12, F22)", async () => {
      const before = await start(ground);
      await live(before, "ida");
      await live(before, "ben");
      await eraseLearner(before, ORG, "ida", 2);
      await renewKey(before, () => {});
      await rewrapKeys(await start(ground, NEW, OLD), () => {});
      await endAll();
      const after = await start(ground, NEW);
      // As a backup of the store from before brings her back.
      await make(
        after,
        ...addLearner(newLearner(ORG, "ida"), { connection: "web", native: "ida", mail_mark: null }),
      );
      await replayErasures(after);
      const read = after.store.readOf(ORG);
      expect(await findLearner(read, ORG, "web", "ida")).toBeNull();
      expect(await findLearner(read, ORG, "web", "ben")).toMatchObject({ learner: "ben" });
      expect(await after.keys.find(ORG, "ida")).toBeNull();
    });

    describe("with a vault that does not belong to its store,", () => {
      /** The vault as it is now, somewhere else. */
      async function copied(): Promise<Ground> {
        const elsewhere = await engine.ground();
        const config = { ...elsewhere.config, databaseUrl: null };
        const { vault } = await openVaultIn(config);
        await copyVault((await start(ground)).vault, vault);
        await endAll();
        return elsewhere;
      }
      /** Only the vault: what is opened with it stays untouched. */
      async function openVaultIn(config: Ground["config"]) {
        const { sqliteKeyVault } = await import("../../adapters/sqlite/key-vault.ts");
        const { postgresKeyVault } = await import("../../adapters/postgres/key-vault.ts");
        const vault =
          config.keysUrl === null
            ? sqliteKeyVault(join(config.dataDir, "keys.sqlite"))
            : await postgresKeyVault(config.keysUrl);
        closing.push(() => vault.close());
        return { vault };
      }
      const closing: (() => Promise<void>)[] = [];
      afterEach(async () => {
        for (const close of closing.splice(0)) await close();
      });
      /** A store, this one if no other is named, with the vault from there. */
      function joined(from: Ground, of = ground): Pick<Ground, "config"> {
        if (from.config.keysUrl === null) {
          for (const name of ["keys.sqlite", "keys.sqlite-wal", "keys.sqlite-shm"]) {
            const [source, target] = [join(from.config.dataDir, name), join(of.config.dataDir, name)];
            rmSync(target, { force: true });
            if (existsSync(source)) copyFileSync(source, target);
          }
          return of;
        }
        return { config: { ...of.config, keysUrl: from.config.keysUrl } };
      }

      it("refuses an older copy, makes no key in place of a lost one, and goes on once that is accepted (F23)", async () => {
        await live(await start(ground), "ben");
        const older = await copied();
        await live(await start(ground), "ida");
        // The next start or tick notes that the vault has come further.
        await start(ground);
        await endAll();
        const both = joined(older);
        const refused = { kind: "misconfigured", message: expect.stringContaining("an older copy") };
        await expect(start(both)).rejects.toMatchObject(refused);
        const [engines] = open;
        if (!engines) throw new Error("not there");
        expect(await engines.keys.all()).toMatchObject([{ learner: "ben" }]);
        const lines: string[] = [];
        await acceptKeys(engines, (line) => lines.push(line));
        expect(lines).toEqual([expect.stringContaining("cannot be read any more")]);
        await endAll();
        const after = await start(both);
        expect(await goalOf(ownerIn(after, "ben"))).toEqual(GOAL);
        expect(await goalOf(ownerIn(after, "ida"))).toBeNull();
        await endAll();
        await older.remove();
      });

      it("takes a newer one: the store is a backup, and whoever was erased since is not in the vault (F22)", async () => {
        const before = await start(ground);
        await live(before, "ben");
        // The vault goes on, and the store does not know.
        await before.keys.of(ORG, "uma", 5);
        await before.keys.logErasure("somebody", 5);
        await endAll();
        const after = await start(ground);
        expect(await goalOf(ownerIn(after, "ben"))).toEqual(GOAL);
      });

      it("refuses the one of another installation, and an empty one (F23)", async () => {
        await live(await start(ground), "ida");
        await endAll();
        const foreign = await engine.ground();
        await start(foreign);
        await endAll();
        await expect(start(joined(foreign))).rejects.toMatchObject({
          kind: "misconfigured",
          message: expect.stringMatching(
            /sealed with key [0-9a-f]{8}, which is not here. Put back the newest/,
          ),
        });
        await endAll();
        const empty = await engine.ground();
        await expect(start(joined(empty))).rejects.toMatchObject({
          kind: "misconfigured",
          message: expect.stringContaining("it is empty, or another one. Put back its newest backup"),
        });
        await foreign.remove();
        await empty.remove();
      });

      it("refuses one with keys of learners for a new store, so that none is forgotten by mistake", async () => {
        await live(await start(ground), "ida");
        await endAll();
        const mistaken = await engine.ground();
        const from = joined(ground, mistaken);
        await expect(start(from)).rejects.toMatchObject({
          kind: "misconfigured",
          message: expect.stringContaining("Name the right store in DATABASE_URL or DATA_DIR"),
        });
        const [engines] = open;
        if (!engines) throw new Error("not there");
        expect(await engines.keys.all()).toMatchObject([{ learner: "ida" }]);
        await acceptKeys(engines, () => {});
        await endAll();
        await start(from);
        await endAll();
        await mistaken.remove();
      });

      it("does not copy a vault over one that has keys", async () => {
        await start(ground);
        const other = await engine.ground();
        await start(other);
        const [one, two] = open;
        if (!one || !two) throw new Error("not there");
        await expect(copyVault(one.vault, two.vault)).rejects.toMatchObject({
          kind: "misconfigured",
          message: expect.stringContaining("has keys already"),
        });
        await endAll();
        await other.remove();
      });
    });
  },
);

describe("an installation of an earlier version", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(async () => {
    await endAll();
    folder.remove();
  });

  it("goes on: what the master key sealed itself is read, and who was erased is known", async () => {
    const before = aesSealer(Buffer.from(OLD, "hex"));
    const own = Buffer.alloc(32, 9);
    const ground = { config: { dataDir: folder.path, databaseUrl: null, keysUrl: null } };
    const first = await openEngines({ ...readConfig({ LOTSE_MASTER_KEY: OLD }), ...ground.config });
    await addOrg(first.store, ORG);
    await first.store.write(
      (writer) =>
        writer
          .insertInto("key_check")
          .values({ org: ORG, sealed_word: before.seal("lotse", ["key_check", ORG]) })
          .execute(),
      ORG,
    );
    await first.close();
    rmSync(join(folder.path, "keys.sqlite"));
    const file = new DatabaseSync(join(folder.path, "keys.sqlite"));
    file.exec(
      `create table learner_key (org text not null, learner text not null, since integer not null, wrapped text not null, primary key (org, learner)) strict;
       create table erasure (person text not null primary key, at integer not null) strict`,
    );
    file
      .prepare("insert into learner_key values (?, ?, ?, ?)")
      .run(ORG, "ida", 1, before.seal(own.toString("base64"), ["learner_key", ORG, "ida"]));
    file.prepare("insert into erasure values (?, ?)").run(before.fingerprint("ben"), 1);
    file.close();

    const after = await start(ground);
    expect(after.sealer.open(before.seal(CANARY, PLACE), PLACE)).toBe(CANARY);
    expect(await after.keys.find(ORG, "ida")).toEqual(own);
    expect(await after.keys.erasures()).toEqual([{ person: after.sealer.fingerprint("ben"), at: 1 }]);
  });
});
