import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { closeMonths } from "../../src/signal/close.ts";
import { disclose } from "../../src/signal/disclosure.ts";
import { closedMonths, readSnapshot } from "../../src/signal/snapshot.ts";
import { confirmTopic, openMonth, takeBack, votesOf, withdrawVotes } from "../../src/signal/votes.ts";
import { applyChanges } from "../../src/store/change.ts";
import { addOrg, type OpenStore } from "../all-orgs.ts";
import { type Bench, engines } from "../engines.ts";

const ORG = "werft";
const at = (time: string) => Date.parse(time);
const NOVEMBER = at("2026-11-12T10:00:00Z");
const DECEMBER = at("2026-12-01T10:00:00Z");
const JANUARY = at("2027-01-01T10:00:00Z");
const BANDS = ["5-9", "10-19", "20-49", "50+", "most"];

describe.each(engines)("signals on $name", ({ open }) => {
  let bench: Bench;
  let store: OpenStore;

  beforeEach(async () => {
    bench = await open();
    store = bench.store;
    await fill(store, ORG);
  });
  afterEach(() => bench.close());

  const confirm = async (learner: string, topic: string, now = NOVEMBER, unanswered = false) => {
    const confirmed = await confirmTopic(store.read, { org: ORG, learner, topic, now, unanswered });
    if (confirmed.state === "counted")
      await store.write((writer) => applyChanges(writer, ORG, confirmed.changes));
    return confirmed.state;
  };
  const confirmAll = async (topic: string, first: number, end: number, now = NOVEMBER) => {
    for (let number = first; number < end; number++) await confirm(`p${number}`, topic, now);
  };
  const close = (now: number, smallestGroup = 5) => closeMonths(store, ORG, { now, smallestGroup, disclose });
  const vote = (learner: string) => {
    return { org: ORG, month: "2026-11", topic: "excel", learner, unanswered: 0 } as const;
  };
  const votes = () => store.read.selectFrom("vote").selectAll().where("org", "=", ORG).execute();
  /** Every byte of what is frozen. */
  const frozen = async () =>
    JSON.stringify([
      await store.read.selectFrom("snapshot").selectAll().orderBy("month").execute(),
      await store.read
        .selectFrom("snapshot_cell")
        .selectAll()
        .orderBy("month")
        .orderBy("division")
        .orderBy("subject")
        .execute(),
    ]);

  describe("a vote", () => {
    it("is counted once per learner, topic and month", async () => {
      expect(await confirm("p0", "excel")).toBe("counted");
      expect(await confirm("p0", "excel")).toBe("already");
      expect(await confirm("p0", "excel", DECEMBER)).toBe("counted");
      expect((await votes()).map(({ month }) => month).sort()).toEqual(["2026-11", "2026-12"]);
    });

    it("that is decided twice at once is a conflict, and the second try sees the first", async () => {
      const decide = () =>
        confirmTopic(store.read, {
          org: ORG,
          learner: "p0",
          topic: "excel",
          now: NOVEMBER,
          unanswered: false,
        });
      const decided = [await decide(), await decide()];
      const commits = await Promise.allSettled(
        decided.map((one) =>
          store.write((writer) => applyChanges(writer, ORG, one.state === "counted" ? one.changes : [])),
        ),
      );
      expect(commits.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
      expect(await decide()).toEqual({ state: "already" });
      expect(await votes()).toHaveLength(1);
    });

    it("becomes one after an unanswered question when the learner taps such a one later, and stays one", async () => {
      const marks = async () => (await votes()).map(({ unanswered }) => unanswered);
      expect(await confirm("p0", "excel")).toBe("counted");
      expect(await marks()).toEqual([0]);
      expect(await confirm("p0", "excel", NOVEMBER, true)).toBe("counted");
      expect(await marks()).toEqual([1]);
      expect(await confirm("p0", "excel", NOVEMBER, true)).toBe("already");
      expect(await confirm("p0", "excel")).toBe("already");
      expect(await marks()).toEqual([1]);
    });

    it("is for a topic of the org's list only", async () => {
      expect(await confirm("p0", "what I wrote")).toBe("unknown");
      expect(await votes()).toEqual([]);
    });

    it("is for the month on the org's clock", async () => {
      await confirm("p0", "excel", at("2026-11-30T22:59:59Z"));
      await confirm("p1", "excel", at("2026-11-30T23:00:00Z"));
      expect((await votes()).map(({ month, learner }) => `${learner} ${month}`).sort()).toEqual([
        "p0 2026-11",
        "p1 2026-12",
      ]);
    });

    it("can be taken back until its month is closed, and given again", async () => {
      await confirm("p0", "excel");
      await confirm("p0", "pumpen");
      await confirm("p1", "excel");
      const which = { org: ORG, learner: "p0", topic: "excel", now: DECEMBER };
      const changes = await takeBack(store.read, which);
      await store.write((writer) => applyChanges(writer, ORG, changes));
      expect(await votesOf(store.read, ORG, "p0")).toEqual(["pumpen"]);
      expect(await votesOf(store.read, ORG, "p1")).toEqual(["excel"]);
      expect(await takeBack(store.read, which)).toEqual([]);
      expect(await confirm("p0", "excel")).toBe("counted");
    });

    it("goes with all others of a learner who no longer shares", async () => {
      await confirm("p0", "excel");
      await confirm("p0", "pumpen", DECEMBER);
      await confirm("p1", "excel");
      const changes = await withdrawVotes(store.read, ORG, "p0");
      await store.write((writer) => applyChanges(writer, ORG, changes));
      expect(await votesOf(store.read, ORG, "p0")).toEqual([]);
      expect((await votes()).map(({ learner }) => learner)).toEqual(["p1"]);
    });
  });

  describe("closing", () => {
    it("freezes what may be published, and forgets who voted what", async () => {
      await confirmAll("excel", 0, 22);
      await confirmAll("pumpen", 30, 34);
      expect(await close(DECEMBER)).toEqual(["2026-11"]);
      expect(await votes()).toEqual([]);
      expect(await closedMonths(store.read, ORG)).toEqual(["2026-11"]);
      expect(await readSnapshot(store.read, ORG, "2026-11")).toEqual({
        month: "2026-11",
        closedAt: DECEMBER,
        smallestGroup: 5,
        people: 60,
        unanswered: [],
        withheld: { few: 2, complement: 0, difference: 0 },
        company: [{ topic: "excel", family: "it", band: "20-49" }],
        divisions: [{ division: "bau", family: "it", band: "20-49" }],
      });
    });

    it("leaves the month that is not over", async () => {
      await confirmAll("excel", 0, 10);
      expect(await close(at("2026-11-30T22:59:59Z"))).toEqual([]);
      expect(await closedMonths(store.read, ORG)).toEqual([]);
      expect(await votes()).toHaveLength(10);
      expect(await close(at("2026-11-30T23:00:00Z"))).toEqual(["2026-11"]);
    });

    it("closes several months at once, the oldest first, and none without votes", async () => {
      await confirmAll("excel", 0, 10, at("2026-10-05T10:00:00Z"));
      await confirmAll("excel", 0, 20, DECEMBER);
      expect(await close(JANUARY)).toEqual(["2026-10", "2026-12"]);
      expect(await closedMonths(store.read, ORG)).toEqual(["2026-12", "2026-10"]);
      expect(await readSnapshot(store.read, ORG, "2026-11")).toBeNull();
    });

    it("happens once: a second time changes nothing (P7)", async () => {
      await confirmAll("excel", 0, 10);
      await close(DECEMBER);
      const before = await frozen();
      expect(await close(DECEMBER + 1000)).toEqual([]);
      expect(await close(JANUARY)).toEqual([]);
      expect(await frozen()).toBe(before);
    });

    it("happens once when it is begun twice at once", async () => {
      await confirmAll("excel", 0, 10);
      const closed = await Promise.all([close(DECEMBER), close(DECEMBER), close(DECEMBER)]);
      expect(closed.flat()).toEqual(["2026-11"]);
      expect(await closedMonths(store.read, ORG)).toEqual(["2026-11"]);
      expect((await readSnapshot(store.read, ORG, "2026-11"))?.company).toHaveLength(1);
    });

    it("happens wholly or not at all", async () => {
      await confirmAll("excel", 0, 10);
      await store.write((writer) =>
        writer
          .insertInto("snapshot_cell")
          .values({
            org: ORG,
            month: "2026-11",
            level: "company",
            division: "",
            subject: "excel",
            band: "5-9",
          })
          .execute(),
      );
      await expect(close(DECEMBER)).rejects.toThrow();
      expect(await votes()).toHaveLength(10);
      expect(await closedMonths(store.read, ORG)).toEqual([]);
    });

    it("moves late votes to the open month, each once, and never counts again (P7)", async () => {
      await confirmAll("excel", 0, 10);
      await close(DECEMBER);
      const before = await frozen();
      await confirm("p0", "excel", DECEMBER);
      // Decided before the month was closed, committed after.
      await store.write((writer) => writer.insertInto("vote").values(["p0", "p20"].map(vote)).execute());
      expect(await close(DECEMBER)).toEqual([]);
      expect(await frozen()).toBe(before);
      expect((await votes()).map(({ month, learner }) => `${learner} ${month}`).sort()).toEqual([
        "p0 2026-12",
        "p20 2026-12",
      ]);
    });

    it("keeps of a late vote that its question went unanswered (P7)", async () => {
      await confirmAll("excel", 0, 10);
      await close(DECEMBER);
      await confirm("p0", "excel", DECEMBER);
      const late = ["p0", "p20"].map((learner) => ({ ...vote(learner), unanswered: 1 as const }));
      await store.write((writer) => writer.insertInto("vote").values(late).execute());
      await close(DECEMBER);
      expect((await votes()).map(({ month, unanswered }) => `${month} ${unanswered}`)).toEqual([
        "2026-12 1",
        "2026-12 1",
      ]);
    });

    it("shows of those who confirmed a topic how many had asked in vain, in a band (P5, P10)", async () => {
      await confirmAll("excel", 0, 22);
      for (let number = 0; number < 7; number++) await confirm(`p${number}`, "excel", NOVEMBER, true);
      for (let number = 30; number < 40; number++)
        await confirm(`p${number}`, "pumpen", NOVEMBER, number < 34);
      await close(DECEMBER);
      expect(await readSnapshot(store.read, ORG, "2026-11")).toMatchObject({
        company: [
          { topic: "excel", band: "20-49" },
          { topic: "pumpen", band: "10-19" },
        ],
        unanswered: [{ topic: "excel", band: "5-9" }],
      });
    });

    it("sends votes to the next month when the clock is set back into a closed one", async () => {
      await confirmAll("excel", 0, 10);
      await confirmAll("excel", 0, 10, DECEMBER);
      await close(JANUARY);
      expect(await openMonth(store.read, ORG, NOVEMBER)).toBe("2027-01");
      expect(await confirm("p0", "excel", NOVEMBER)).toBe("counted");
      expect((await votes()).map(({ month }) => month)).toEqual(["2027-01"]);
    });

    it("leaves out topics that are no longer in the list, and people who are gone", async () => {
      await confirmAll("excel", 0, 10);
      await confirmAll("pumpen", 20, 25);
      await store.write((writer) => writer.deleteFrom("topic").where("topic", "=", "excel").execute());
      await store.write((writer) => writer.deleteFrom("learner").where("learner", "=", "p20").execute());
      await close(DECEMBER);
      const snapshot = await readSnapshot(store.read, ORG, "2026-11");
      expect(snapshot).toMatchObject({ people: 59, company: [], divisions: [] });
      expect(snapshot?.withheld).toEqual({ few: 2, complement: 0, difference: 0 });
    });

    it("counts people without a division for the company only", async () => {
      await store.write((writer) => writer.updateTable("learner").set({ unit: null }).execute());
      await confirmAll("excel", 0, 10);
      await close(DECEMBER);
      const snapshot = await readSnapshot(store.read, ORG, "2026-11");
      expect(snapshot?.company).toEqual([{ topic: "excel", family: "it", band: "10-19" }]);
      expect(snapshot?.divisions).toEqual([]);
    });

    it("never goes below the smallest group of an earlier month, nor below five (P5)", async () => {
      await confirmAll("excel", 0, 7);
      await close(DECEMBER, 8);
      expect(await readSnapshot(store.read, ORG, "2026-11")).toMatchObject({ smallestGroup: 8, company: [] });
      await confirmAll("excel", 0, 7, DECEMBER);
      await close(JANUARY, 5);
      expect(await readSnapshot(store.read, ORG, "2026-12")).toMatchObject({ smallestGroup: 8, company: [] });
      await expect(close(JANUARY, 4)).rejects.toMatchObject({ kind: "misconfigured" });
    });

    it("does not touch another org (S4)", async () => {
      await fill(store, "twin");
      await store.write((writer) =>
        writer
          .insertInto("vote")
          .values({ org: "twin", month: "2026-11", topic: "excel", learner: "p0", unanswered: 0 })
          .execute(),
      );
      await confirmAll("excel", 0, 10);
      await close(DECEMBER);
      const twins = await store.read.selectFrom("vote").selectAll().where("org", "=", "twin").execute();
      expect(twins).toHaveLength(1);
      expect(await closedMonths(store.read, "twin")).toEqual([]);
      expect(await readSnapshot(store.read, "twin", "2026-11")).toBeNull();
    });

    it("copes with more rows than an engine takes in one statement", async () => {
      const people = Array.from({ length: 1200 }, (_, number) => `q${number}`);
      for (let first = 0; first < people.length; first += 400) {
        const learners = people.slice(first, first + 400);
        await store.write(async (writer) => {
          await writer
            .insertInto("learner")
            .values(learners.map((learner) => personRow(ORG, learner, "halle")))
            .execute();
          await writer.insertInto("vote").values(learners.map(vote)).execute();
        });
      }
      await confirm("p0", "excel");
      await close(DECEMBER);
      expect(await readSnapshot(store.read, ORG, "2026-11")).toMatchObject({ company: [{ band: "50+" }] });
      const late = people.map(vote);
      for (let first = 0; first < late.length; first += 400) {
        await store.write((writer) =>
          writer
            .insertInto("vote")
            .values(late.slice(first, first + 400))
            .execute(),
        );
      }
      await close(DECEMBER);
      const moved = await votes();
      expect(moved).toHaveLength(1200);
      expect(new Set(moved.map(({ month }) => month))).toEqual(new Set(["2026-12"]));
    });
  });

  describe("while it is reckoned what may be published, everything else goes on:", () => {
    /** Closes November; what happens each time it is reckoned comes in between. */
    const closeWhile = async (...happening: (() => Promise<unknown>)[]) => {
      let reckoned = 0;
      const closed = await closeMonths(store, ORG, {
        now: DECEMBER,
        smallestGroup: 5,
        async disclose(month) {
          await happening[reckoned++]?.();
          return disclose(month);
        },
      });
      return { closed, reckoned };
    };
    const bandOfExcel = async () => (await readSnapshot(store.read, ORG, "2026-11"))?.company[0]?.band;
    const takeBackOf = (learner: string) => () =>
      store.write(
        (writer) => writer.deleteFrom("vote").where("org", "=", ORG).where("learner", "=", learner).execute(),
        ORG,
      );
    const add = (learner: string) => () =>
      store.write((writer) => writer.insertInto("vote").values(vote(learner)).execute(), ORG);

    it("a vote that is taken back is not counted (P1)", async () => {
      await confirmAll("excel", 0, 10);
      expect(await closeWhile(takeBackOf("p0"))).toEqual({ closed: ["2026-11"], reckoned: 2 });
      expect(await bandOfExcel()).toBe("5-9");
      expect(await votes()).toEqual([]);
    });

    it("one whose turn began before the month was over is", async () => {
      await confirmAll("excel", 0, 9);
      expect(await closeWhile(add("p9"))).toEqual({ closed: ["2026-11"], reckoned: 2 });
      expect(await bandOfExcel()).toBe("10-19");
    });

    it("another process that closes the month first has closed it, once (P7)", async () => {
      await confirmAll("excel", 0, 10);
      let before = "";
      const other = async () => {
        expect(await close(DECEMBER)).toEqual(["2026-11"]);
        before = await frozen();
      };
      expect(await closeWhile(other)).toEqual({ closed: [], reckoned: 1 });
      expect(await frozen()).toBe(before);
      expect(await votes()).toEqual([]);
    });

    it("a smallest group that another month has promised meanwhile holds for this one, too (P5)", async () => {
      await confirmAll("excel", 0, 7);
      const promise = { org: ORG, month: "2026-10", closed_at: 1, smallest_group: 8, people: 60 };
      const other = () =>
        store.write(
          (writer) =>
            writer
              .insertInto("snapshot")
              .values({ ...promise, withheld_json: `{"few":0,"complement":0,"difference":0}` })
              .execute(),
          ORG,
        );
      expect(await closeWhile(other)).toEqual({ closed: ["2026-11"], reckoned: 2 });
      expect(await readSnapshot(store.read, ORG, "2026-11")).toMatchObject({ smallestGroup: 8, company: [] });
    });

    it("votes that change each time leave the month for later, and whole", async () => {
      await confirmAll("excel", 0, 10);
      const never = await closeWhile(takeBackOf("p0"), takeBackOf("p1"), takeBackOf("p2"));
      expect(never).toEqual({ closed: [], reckoned: 3 });
      expect(await closedMonths(store.read, ORG)).toEqual([]);
      expect(await votes()).toHaveLength(7);
      expect(await close(DECEMBER)).toEqual(["2026-11"]);
    });

    it("votes that are all taken back leave nothing to close", async () => {
      await confirm("p0", "excel");
      expect(await closeWhile(takeBackOf("p0"))).toEqual({ closed: [], reckoned: 2 });
      expect(await closedMonths(store.read, ORG)).toEqual([]);
    });

    it("reckoning that fails changes nothing", async () => {
      await confirmAll("excel", 0, 10);
      const failing = closeWhile(() => Promise.reject(new Error("The worker ended without a result.")));
      await expect(failing).rejects.toThrow("without a result");
      expect(await votes()).toHaveLength(10);
    });
  });

  describe("a snapshot", () => {
    it("holds ids, numbers and bands, and nobody and nothing they wrote (P10)", async () => {
      await confirmAll("excel", 0, 22);
      await confirmAll("pumpen", 30, 42);
      await close(DECEMBER);
      const snapshots = await store.read.selectFrom("snapshot").selectAll().execute();
      const cells = await store.read.selectFrom("snapshot_cell").selectAll().execute();
      expect(snapshots.map((row) => Object.keys(row).sort())).toEqual([
        ["closed_at", "month", "org", "people", "smallest_group", "withheld_json"],
      ]);
      expect(snapshots[0]?.withheld_json).toMatch(/^\{"few":\d+,"complement":\d+,"difference":\d+\}$/);
      expect(cells.length).toBeGreaterThan(2);
      for (const cell of cells) {
        expect(Object.keys(cell).sort()).toEqual(["band", "division", "level", "month", "org", "subject"]);
        expect(["excel", "pumpen", "it", "technik"]).toContain(cell.subject);
        expect(["", "bau", "vertrieb"]).toContain(cell.division);
        expect(BANDS).toContain(cell.band);
      }
      expect(await frozen()).not.toMatch(/"p\d+"|Name of/);
    });

    it("stays as it is when somebody who is in it is erased (P7)", async () => {
      await confirmAll("excel", 0, 10);
      await close(DECEMBER);
      const before = await frozen();
      await store.write((writer) => writer.deleteFrom("learner").where("learner", "=", "p0").execute());
      await close(JANUARY);
      expect(await frozen()).toBe(before);
    });

    it("shows the most people first, then by id, and calls a topic that has left the list by its id", async () => {
      await confirmAll("excel", 0, 12);
      await confirmAll("pumpen", 20, 40);
      await confirmAll("word", 40, 52);
      await close(DECEMBER);
      await store.write((writer) => writer.deleteFrom("topic").where("topic", "=", "pumpen").execute());
      const snapshot = await readSnapshot(store.read, ORG, "2026-11");
      expect(snapshot?.company).toEqual([
        { topic: "pumpen", family: "", band: "20-49" },
        { topic: "excel", family: "it", band: "10-19" },
        { topic: "word", family: "it", band: "10-19" },
      ]);
      expect(snapshot?.divisions).toEqual([
        { division: "bau", family: "it", band: "10-19" },
        { division: "bau", family: "technik", band: "10-19" },
        { division: "vertrieb", family: "it", band: "10-19" },
        { division: "vertrieb", family: "technik", band: "10-19" },
      ]);
    });

    it("is refused when what it says of withheld cells is not what it should be", async () => {
      await confirmAll("excel", 0, 10);
      await close(DECEMBER);
      await store.write((writer) =>
        writer.updateTable("snapshot").set({ withheld_json: `{"few":"p3"}` }).execute(),
      );
      await expect(readSnapshot(store.read, ORG, "2026-11")).rejects.toThrow();
    });
  });
});

/** Sixty people, half of them in each of two divisions. */
async function fill(store: OpenStore, org: string): Promise<void> {
  const people = Array.from({ length: 60 }, (_, number) =>
    personRow(org, `p${number}`, number < 30 ? "halle" : "aussendienst"),
  );
  const label = { label_de: "", label_en: "" };
  await addOrg(store, org);
  await store.write(async (writer) => {
    await writer
      .insertInto("unit")
      .values([
        { org, unit: "halle", division: "bau", name: "Halle" },
        { org, unit: "aussendienst", division: "vertrieb", name: "Außendienst" },
      ])
      .execute();
    await writer.insertInto("learner").values(people).execute();
    await writer
      .insertInto("family")
      .values([
        { org, family: "it", ...label },
        { org, family: "technik", ...label },
      ])
      .execute();
    await writer
      .insertInto("topic")
      .values(
        [
          { topic: "excel", family: "it" },
          { topic: "word", family: "it" },
          { topic: "pumpen", family: "technik" },
        ].map((topic) => ({ org, ...topic, ...label, words_json: `{"de":[],"en":[]}`, esco: null })),
      )
      .execute();
  });
}

function personRow(org: string, learner: string, unit: string) {
  const nothing = { language: null, introduced_at: null, conversation: null, zone: null };
  return { org, learner, name: `Name of ${learner}`, unit, ...nothing, version: 0 };
}
