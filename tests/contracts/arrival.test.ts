import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Arrival, type Arrived, arrive, mailMark } from "../../src/learner/arrival.ts";
import { findLearner } from "../../src/learner/learner.ts";
import { applyChanges } from "../../src/store/change.ts";
import { aesSealer } from "../../src/store/sealing.ts";
import { addOrg } from "../all-orgs.ts";
import { type Bench, engines } from "../engines.ts";

const ORG = "werft";
const TWIN = "zwilling";
const NOW = 1000;
const MAIL = "ida@werft.example";

describe.each(engines)("somebody who arrives, on $name", ({ open }) => {
  const sealer = aesSealer(Buffer.alloc(32, 1));
  let bench: Bench;
  let fresh = 0;

  beforeEach(async () => {
    bench = await open();
    fresh = 0;
    for (const org of [ORG, TWIN]) {
      await addOrg(bench.store, org);
      await bench.store.write(async (writer) => {
        for (const unit of ["halle", "lager"])
          await writer.insertInto("unit").values({ org, unit, division: "bau", name: unit }).execute();
      }, org);
    }
  });
  afterEach(() => bench.close());

  const told = (connection: string, native: string, more: Partial<Arrival> = {}): Arrival => {
    return { org: ORG, connection, native, name: null, mail: null, unit: null, notOf: [], ...more };
  };
  /** As sign-in does it: read and written in one transaction. */
  const come = (connection: string, native: string, more: Partial<Arrival> = {}): Promise<Arrived> => {
    const arrival = told(connection, native, more);
    return bench.store.write(async (writer) => {
      const arrived = await arrive(writer, sealer, arrival, `l${++fresh}`, NOW);
      await applyChanges(writer, arrival.org, arrived.changes);
      return arrived;
    }, arrival.org);
  };
  const directory = (mail: string, entry: { unit?: string; has_left?: 0 | 1 }) =>
    bench.store.write(async (writer) => {
      const row = {
        org: ORG,
        mail_mark: mailMark(sealer, ORG, mail),
        unit: null,
        has_left: 0,
        at: 0,
        ...entry,
      } as const;
      await writer
        .insertInto("directory_entry")
        .values(row)
        .onConflict((on) =>
          on.columns(["org", "mail_mark"]).doUpdateSet({ unit: row.unit, has_left: row.has_left }),
        )
        .execute();
    }, ORG);
  const found = (connection: string, native: string) =>
    findLearner(bench.store.readOf(ORG), ORG, connection, native);
  const wishes = () => bench.store.readOf(ORG).selectFrom("join_wish").selectAll().execute();
  const give = async (table: "leaver", learner: string) =>
    bench.store.write(
      (writer) => writer.insertInto(table).values({ org: ORG, learner, at: 0 }).execute(),
      ORG,
    );

  it("is somebody new, and known from then on", async () => {
    expect(await come("slack", "U1", { name: "Ida" })).toMatchObject({
      state: "new",
      learner: { learner: "l1" },
    });
    expect(await come("slack", "U1")).toMatchObject({
      state: "known",
      learner: { learner: "l1", name: "Ida" },
    });
    expect(await found("slack", "U1")).toMatchObject({ name: "Ida", unit: null });
  });

  it("is recognised by a verified mail at another door, however it is written there, and is one learner", async () => {
    await come("slack", "U1", { mail: MAIL, name: "Ida" });
    const arrived = await come("teams", "T1", { mail: ` ${MAIL.toUpperCase()} ` });
    expect(arrived).toMatchObject({ state: "recognised", learner: { learner: "l1", name: "Ida" } });
    expect(await found("teams", "T1")).toEqual(arrived.learner);
    expect((await come("teams", "T1")).state).toBe("known");
    expect(await bench.store.readOf(ORG).selectFrom("learner").select("learner").execute()).toHaveLength(1);
  });

  it("is somebody new without a mail, or with another one", async () => {
    await come("slack", "U1", { mail: MAIL });
    expect((await come("teams", "T1")).state).toBe("new");
    expect((await come("teams", "T2", { mail: "ben@werft.example" })).state).toBe("new");
    expect((await come("teams", "T3", { mail: "" })).state).toBe("new");
    expect((await come("web", "W1", { mail: "" })).state).toBe("new");
  });

  it("is never recognised as somebody of another company (S4)", async () => {
    await come("slack", "U1", { mail: MAIL });
    const twin = await come("teams", "T1", { org: TWIN, mail: MAIL });
    expect(twin).toMatchObject({ state: "new", learner: { org: TWIN } });
    expect(mailMark(sealer, TWIN, MAIL)).not.toBe(mailMark(sealer, ORG, MAIL));
  });

  it("is not taken for the one who had the address before, at the same door or having left", async () => {
    await come("slack", "U1", { mail: MAIL });
    expect((await come("slack", "U2", { mail: MAIL })).state).toBe("new");
    // Two have it now, so it says nothing any more.
    expect((await come("teams", "T1", { mail: MAIL })).state).toBe("new");

    await come("slack", "U3", { mail: "left@werft.example" });
    await give("leaver", (await found("slack", "U3"))?.learner ?? "");
    expect((await come("teams", "T3", { mail: "left@werft.example" })).state).toBe("new");
  });

  it("is to be joined when their mail becomes known later and leads to another learner", async () => {
    await come("slack", "U1", { mail: MAIL });
    await come("teams", "T1");
    expect(await come("teams", "T1", { mail: MAIL })).toMatchObject({
      state: "joining",
      learner: { learner: "l2" },
    });
    expect(await wishes()).toEqual([{ org: ORG, learner: "l2", into_learner: "l1", at: NOW }]);
    expect((await come("teams", "T1", { mail: MAIL })).state).toBe("known");
  });

  it("is not to be joined with somebody who comes by the same door as another person", async () => {
    await come("slack", "U1", { mail: MAIL });
    await come("slack", "U2");
    expect((await come("slack", "U2", { mail: MAIL })).state).toBe("known");
    expect(await wishes()).toEqual([]);
  });

  it("no longer belongs to a unit whose people the door knows, unless the directory says so (S5)", async () => {
    expect((await come("slack", "U1", { unit: "lager" })).learner.unit).toBe("lager");
    expect((await come("slack", "U1", { notOf: ["halle"] })).learner.unit).toBe("lager");
    expect((await come("slack", "U1", { notOf: ["halle", "lager"] })).learner.unit).toBeNull();
    expect(await found("slack", "U1")).toMatchObject({ unit: null });
    await directory(MAIL, { unit: "halle" });
    await come("slack", "U2", { mail: MAIL });
    expect((await come("slack", "U2", { notOf: ["halle", "lager"] })).learner.unit).toBe("halle");
  });

  it("belongs to the unit of the directory, else to that of the door, if the company has it", async () => {
    await directory(MAIL, { unit: "halle" });
    expect((await come("slack", "U1", { mail: MAIL, unit: "lager" })).learner.unit).toBe("halle");
    expect((await come("slack", "U1", { unit: "lager" })).learner.unit).toBe("halle");
    expect((await come("slack", "U2", { unit: "lager" })).learner.unit).toBe("lager");
    expect((await come("slack", "U2", { unit: "mond" })).learner.unit).toBe("lager");
    expect((await come("slack", "U3", { unit: "mond" })).learner.unit).toBeNull();
    await come("slack", "U3");
    expect((await come("slack", "U3", { mail: MAIL })).learner.unit).toBe("halle");
    expect(await found("slack", "U3")).toMatchObject({ unit: "halle" });
  });

  it("who has left is let know nothing, new or known, and nothing is kept of somebody new", async () => {
    await directory(MAIL, { has_left: 1 });
    expect(await come("slack", "U1", { mail: MAIL })).toMatchObject({ state: "left", changes: [] });
    expect(await found("slack", "U1")).toBeNull();
    await come("teams", "T1");
    expect((await come("teams", "T1", { mail: MAIL })).state).toBe("left");
    expect(await bench.store.readOf(ORG).selectFrom("leaver").selectAll().execute()).toEqual([
      { org: ORG, learner: "l2", at: NOW },
    ]);
  });

  it("gets a name where there was none, and follows a new one if there is only one door", async () => {
    await come("slack", "U1", { mail: MAIL });
    expect((await come("slack", "U1", { name: "Ida" })).learner.name).toBe("Ida");
    expect((await come("slack", "U1", { name: "Ida Kruse" })).learner.name).toBe("Ida Kruse");
    await come("teams", "T1", { mail: MAIL, name: "Kruse, Ida" });
    expect((await come("teams", "T1", { name: "Kruse, Ida" })).learner.name).toBe("Ida Kruse");
    expect((await come("teams", "T1", { name: " " })).learner.name).toBe("Ida Kruse");
  });

  it("who decides on requests is found by their new name in what they decided (P12)", async () => {
    const { learner } = await come("slack", "U1", { name: "Uma" });
    await bench.store.write(async (writer) => {
      await writer
        .insertInto("role")
        .values({ org: ORG, learner: learner.learner, role: "product_owner" })
        .execute();
      const row = { org: ORG, request: "r", number: 1, state: "done", sealed_reason: "x", at: 0 } as const;
      await writer
        .insertInto("decision")
        .values({ ...row, decision: "d1", decided_by: "Uma" })
        .execute();
      await writer
        .insertInto("decision")
        .values({ ...row, decision: "d2", number: 2, decided_by: "Otto" })
        .execute();
    }, ORG);
    await come("slack", "U1", { name: "Uma Petersen" });
    const decided = bench.store.readOf(ORG).selectFrom("decision").select("decided_by").orderBy("decision");
    expect((await decided.execute()).map(({ decided_by }) => decided_by)).toEqual(["Uma Petersen", "Otto"]);
  });

  it("at two doors at the same moment is one learner, or is tried again", async () => {
    await come("slack", "U1", { mail: MAIL });
    const read = bench.store.readOf(ORG);
    const both = await Promise.all(
      ["teams", "web"].map((door) => arrive(read, sealer, told(door, "X", { mail: MAIL }), "new", NOW)),
    );
    const commits = await Promise.allSettled(
      both.map(({ changes }) => bench.store.write((writer) => applyChanges(writer, ORG, changes), ORG)),
    );
    expect(commits.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    for (const door of ["teams", "web"])
      expect((await come(door, "X", { mail: MAIL })).learner.learner).toBe("l1");
  });

  it("is somebody new, not nobody, when the learner is erased in the moment of recognising them (P12)", async () => {
    await come("slack", "U1", { mail: MAIL });
    const { changes } = await arrive(
      bench.store.readOf(ORG),
      sealer,
      told("teams", "T1", { mail: MAIL }),
      "x",
      NOW,
    );
    await bench.store.write(async (writer) => {
      await writer.deleteFrom("identity").where("org", "=", ORG).execute();
      await writer.deleteFrom("learner").where("org", "=", ORG).execute();
    }, ORG);
    const late = bench.store.write((writer) => applyChanges(writer, ORG, changes), ORG);
    await expect(late).rejects.toMatchObject({ kind: "conflict" });
    expect((await come("teams", "T1", { mail: MAIL })).state).toBe("new");
  });
});
