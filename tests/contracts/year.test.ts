import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sqliteKeyVault } from "../../adapters/sqlite/key-vault.ts";
import { eraseLearner } from "../../src/privacy/erase.ts";
import { closeMonths } from "../../src/signal/close.ts";
import { disclose } from "../../src/signal/disclosure.ts";
import type { Month } from "../../src/signal/months.fixture.ts";
import { yearOf } from "../../src/signal/years.fixture.ts";
import { type LearnerKeys, learnerKeys } from "../../src/store/learner-keys.ts";
import { aesSealer } from "../../src/store/sealing.ts";
import { masterWrapping } from "../../src/store/wrapping.ts";
import { addOrg, type OpenStore } from "../all-orgs.ts";
import { engines } from "../engines.ts";
import { ORG, temporaryFolder } from "../house.ts";

const sealer = aesSealer(Buffer.alloc(32, 1));
const UNREST = { join: 0.05, leave: 0.05, move: 0.05, reorganise: 0.3 };
const company = { people: 120, divisions: 3, topics: 12, families: 4, liking: 0.8, unrest: UNREST };
const monthName = (at: number) => `2026-${String(at + 1).padStart(2, "0")}`;
/** In the month after. */
const closingOf = (at: number) => Date.UTC(2026, at + 1, 2, 9);

describe.each(engines)("the snapshots of a year, on $name", ({ open }) => {
  let store: OpenStore;
  let close: () => Promise<void>;
  let keys: LearnerKeys;
  let folder: ReturnType<typeof temporaryFolder>;

  beforeEach(async () => {
    folder = temporaryFolder();
    ({ store, close } = await open());
    keys = learnerKeys(
      sqliteKeyVault(`${folder.path}/keys.sqlite`),
      masterWrapping({ master: Buffer.alloc(32, 1), other: null }),
    );
    await addOrg(store, ORG);
  });
  afterEach(async () => {
    await keys.close();
    await close();
    folder.remove();
  });

  /** The company as it is in this month, with the votes of the month. */
  async function live({ people, votes, topics }: Month, at: number): Promise<void> {
    const nothing = { language: null, introduced_at: null, conversation: null, zone: null, version: 0 };
    const divisions = [...new Set(people.flatMap(({ division }) => division ?? []))];
    await store.write(async (writer) => {
      for (const table of ["unit", "learner", "topic"] as const)
        await writer.deleteFrom(table).where("org", "=", ORG).execute();
      await writer
        .insertInto("unit")
        .values(divisions.map((division) => ({ org: ORG, unit: division, division, name: division })))
        .execute();
      await writer
        .insertInto("learner")
        .values(
          people.map(({ person, division }) => {
            return { org: ORG, learner: person, name: person, unit: division, ...nothing };
          }),
        )
        .execute();
      await writer
        .insertInto("topic")
        .values(
          topics.map(({ topic, family }) => {
            return { org: ORG, topic, family, label_de: "", label_en: "", words_json: "{}", esco: null };
          }),
        )
        .execute();
      await writer
        .insertInto("vote")
        .values(
          votes.map(({ person, topic }) => {
            return { org: ORG, month: monthName(at), topic, learner: person, unanswered: 0 } as const;
          }),
        )
        .execute();
    }, ORG);
  }

  /** Every byte that is frozen of a month. */
  async function frozen(at: number): Promise<string> {
    const of = { org: ORG, month: monthName(at) };
    const rows = await Promise.all(
      (["snapshot", "snapshot_cell"] as const).map((table) =>
        store.read
          .selectFrom(table)
          .selectAll()
          .where("org", "=", of.org)
          .where("month", "=", of.month)
          .execute(),
      ),
    );
    return JSON.stringify(
      rows
        .flat()
        .map((row) => JSON.stringify(Object.entries(row).sort()))
        .sort(),
    );
  }

  it("stay byte for byte as they were closed, through joins, leaves, moves, re-organisations and erasures (P7)", async () => {
    const months = yearOf({ ...company, seed: 7 });
    const asClosed: string[] = [];
    let erased = 0;
    for (const [at, month] of months.entries()) {
      await live(month, at);
      expect(await closeMonths(store, ORG, { now: closingOf(at), smallestGroup: 5, disclose })).toEqual([
        monthName(at),
      ]);
      asClosed.push(await frozen(at));
      // One who is in the snapshot just made, and one who never was in any.
      for (const learner of [month.votes[0]?.person, month.people.at(-1)?.person]) {
        await eraseLearner({ store, keys, sealer }, ORG, learner ?? "", closingOf(at));
        erased++;
      }
      for (const [before, bytes] of asClosed.entries()) expect(await frozen(before)).toBe(bytes);
    }
    expect(erased).toBe(24);
    expect(asClosed.every((bytes) => bytes.includes("band"))).toBe(true);
    // What is frozen is what may be published of that month, and nothing else.
    for (const [at, month] of months.entries()) {
      const cells = await store.read
        .selectFrom("snapshot_cell")
        .select(["level", "division", "subject", "band"])
        .where("month", "=", monthName(at))
        .execute();
      const allowed = disclose({ ...month, smallestGroup: 5 }).cells;
      expect(new Set(cells.map((cell) => JSON.stringify(cell)))).toEqual(
        new Set(allowed.map((cell) => JSON.stringify(cell))),
      );
    }
  }, 60_000);
});
