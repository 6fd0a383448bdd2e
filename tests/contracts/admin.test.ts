import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { orderedStamps } from "../../src/clock.ts";
import { importPeople } from "../../src/directory/people.ts";
import { importUnits } from "../../src/directory/units.ts";
import { mailMark } from "../../src/learner/arrival.ts";
import { doorFor } from "../../src/learner/door.ts";
import { makeCode } from "../../src/learner/join-code.ts";
import { addLearner, newLearner } from "../../src/learner/learner.ts";
import { aboutPerson, personNamed, setUnit } from "../../src/learner/person.ts";
import { addOrg, setOrg, stopOrg } from "../../src/org/administer.ts";
import { addConnection, connectionsOf, removeConnection } from "../../src/org/connections.ts";
import { addToPilot, setPilot } from "../../src/org/pilot.ts";
import { comeBack, leave, seeOffLeavers } from "../../src/privacy/leave.ts";
import { applyChanges } from "../../src/store/change.ts";
import { aesSealer } from "../../src/store/sealing.ts";
import type { Store, Writer } from "../../src/store/store.ts";
import { conversations } from "../../src/turn/conversation.ts";
import {
  deliveriesHeldUp,
  dropDeliveries,
  eventsAside,
  HELD_UP,
  retryDeliveries,
  settleAside,
} from "../../src/turn/held-up.ts";
import { inbox } from "../../src/turn/inbox.ts";
import { loadOf } from "../../src/turn/load.ts";
import { isNotYet } from "../../src/turn/not-yet.ts";
import { enqueue, outbox } from "../../src/turn/outbox.ts";
import { type Bench, engines } from "../engines.ts";
import { byIda } from "../happenings.ts";

const ORG = "werft";
const OTHER = "reederei";
const NOW = Date.parse("2026-11-24T09:00:00Z");
const sealer = aesSealer(Buffer.alloc(32, 1));

