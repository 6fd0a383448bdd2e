import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { house, ORG } from "../house.ts";
import { type Place, places } from "./places.ts";

const MONTH = "2026-01";
const PEOPLE = 30;
const VOTES = 12;

describe.each(places)("SIGKILL while a month is closed, on $engine (P7)", ({ make }) => {
  let place: Place;
  beforeEach(async () => {
    place = await make();
  });
  afterEach(() => place.remove());

  async function prepare(): Promise<void> {
    const home = await house(place.options);
    const nothing = { language: null, introduced_at: null, conversation: null, zone: null, version: 0 };
    await home.store.write(async (writer) => {
      for (let at = 0; at < PEOPLE; at++) {
        const learner = `p${at}`;
        const row = { org: ORG, learner, name: "", unit: "halle", ...nothing };
        await writer.insertInto("learner").values(row).execute();
        if (at >= VOTES) continue;
        await writer
          .insertInto("vote")
          .values({ org: ORG, month: MONTH, topic: "pivot", learner, unanswered: 0 })
          .execute();
      }
    }, ORG);
    await home.close();
  }

  async function left() {
    const home = await house(place.options);
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
    const first = await place.start(step, "tidy");
    if (first.running()) await once(first.process, "exit");
    expect(first.process.signalCode).toBe("SIGKILL");
    const { votes, snapshots } = await left();
    expect([votes.length, snapshots.length]).toEqual(step === "1:after" ? [0, 1] : [VOTES, 0]);

    const second = await place.start("", "tidy");
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

  it("two that close it at once close it once", async () => {
    await prepare();
    const one = await place.start("", "tidy");
    const other = await house(place.options);
    const votes = async () => {
      await other.app.tidy();
      return (await left()).votes.length;
    };
    await expect.poll(votes, { timeout: 20_000 }).toBe(0);
    expect(one.running()).toBe(true);
    await other.close();
    expect((await left()).snapshots).toHaveLength(1);
    expect((await left()).cells).toHaveLength(2);
  });
});
