import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { postgresKeyVault } from "../../adapters/postgres/key-vault.ts";
import { postgresStore } from "../../adapters/postgres/postgres-store.ts";
import { sqliteKeyVault } from "../../adapters/sqlite/key-vault.ts";
import { lockFolder } from "../../adapters/sqlite/lock.ts";
import settings from "../../package.json" with { type: "json" };
import { systemClock } from "../../src/clock.ts";
import { openKeys } from "../../src/store/keys.ts";
import { KEYS } from "../../src/store/schema.ts";
import { hands } from "../hands.ts";
import { type House, house, ORG, temporaryFolder } from "../house.ts";
import { openPage, type Page, wordsOf } from "../page.ts";
import { abovePolicies, onServer, postgresServer, temporaryDatabase } from "../postgres.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const QUESTION = "Wie hoch ist mein Lernbudget?";
const TABLES = Object.keys(KEYS) as (keyof typeof KEYS)[];
/** Enough for several batches, in a table that stands in the middle of the others. */
const MANY = 3200;

describe.skipIf(postgresServer === null)("a move from the embedded store to PostgreSQL", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let database: Awaited<ReturnType<typeof temporaryDatabase>>;
  let file: string;
  const children = new Set<ChildProcess>();

  beforeEach(async () => {
    folder = temporaryFolder();
    database = await temporaryDatabase();
    file = join(folder.path, "lotse.sqlite");
    await live();
  });
  afterEach(async () => {
    for (const child of children) await kill(child);
    await database.remove();
    folder.remove();
  });

  /** Ida has asked, keeps a goal, and has asked once more as the house went down; two conversations were under way. */
  async function live(): Promise<void> {
    const home = await house({ folder: folder.path });
    const ida = await openPage(home, "ida");
    await ida.say(QUESTION, 2);
    await ida.send({ kind: "action", action: "privacy.on", value: "reflections" });
    await ida.send({
      kind: "form",
      form: "goal.write",
      value: "",
      values: { goal: "Nur meins", when: "", step: "" },
    });
    await ida.close();
    await home.store.write(async (writer) => {
      for (let from = 0; from < MANY; from += 400) {
        const rows = Array.from({ length: 400 }, (_, at) => {
          return {
            org: ORG,
            answer: `a${from + at}`,
            band: "answer",
            language: "de",
            day: "2026-11-24",
          } as const;
        });
        await writer.insertInto("answer").values(rows).execute();
      }
      const purpose = { purpose: "admin", learner: null, made_at: 1, ends_at: 2 } as const;
      await writer
        .insertInto("one_time_code")
        .values({ org: "", code: "c", ...purpose })
        .execute();
      await writer
        .updateTable("conversation")
        .set({ lease_until: Date.now() + 60_000 })
        .execute();
    }, ORG);
    await home.close();
  }

  function start(from = file, to = database.url, ...more: string[]) {
    const command = settings.scripts.move.split(" ").slice(1);
    const child = spawn(process.execPath, [...command, "--from", from, "--to", to, ...more], { cwd: ROOT });
    children.add(child);
    let said = "";
    child.stdout.on("data", (data: Buffer) => {
      said += data.toString();
    });
    child.stderr.on("data", (data: Buffer) => {
      said += data.toString();
    });
    const exit = once(child, "exit");
    return {
      child,
      said: () => said,
      async end() {
        await exit;
        return { code: child.exitCode, said };
      },
    };
  }
  async function kill(child: ChildProcess): Promise<void> {
    children.delete(child);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, "exit");
    child.kill("SIGKILL");
    await exit;
  }

  /** As soon as it says that it has done with this table. */
  async function killedBehind(table: string): Promise<void> {
    const { child, said, end } = start();
    child.stdout.on("data", () => said().includes(`\n${table} `) && child.kill("SIGKILL"));
    await end();
    expect(said()).toContain(`\n${table} `);
  }

  function rowsHere(): Record<string, unknown[]> {
    const source = new DatabaseSync(file, { readOnly: true });
    const all = TABLES.map((table) => {
      const rows = source.prepare(`select * from "${table}" order by ${KEYS[table].join()}`).all();
      // Whoever held a lease is gone.
      return [table, rows.map((row) => ("lease_until" in row ? { ...row, lease_until: 0 } : { ...row }))];
    });
    source.close();
    return Object.fromEntries(all);
  }
  async function rowsThere(): Promise<Record<string, unknown[]>> {
    const all = await Promise.all(
      TABLES.map(async (table) => {
        const rows = await onServer(
          `select * from "${table}" order by ${KEYS[table].join()}`,
          abovePolicies(database.url),
        );
        return [table, rows];
      }),
    );
    return Object.fromEntries(all);
  }
  const hashOf = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");

  it("brings every row there, says how many of what, and leaves the source as it was", async () => {
    const before = hashOf(file);
    const { code, said } = await start().end();
    expect(said).toContain("both sides agree");
    expect(code).toBe(0);
    expect(said).toMatch(new RegExp(`answer +${MANY + 1} `));
    expect(said).not.toContain("postgres://");
    expect(await rowsThere()).toEqual(rowsHere());
    expect(hashOf(file)).toBe(before);
  });

  it("is one after which the product goes on where it was, with everything people had", async () => {
    expect((await start().end()).code).toBe(0);
    const home: House = await house({ folder: folder.path, database: database.url });
    const ida: Page = await openPage(home, "ida");
    const answers = () => ida.fromLotse().filter(({ blocks }) => blocks.some(({ kind }) => kind === "quote"));
    try {
      await ida.until(() => answers().length === 1);
      expect(wordsOf([(await hands(ida).view("privacy.export")) ?? { blocks: [] }])).toContain("Nur meins");
      await ida.say(QUESTION);
      await ida.until(() => answers().length === 2);
      await ida.say("Check-in");
      const [saved] = await hands(ida).fill("Check-in öffnen", { helped: "Ein ruhiger Moment" });
      expect(saved?.blocks.length).toBeGreaterThan(0);
      expect(await home.store.read.selectFrom("check_in").select("state").execute()).toEqual([
        { state: "done" },
      ]);
    } finally {
      await ida.close();
      await home.close();
    }
  });

  it("carries the keys along if it is told where to, and changes none that are there (P14)", async () => {
    const target = await temporaryDatabase();
    const masterKeys = { master: Buffer.alloc(32, 7), other: null };
    const withKeys = () => start(file, database.url, "--keys-to", target.url).end();
    try {
      for (const code of [(await withKeys()).code, (await withKeys()).code]) expect(code).toBe(0);
      const vault = await postgresKeyVault(target.url);
      const here = sqliteKeyVault(join(folder.path, "keys.sqlite"));
      const there = await openKeys({ vault, masterKeys, clock: systemClock, inUse: [] });
      const before = await openKeys({ vault: here, masterKeys, clock: systemClock, inUse: [] });
      const own = await before.keys.find(ORG, "ida");
      expect(own).not.toBeNull();
      expect(await there.keys.find(ORG, "ida")).toEqual(own);
      await there.keys.of(ORG, "ben", 1);
      await Promise.all([vault.close(), here.close()]);
      const { code, said } = await withKeys();
      expect(said).toContain("has keys already, and they stay");
      expect(code).toBe(1);
    } finally {
      await target.remove();
    }
  });

  const moments = ["org", "learner", "conversation", "passage", "answer", "topic", "transcript"];

  it.each(moments)(
    "killed behind %s goes on and ends right; until then, Lotse does not start there",
    async (table) => {
      await killedBehind(table);
      const there = await onServer(
        "select to_regclass('move_under_way') is not null as mark",
        abovePolicies(database.url),
      );
      const unfinished = there[0]?.mark === true;
      // Behind the last of them it may have had the time to end.
      expect(unfinished || table === "transcript").toBe(true);
      if (unfinished) {
        await expect(house({ folder: folder.path, database: database.url })).rejects.toThrow(
          "has not come to its end. Run it again",
        );
      }
      const { code, said } = await start().end();
      expect(said).toContain("both sides agree");
      expect(code).toBe(0);
      expect(await rowsThere()).toEqual(rowsHere());
    },
  );

  it("killed again and again, at any moment, comes to its end all the same", async () => {
    let ended = 0;
    for (let round = 0; round < 12; round++) {
      const { child, end } = start();
      // Longer each time: at last it has the time it needs.
      await Promise.race([sleep(150 + round * 60 + Math.random() * 60), end()]);
      await kill(child);
      if (child.exitCode === 0) ended++;
    }
    expect((await start().end()).code).toBe(0);
    expect(ended).toBeLessThan(12);
    expect(await rowsThere()).toEqual(rowsHere());
  });

  it("begun again after the source was changed in between, brings what is there now", async () => {
    await killedBehind("topic");
    const source = new DatabaseSync(file);
    source.exec(
      "delete from answer where answer = 'a7'; update learner set name = 'Ida B.' where learner = 'ida'",
    );
    source.exec("delete from one_time_code");
    source.close();
    expect((await start().end()).code).toBe(0);
    expect(await rowsThere()).toEqual(rowsHere());
  });

  it("that has come to its end may be run again, and changes nothing", async () => {
    await start().end();
    const { code, said } = await start().end();
    expect(said).toContain("both sides agree");
    expect(code).toBe(0);
    expect(await rowsThere()).toEqual(rowsHere());
  });

  describe("is refused, with what to do about it,", () => {
    const refused = async (words: string, from?: string, to?: string) => {
      const { code, said } = await start(from, to).end();
      expect(said).toContain(words);
      expect(said).toContain("Not moved.");
      expect(code).toBe(1);
    };

    it("while Lotse runs on the source", async () => {
      const lock = lockFolder(join(folder.path, "lotse.lock"));
      await refused("Another Lotse is already running on this data folder").finally(() => lock.release());
    });

    it("while another move into the target runs", async () => {
      const other = temporaryFolder();
      copyFileSync(file, join(other.path, "lotse.sqlite"));
      const first = start();
      await once(first.child.stdout, "data");
      first.child.kill("SIGSTOP");
      await refused("Another move into the database", join(other.path, "lotse.sqlite"));
      first.child.kill("SIGCONT");
      expect((await first.end()).code).toBe(0);
      other.remove();
    });

    it("from a store of an earlier or a newer version, and from what is no store", async () => {
      const source = new DatabaseSync(file);
      source.exec("insert into migration (name) values ('999-future')");
      await refused("written by a newer version of Lotse (it knows 999-future). Move it with that version.");
      source.exec("delete from migration where name > '003'");
      await refused("Start this version on it once");
      source.close();
      await refused("is not a store of Lotse", join(folder.path, "keys.sqlite"));
      await refused("There is no file", join(folder.path, "missing.sqlite"));
      copyFileSync(join(ROOT, "package.json"), join(folder.path, "other.sqlite"));
      await refused("is not a readable database", join(folder.path, "other.sqlite"));
    });

    it("into a database that has something in it", async () => {
      const other = temporaryFolder();
      await (await house({ folder: other.path, database: database.url })).close();
      await refused(`The target is not empty: it has ${ORG}.`);
      other.remove();
    });

    it("into the key vault, or with its keys into a store, before anything is carried", async () => {
      const [vault, store] = [await temporaryDatabase(), await temporaryDatabase()];
      await (await postgresKeyVault(vault.url)).close();
      await (await postgresStore(store.url)).close();
      await refused("is the key vault's", file, vault.url);
      // Its tables would make a store of it.
      await (await postgresKeyVault(vault.url)).close();
      const { code, said } = await start(file, database.url, "--keys-to", store.url).end();
      expect(said).toContain("is the store's");
      expect(code).toBe(1);
      expect((await rowsThere()).learner).toEqual([]);
      await vault.remove();
      await store.remove();
    });

    it("from a folder, naming the file in it", async () => {
      await refused(`Name the lotse.sqlite in it`, folder.path);
    });

    it("by a user above row-level security (S4), to no server, and to what is no address", async () => {
      await refused("is above row-level security", file, abovePolicies(database.url));
      await refused("cannot be reached", file, "postgres://lotse@127.0.0.1:1/lotse");
      await refused("is not the address of a PostgreSQL database", file, "mysql://lotse@127.0.0.1/lotse");
    });

    it("when a text has a character that PostgreSQL cannot keep, naming its row", async () => {
      const source = new DatabaseSync(file);
      source.prepare("update document set title = ? where document like '%mentoring%'").run("a\0b");
      source.close();
      await refused("of document has a NUL character in it");
    });
  });
});