describe.each(engines)("what admins decide, on $name", ({ open }) => {
  let bench: Bench;
  let store: Store;

  beforeEach(async () => {
    bench = await open();
    store = bench.store;
    const settings = { name: "W", language: "de", zone: "Europe/Berlin", unit_claim: null } as const;
    for (const org of [ORG, OTHER])
      await store.write((writer) => addOrg(writer, org, { ...settings, signals_from: null }), org);
    for (const person of ["ida", "ben", "eva", "tom", "uwe"]) await comes(person);
  });
  afterEach(() => bench.close());

  const write = <T>(work: (writer: Writer) => Promise<T>) => store.write(work, ORG);
  const comes = (person: string) =>
    write(async (writer) => {
      await applyChanges(
        writer,
        ORG,
        addLearner(newLearner(ORG, person), { connection: "web", native: person, mail_mark: null }),
      );
      await writer
        .updateTable("identity")
        .set({ mail_mark: mailMark(sealer, ORG, `${person}@werft.example`) })
        .where("org", "=", ORG)
        .where("learner", "=", person)
        .execute();
    });
  const unitsFrom = (text: string | Uint8Array) =>
    importUnits(store, ORG, { path: "units.csv", bytes: Buffer.from(text) });
  const peopleFrom = (text: string | Uint8Array, choice = {}) =>
    importPeople(
      { store, sealer },
      ORG,
      { path: "people.csv", bytes: Buffer.from(text) },
      { missingHaveLeft: false, evenMany: false, ...choice },
      NOW,
    );
  const unitOf = async (learner: string) => (await aboutPerson(store.readOf(ORG), ORG, learner)).unit;
  const door = (learner: string) => doorFor(store.readOf(ORG), ORG, learner);
  const reasonsIn = (imported: { state: string; problems?: { line: number; reason: string }[] }) =>
    (imported.problems ?? []).map(({ line, reason }) => `${line} ${reason}`);

  const UNITS =
    "Bereich;Einheit;Name\nBau;Halle;Halle Süd\nVertrieb Süd;Außendienst;\n\nVertrieb Süd;Innendienst;\n";
  const PEOPLE = [
    "E-Mail,Einheit,Ausgeschieden",
    "ida@werft.example,Halle Süd,",
    "Ben@Werft.Example,aussendienst,nein",
    "eva@werft.example,,no",
    "tom@werft.example,halle,",
    "uwe@werft.example,,ja",
  ].join("\r\n");

  describe("units from a file", () => {
    it("become divisions and units whose ids can be typed, and again the same", async () => {
      expect(await unitsFrom(UNITS)).toEqual({
        state: "imported",
        divisions: 2,
        units: 3,
        changed: 3,
        notInFile: 0,
      });
      const read = store.readOf(ORG);
      expect(await read.selectFrom("unit").selectAll().orderBy("unit").execute()).toEqual([
        { org: ORG, unit: "aussendienst", division: "vertrieb-sued", name: "Außendienst" },
        { org: ORG, unit: "halle", division: "bau", name: "Halle Süd" },
        { org: ORG, unit: "innendienst", division: "vertrieb-sued", name: "Innendienst" },
      ]);
      expect(await unitsFrom(UNITS)).toMatchObject({ changed: 0, units: 3 });
      expect(await unitsFrom("division,unit\nBau,Halle")).toMatchObject({ changed: 1, notInFile: 2 });
      expect(
        await store.readOf(OTHER).selectFrom("unit").selectAll().where("org", "=", OTHER).execute(),
      ).toEqual([]);
    });

    it("are read from what spreadsheets write", async () => {
      const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(UNITS, "utf16le")]);
      expect(await unitsFrom(utf16)).toMatchObject({ units: 3, changed: 3 });
      expect(await unitsFrom(`\uFEFF${UNITS.replaceAll(";", "\t")}`)).toMatchObject({ units: 3, changed: 0 });
    });

    it("are refused as a whole, each problem with its line", async () => {
      const refused = await unitsFrom(
        'Bereich,Einheit,Name\nBau,"Halle\nNord",\nbau,Werft,\nBau,,\nBau,Halle Nord,\nBau,a,b,c\n',
      );
      expect(reasonsIn(refused)).toEqual([
        expect.stringMatching(/^4 .*would both be bau/),
        expect.stringMatching(/^5 .*both be filled in/),
        expect.stringMatching(/^6 .*in line 2 already/),
        expect.stringMatching(/^7 .*4 cells/),
      ]);
      expect(reasonsIn(await unitsFrom("Name\nx"))).toEqual([expect.stringMatching(/^1 .*division, unit/)]);
      expect(reasonsIn(await unitsFrom(""))).toEqual([expect.stringMatching(/^1 .*empty/)]);
      expect(reasonsIn(await unitsFrom('division,unit\na,"b'))).toEqual([
        expect.stringMatching(/^2 .*quotation/),
      ]);
      expect(reasonsIn(await unitsFrom(Buffer.from([0x61, 0xff, 0x62, 0x62, 0x62, 0x62])))).toEqual([
        expect.stringMatching(/^1 .*UTF-8/),
      ]);
      expect(await store.readOf(ORG).selectFrom("unit").selectAll().execute()).toEqual([]);
    });
  });

  describe("people from a file", () => {
    beforeEach(() => unitsFrom(UNITS));

    it("are applied at once to those who are known, and no address is kept", async () => {
      expect(await peopleFrom(PEOPLE)).toEqual({
        state: "imported",
        people: 5,
        changed: 5,
        missing: 0,
        moved: 3,
        left: 1,
        back: 0,
      });
      expect(await Promise.all(["ida", "ben", "eva", "tom"].map(unitOf))).toEqual([
        "halle",
        "aussendienst",
        null,
        "halle",
      ]);
      expect(await door("uwe")).toBe("has left");
      expect(await door("ida")).toBe("open");
      const kept = await store.readOf(ORG).selectFrom("directory_entry").selectAll().execute();
      expect(kept).toHaveLength(5);
      expect(JSON.stringify(kept)).not.toContain("werft.example");
    });

    it("change nothing when they come again, nor what an admin decided by hand since", async () => {
      await peopleFrom(PEOPLE);
      await write((writer) => setUnit(writer, ORG, "ida", "innendienst"));
      await write((writer) => leave(writer, { org: ORG, learner: "ben" }, NOW));
      expect(await peopleFrom(PEOPLE)).toMatchObject({ changed: 0, moved: 0, left: 0, back: 0 });
      expect(await unitOf("ida")).toBe("innendienst");
      expect(await door("ben")).toBe("has left");
    });

    it("come back when the file says so", async () => {
      await peopleFrom(PEOPLE);
      expect(await peopleFrom(PEOPLE.replace(",ja", ",nein"))).toMatchObject({ changed: 1, back: 1 });
      expect(await door("uwe")).toBe("open");
    });

    const without = (...people: string[]) =>
      PEOPLE.split("\r\n")
        .filter((line) => !people.some((person) => line.startsWith(person)))
        .join("\n");

    it("who are missing are forgotten, or have left where that is said", async () => {
      await peopleFrom(PEOPLE);
      expect(await peopleFrom(without("tom"))).toMatchObject({ missing: 1, left: 0 });
      expect(await door("tom")).toBe("open");
      expect(await store.readOf(ORG).selectFrom("directory_entry").selectAll().execute()).toHaveLength(4);
      expect(await peopleFrom(without("tom", "eva"), { missingHaveLeft: true })).toMatchObject({
        missing: 1,
        left: 1,
      });
      expect(await door("eva")).toBe("has left");
    });

    it("are refused when more than a quarter is missing, unless that is meant", async () => {
      await peopleFrom(PEOPLE);
      const cut = without("tom", "eva");
      await expect(peopleFrom(cut, { missingHaveLeft: true })).rejects.toMatchObject({
        kind: "misconfigured",
        message: expect.stringContaining("2 of 5"),
      });
      expect(await door("tom")).toBe("open");
      expect(await peopleFrom(cut, { missingHaveLeft: true, evenMany: true })).toMatchObject({ left: 2 });
    });

    it("are refused as a whole, each problem with its line", async () => {
      const refused = await peopleFrom(
        "mail;unit;left\nida@werft.example;keller;\nIDA@werft.example;;\nben;;\neva@werft.example;halle;vielleicht\ntom@werft.example;halle;\nTom@werft.example;;\n",
      );
      expect(reasonsIn(refused)).toEqual([
        expect.stringMatching(/^2 .*no unit “keller”/),
        expect.stringMatching(/^4 .*mail address/),
        expect.stringMatching(/^5 .*“yes” or “no”/),
        expect.stringMatching(/^7 .*in line 6 already/),
      ]);
      expect(await store.readOf(ORG).selectFrom("directory_entry").selectAll().execute()).toEqual([]);
      expect(await unitOf("tom")).toBeNull();
    });

    it("may be many", async () => {
      const many = Array.from({ length: 2000 }, (_, at) => `p${at}@werft.example,halle`);
      expect(await peopleFrom(["mail,unit", ...many].join("\n"))).toMatchObject({ changed: 2000 });
      const gone = { missingHaveLeft: true, evenMany: true };
      expect(await peopleFrom(["mail,unit", ...many.slice(1000)].join("\n"), gone)).toMatchObject({
        missing: 1000,
        changed: 1000,
      });
    });
  });

  describe("whether Lotse is there", () => {
    it("is asked of the company, its pilot group and its leavers, of no other company's (S4)", async () => {
      await unitsFrom(UNITS);
      await write((writer) => setUnit(writer, ORG, "ida", "halle"));
      expect(await door("ida")).toBe("open");
      await write((writer) => setPilot(writer, ORG, 1));
      expect(await door("ida")).toBe("not in the pilot");
      await write((writer) => addToPilot(writer, ORG, "division:bau"));
      expect([await door("ida"), await door("ben")]).toEqual(["open", "not in the pilot"]);
      await write((writer) => stopOrg(writer, ORG, NOW));
      expect(await door("ida")).toBe("stopped");
      await write((writer) => leave(writer, { org: ORG, learner: "ida" }, NOW));
      expect(await door("ida")).toBe("has left");
      expect(await doorFor(store.readOf(OTHER), OTHER, "ida")).toBe("open");
      expect(await write((writer) => leave(writer, { org: ORG, learner: "ida" }, NOW + 1))).toBe(false);
      expect(await write((writer) => comeBack(writer, { org: ORG, learner: "ida" }))).toBe(true);
    });

    it("takes no pilot member and no unit that is not there", async () => {
      for (const member of ["unit:keller", "learner:niemand", "halle", "org:werft"])
        await expect(write((writer) => addToPilot(writer, ORG, member))).rejects.toMatchObject({
          kind: "misconfigured",
        });
      await expect(write((writer) => setUnit(writer, ORG, "ida", "keller"))).rejects.toMatchObject({
        kind: "misconfigured",
      });
    });
  });

  it("see off whoever turned out to have left as they arrived", async () => {
    await write(async (writer) => {
      await writer.insertInto("leaver").values({ org: ORG, learner: "ida", at: NOW }).execute();
      for (const learner of ["ida", "ben"])
        await writer.insertInto("role").values({ org: ORG, learner, role: "analyst" }).execute();
    });
    await seeOffLeavers(store);
    const roles = store.readOf(ORG).selectFrom("role").select("learner").where("org", "=", ORG);
    expect(await roles.execute()).toEqual([{ learner: "ben" }]);
  });

  describe("somebody who leaves while something of theirs is under way", () => {
    const clock = { now: () => NOW };
    const parts = () => ({ store, sealer, stamp: orderedStamps(clock) });
    const goes = () => write((writer) => leave(writer, { org: ORG, learner: "ida" }, NOW));

    beforeEach(async () => {
      await inbox(parts()).accept(byIda({ kind: "message", text: "hallo", attachments: [] }));
      await write((writer) =>
        writer.updateTable("conversation").set({ learner: "ida" }).where("org", "=", ORG).execute(),
      );
    });

    it("is answered by no turn that had begun (F21)", async () => {
      const held = await conversations(parts()).take(ORG, "web:ida", NOW);
      if (!held || isNotYet(held)) throw new Error("nothing to take");
      await goes();
      const rest = { language: "de", closedSaidAt: null, owner: "ida", stop: null, event: "done" } as const;
      const committed = { ...rest, stack: [{ dialog: "goal", state: 1 }], changes: [], deliveries: [] };
      await expect(conversations(parts()).commit(held, committed, NOW)).rejects.toMatchObject({
        kind: "lost",
      });
    });

    it("gets no delivery that had begun (F21)", async () => {
      const parcel = { reply: { kind: "message" as const, blocks: [] }, learner: "ida", answer: "" };
      const delivery = {
        org: ORG,
        conversation: "web:ida",
        delivery: "d",
        position: 1,
        unaskedOf: null,
        parcel,
      };
      await write((writer) => enqueue(writer, sealer, delivery));
      const claimed = await outbox(parts()).claim(ORG, "web:ida", NOW);
      if (!claimed || isNotYet(claimed)) throw new Error("nothing to deliver");
      await goes();
      await expect(outbox(parts()).extend(claimed, NOW)).rejects.toMatchObject({ kind: "lost" });
    });

    it("leaves no code behind by which another account would become theirs", async () => {
      const { changes } = await makeCode(store.readOf(ORG), sealer, { org: ORG, learner: "ida" }, NOW);
      await write((writer) => applyChanges(writer, ORG, changes));
      await goes();
      expect(await store.readOf(ORG).selectFrom("one_time_code").selectAll().execute()).toEqual([]);
    });
  });

  describe("connections and people", () => {
    const slack = { org: ORG, connection: "slack:T1", channel: "slack", native: "T1" };

    it("bind a workspace to one company only, and let go of it", async () => {
      const signalsFrom = () =>
        store.readOf(ORG).selectFrom("org").select("signals_from").where("org", "=", ORG).execute();
      const web = { org: ORG, connection: "web", channel: "web", native: "https://login.werft.example" };
      await write((writer) => addConnection(writer, web));
      expect(await signalsFrom()).toEqual([{ signals_from: null }]);
      await write((writer) => addConnection(writer, slack));
      // The first one goes on feeding signals, whatever the ids are.
      expect(await signalsFrom()).toEqual([{ signals_from: "web" }]);
      expect(await connectionsOf(store.readOf(ORG), ORG)).toEqual([
        { ...slack, people: 0 },
        { ...web, people: 5 },
      ]);
      await expect(
        store.write((writer) => addConnection(writer, { ...slack, org: OTHER }), OTHER),
      ).rejects.toMatchObject({ kind: "misconfigured" });
      await write((writer) => setOrg(writer, ORG, { signals_from: "slack:T1" }));
      await write((writer) => removeConnection(writer, ORG, "slack:T1"));
      expect(await signalsFrom()).toEqual([{ signals_from: null }]);
      await expect(
        write((writer) => setOrg(writer, ORG, { signals_from: "slack:T1" })),
      ).rejects.toMatchObject({
        kind: "misconfigured",
      });
    });

    it("are found by id, by mail, or by connection and id; never when it could be another", async () => {
      const named = (by: Parameters<typeof personNamed>[3]) =>
        personNamed(store.readOf(ORG), sealer, ORG, by);
      expect(await named({ by: "learner", learner: "ida" })).toBe("ida");
      expect(await named({ by: "mail", mail: " IDA@werft.example" })).toBe("ida");
      expect(await named({ by: "identity", connection: "web", native: "ida" })).toBe("ida");
      await expect(named({ by: "mail", mail: "niemand@werft.example" })).rejects.toMatchObject({
        message: expect.stringContaining("Nobody"),
      });
      await write((writer) =>
        writer
          .updateTable("identity")
          .set({ mail_mark: mailMark(sealer, ORG, "ida@werft.example") })
          .where("native", "=", "ben")
          .execute(),
      );
      await expect(named({ by: "mail", mail: "ida@werft.example" })).rejects.toMatchObject({
        message: expect.stringContaining("--learner"),
      });
    });
  });

  describe("what is held up", () => {
    const deliver = (
      delivery: string,
      state: "unknown" | "refused" | "sent",
      kept = true,
      unaskedOf: string | null = null,
    ) =>
      write(async (writer) => {
        const place = { org: ORG, conversation: "web:ida", position: NOW * 1000 };
        await enqueue(writer, sealer, {
          ...place,
          delivery,
          unaskedOf,
          parcel: { reply: { kind: "message", blocks: [] }, learner: "ida", answer: "" },
        });
        await writer
          .updateTable("outbox")
          .set({ state, attempts: 8, ...(kept ? {} : { sealed_reply: null }) })
          .where("delivery", "=", delivery)
          .execute();
      });
    const quarantine = (event: string) =>
      write((writer) =>
        writer
          .insertInto("inbox")
          .values({
            org: ORG,
            connection: "web",
            event,
            conversation: "web:ida",
            received: NOW * 1000,
            state: "quarantined",
            attempts: 4,
            not_before: NOW,
            sealed_event: "sealed",
          })
          .execute(),
      );

    it("is not said to be for somebody who has said yes to it, or has taken that back (P9)", async () => {
      await deliver("asked", "unknown");
      await deliver("unasked", "unknown", true, "ida");
      await deliver("dropped", "refused", false, "ida");
      const held = await deliveriesHeldUp(store.readOf(ORG), ORG, HELD_UP);
      expect(held.map(({ delivery, conversation }) => [delivery, conversation]).sort()).toEqual([
        ["asked", "web:ida"],
        ["unasked", null],
      ]);
      expect(JSON.stringify(held.filter(({ delivery }) => delivery === "unasked"))).not.toContain("ida");
    });

    it("is counted, listed, and tried again or dropped for good", async () => {
      await deliver("a", "unknown");
      await deliver("b", "refused");
      await deliver("c", "refused", false);
      await deliver("d", "sent");
      await quarantine("e1");
      await quarantine("e2");
      const load = () => loadOf(store.readOf(ORG), ORG, NOW + 5000);
      expect(await load()).toEqual({
        people: 5,
        waiting: 0,
        oldestWaitingMs: null,
        quarantined: 2,
        outbox: { refused: 2, sent: 1, unknown: 1 },
        due: 0,
      });
      const held = await deliveriesHeldUp(store.readOf(ORG), ORG, HELD_UP);
      // Of what was dropped for good, nothing is left to send.
      expect(held.map(({ delivery }) => delivery).sort()).toEqual(["a", "b"]);
      await expect(write((writer) => retryDeliveries(writer, ORG, ["a", "c"]))).rejects.toMatchObject({
        kind: "misconfigured",
      });
      for (const delivery of ["d", "z"])
        for (const wish of [retryDeliveries, dropDeliveries])
          await expect(write((writer) => wish(writer, ORG, [delivery]))).rejects.toMatchObject({
            kind: "misconfigured",
          });
      await write((writer) => retryDeliveries(writer, ORG, ["a"]));
      await write((writer) => dropDeliveries(writer, ORG, ["b"]));
      await write((writer) => settleAside(writer, ORG, ["e1"], "waiting"));
      await write((writer) => settleAside(writer, ORG, ["e2"], "done"));
      await expect(write((writer) => settleAside(writer, ORG, ["e2"], "done"))).rejects.toMatchObject({
        kind: "misconfigured",
      });
      expect(await eventsAside(store.readOf(ORG), ORG)).toEqual([]);
      expect(await load()).toMatchObject({
        waiting: 1,
        oldestWaitingMs: 5000,
        quarantined: 0,
        outbox: { pending: 1, refused: 2, sent: 1 },
      });
      const b = await store
        .readOf(ORG)
        .selectFrom("outbox")
        .select("sealed_reply")
        .where("delivery", "=", "b")
        .execute();
      expect(b).toEqual([{ sealed_reply: null }]);
    });
  });
});
