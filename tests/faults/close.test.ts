import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { house, ORG, temporaryFolder } from "../house.ts";
import { postgresServer, temporaryDatabase } from "../postgres.ts";
import { type Child, startChild } from "./start-child.ts";

const MONTH = "2026-01";
const PEOPLE = 30;
const VOTES = 12;

const places = [
  { name: "SQLite", database: async () => null },
  ...(postgresServer === null ? [] : [{ name: "PostgreSQL", database: temporaryDatabase }]),
];

describe.each(places)("SIGKILL while a month is closed, on $name (P7)", ({ database: open }) => {
  let folder: ReturnType<typeof temporaryFolder>;
  let database: Awaited<ReturnType<typeof temporaryDatabase>> | null;
  const children = new Set<Child>();

  beforeEach(async () => {
    folder = temporaryFolder();
    database = await open();
  });
  afterEach(async () => {
    for (const child of children) await child.end();
    await database?.remove();
    folder.remove();
  });

  const inside = () => house({ folder: folder.path, ...(database ? { database: database.url } : {}) });

  async function prepare(): Promise<void> {
    const home = await inside();
    const nothing = { language: null, introduced_at: null, conversation: null, zone: null, version: 0 };
    await home.store.write(async (writer) => {
      for (let at = 0; at < PEOPLE; at++) {
        const learner = `p${at}`;
        const row = { org: ORG, learner, name: "", unit: "halle", ...nothing };
        await writer.insertInto("learner").values(row).execute();
        if (at >= VOTES) continue;
        await writer.insertInto("vote").values({ org: ORG, month: MONTH, topic: "pivot", learner }).execute();
      }
    }, ORG);
    await home.close();
  }

  async function start(step: string, path = folder.path): Promise<Child> {
    const child = await startChild(path, step, "tidy", database?.url);
    children.add(child);
    return child;
  }

  async function left() {
    const home = await inside();
    const votes = await home.store.read.selectFrom("vote").selectAll().execute();
    const snapshots = await home.store.read.selectFrom("snapshot").select(["month", "people"]).execute();
    const cells = await home.store.read
      .selectFrom("snapshot_cell")
      .select(["level", "division", "subject", "band"])
      .orderBy("level")
      .orderBy("subject")
      .execute();
    await home.close();
    return { votes, snapshots, cells };
  }

  // The first write of an hour is that of the snapshot.
  it.each(["1:before", "1:inside", "1:after"])("at %s leads to one snapshot, and whole", async (step) => {
    await prepare();
    const first = await start(step);
    if (first.running()) await once(first.process, "exit");
    expect(first.process.signalCode).toBe("SIGKILL");
    const { votes, snapshots } = await left();
    expect([votes.length, snapshots.length]).toEqual(step === "1:after" ? [0, 1] : [VOTES, 0]);

    const second = await start("");
    await expect.poll(async () => (await left()).votes.length, { timeout: 20_000 }).toBe(0);
    await second.end();
    expect(await left()).toEqual({
      votes: [],
      snapshots: [{ month: MONTH, people: PEOPLE + 4 }],
      cells: [
        { level: "company", division: "", subject: "pivot", band: "10-19" },
        { level: "division", division: "bau", subject: "tabellen", band: "10-19" },
      ],
    });
  });

  // A folder belongs to one process.
  if (open === temporaryDatabase) {
    it("two processes that close it at once close it once", async () => {
      await prepare();
      const other = temporaryFolder();
      const both = await Promise.all([start(""), start("", other.path)]);
      await expect.poll(async () => (await left()).votes.length, { timeout: 20_000 }).toBe(0);
      for (const child of both) {
        expect(child.running()).toBe(true);
        await child.end();
      }
      other.remove();
      expect((await left()).snapshots).toHaveLength(1);
      expect((await left()).cells).toHaveLength(2);
    });
  }
});
