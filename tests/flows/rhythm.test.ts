import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { applyChanges } from "../../src/store/change.ts";
import { type Arrived, arrive } from "../arrive.ts";
import type { Hands } from "../hands.ts";
import { type House, ORG, temporaryFolder } from "../house.ts";
import { movingClock } from "../moving-clock.ts";
import { type Page, wordsOf } from "../page.ts";

const TUESDAY = "2026-11-24T09:00:00Z";
const FRIDAY = "2026-11-27T13:00:10Z";
const QUESTION = "Wie hoch ist mein Lernbudget?";

describe("the rhythm in awkward moments", () => {
  const clock = movingClock(TUESDAY);
  let folder: ReturnType<typeof temporaryFolder>;
  let arrived: Arrived;
  let home: House;
  let ida: Page;
  let hand: Hands;

  beforeEach(async () => {
    clock.set(TUESDAY);
    folder = temporaryFolder();
    arrived = await arrive({ folder: folder.path, clock }, "de");
    ({ home, ida, hand } = arrived);
  });
  afterEach(async () => {
    await arrived.leave();
    folder.remove();
  });

  const yes = (value: string) => ida.send({ kind: "action", action: "privacy.on", value });
  const write = (form: string, value: string, values: Record<string, string>, count = 1) =>
    ida.send({ kind: "form", form, value, values }, count);
  const goal = (when = "a", step = "b") => write("goal.write", "", { goal: "Pivot", when, step });
  /** What Lotse says by itself at this time: everything before the answer to a question that is asked then. */
  async function saidAt(time: string): Promise<string> {
    clock.set(time);
    const before = ida.fromLotse().length;
    await home.app.tick();
    await ida.post({ kind: "message", text: QUESTION, attachments: [] });
    const fresh = () => ida.fromLotse().slice(before);
    await ida.until(() => fresh().some((one) => wordsOf([one]).includes("1.200 Euro")));
    return wordsOf(fresh().filter((one) => !wordsOf([one]).includes("1.200 Euro")));
  }

  it("takes no zone it cannot reckon with, and one broken row keeps nobody else waiting", async () => {
    await yes("messages");
    for (const zone of ["PST", "Mars/Olympus", "../etc", ""])
      await ida.send({ kind: "message", text: "Danke", attachments: [], zone });
    expect(
      await home.store.read.selectFrom("learner").select("zone").where("learner", "=", "ida").execute(),
    ).toEqual([{ zone: null }]);
    // As an older version may have stored it.
    await home.store.write(async (writer) => {
      await applyChanges(writer, ORG, [
        {
          change: "put",
          table: "schedule",
          row: {
            org: ORG,
            learner: "ida",
            job: "check-in.broken",
            subject: "",
            next_at: 1,
            zone: "Nowhere",
            skipped: 0,
          },
        },
      ]);
    });
    expect(await saidAt(FRIDAY)).toContain("90 Sekunden");
  });

  it("does nothing for a form of a made-up name, nor for values that no form offers", async () => {
    await yes("messages");
    for (const form of ["rhythm.x", "rhythm.constructor", "goal.other", "check-in.other", "recall.other"])
      await write(form, "", { day: "9", hour: "9007199254740994", plan: "no", goal: "x", helped: "x" });
    const forged = await ida.post({
      kind: "form",
      form: "rhythm.change",
      value: "",
      values: { day: "7", hour: "99", plan: "no" },
    });
    expect(forged.status).toBe(422);
    expect(await home.store.read.selectFrom("rhythm").select(["weekday", "hour"]).execute()).toEqual([
      { weekday: 5, hour: 14 },
    ]);
    for (const table of ["goal", "check_in", "self_question"] as const)
      expect(await home.store.read.selectFrom(table).selectAll().execute()).toEqual([]);
  });

  it("opens a check-in that was done already as it was written, and keeps the plan it looked back at", async () => {
    await yes("reflections");
    await goal("das Stand-up endet", "probiere ich es");
    await ida.say("Check-in");
    await hand.fill("Check-in öffnen", { worked: "no", helped: "Nichts", when: "Kaffee", step: "Datei" });
    await ida.say("Check-in");
    const again = await hand.form("Check-in öffnen");
    expect(again.intro).toContain("das Stand-up endet");
    expect(Object.fromEntries(again.fields.map(({ name, initial }) => [name, initial]))).toEqual({
      worked: "no",
      helped: "Nichts",
      differently: "",
      when: "Kaffee",
      step: "Datei",
    });
    await hand.fill("Check-in öffnen", { helped: "Doch etwas" });
    const journal = wordsOf([(await hand.view("home.journal")) ?? { blocks: [] }]);
    expect(journal).toContain("Doch etwas");
  });

  it("a card from long ago makes no new plan, and one from the future is about this week", async () => {
    await yes("reflections");
    await goal("jetzt", "dies");
    await write("check-in.write", "2026-W43", { helped: "", differently: "", when: "damals", step: "jenes" });
    expect(wordsOf([(await hand.view("home.show")) ?? { blocks: [] }])).toContain("Wenn jetzt, dann dies");
    await write("check-in.write", "2027-W30", { helped: "voraus", differently: "", when: "", step: "" });
    await write("check-in.write", "0000-W99", { helped: "daneben", differently: "", when: "", step: "" });
    const weeks = await home.store.read.selectFrom("check_in").select("week").orderBy("week").execute();
    expect(weeks).toEqual([{ week: "2026-W43" }, { week: "2026-W48" }]);
  });

  it("reads no reflection that was moved to another week or person (P14)", async () => {
    await yes("reflections");
    await write("check-in.write", "2026-W47", {
      helped: "vorige Woche",
      differently: "",
      when: "",
      step: "",
    });
    await write("check-in.write", "2026-W48", { helped: "diese Woche", differently: "", when: "", step: "" });
    const rows = await home.store.read.selectFrom("check_in").selectAll().orderBy("week").execute();
    await home.store.write(async (writer) => {
      for (const [at, row] of rows.entries()) {
        const sealed_entry = rows[1 - at]?.sealed_entry ?? null;
        await writer.updateTable("check_in").set({ sealed_entry }).where("week", "=", row.week).execute();
      }
    });
    const journal = wordsOf([(await hand.view("home.journal")) ?? { blocks: [] }]);
    expect(journal).not.toContain("Woche vom 23. November 2026\n");
    expect(journal).not.toContain("vorige Woche");
    expect(journal).not.toContain("diese Woche\n");
  });

  it("nudges only those who have a plan and have not looked back at it yet", async () => {
    await yes("messages");
    // Each Wednesday on time: a nudge that is late does not come anyway.
    expect(await saidAt("2026-11-25T09:00:10Z")).toBe("");
    clock.set("2026-11-26T09:00:00Z");
    await yes("reflections");
    await goal();
    expect(await saidAt("2026-12-02T09:00:10Z")).toContain("Hat dein Schritt geklappt?");
    clock.set("2026-12-08T09:00:00Z");
    await write("check-in.write", "2026-W50", { helped: "fertig", differently: "", when: "c", step: "d" });
    expect(await saidAt("2026-12-09T09:00:10Z")).toBe("");
  });

  it("shows the plan again on Mondays only to those who want it", async () => {
    await yes("messages");
    await yes("reflections");
    await goal();
    expect(await saidAt("2026-11-30T08:00:10Z")).toBe("");
    await write("rhythm.change", "", { day: "5", hour: "14", plan: "yes" });
    expect(await saidAt("2026-12-07T08:00:10Z")).toContain("Hier ist dein Plan");
    await write("rhythm.change", "", { day: "5", hour: "14", plan: "no" });
    expect(await saidAt("2026-12-14T08:00:10Z")).toBe("");
  });

  it("moves to the day and hour that were chosen", async () => {
    await yes("messages");
    const said = wordsOf(await write("rhythm.change", "", { day: "4", hour: "9", plan: "no" }));
    expect(said).toContain("am Donnerstag um 9 Uhr");
    expect(await saidAt("2026-11-26T08:00:10Z")).toContain("90 Sekunden");
    expect(await saidAt(FRIDAY)).toBe("");
  });

  it("goes on asking whoever checks in by themselves after three misses", async () => {
    await yes("messages");
    for (const friday of ["2026-11-27", "2026-12-04", "2026-12-11"]) await saidAt(`${friday}T13:00:10Z`);
    expect(await saidAt("2026-12-18T13:00:10Z")).toContain("Magst du eine Pause?");
    expect(await saidAt("2026-12-25T13:00:10Z")).toBe("");
    await write("check-in.write", "2026-W52", { helped: "", differently: "", when: "", step: "" });
    expect(await saidAt("2027-01-01T13:00:10Z")).toContain("90 Sekunden");
  });

  it("still asks on the day whose paused slot has passed, at the new hour", async () => {
    await yes("messages");
    await ida.say("Pause");
    await hand.press("2 Wochen");
    expect(await saidAt(FRIDAY)).toBe("");
    await ida.say("weiter");
    await write("rhythm.change", "", { day: "5", hour: "16", plan: "no" });
    expect(await saidAt("2026-11-27T15:00:10Z")).toContain("90 Sekunden");
  });

  it("comes back when the clock was a week ahead", async () => {
    await yes("messages");
    clock.set("2026-12-08T09:00:00Z");
    await home.app.tick();
    await ida.say("weiter");
    clock.set("2026-11-25T09:00:00Z");
    await home.app.tick();
    expect(await saidAt(FRIDAY)).toContain("90 Sekunden");
  });

  it("says “weiter” means nothing without a pause", async () => {
    await yes("messages");
    expect(wordsOf(await ida.say("weiter"))).toContain("keine Pause");
  });

  it("writes nothing to whoever has left", async () => {
    await yes("messages");
    await ida.post({ kind: "left" });
    await ida.until(() => true);
    clock.set(FRIDAY);
    const before = ida.fromLotse().length;
    await home.app.tick();
    await home.app.drain(100);
    expect(ida.fromLotse()).toHaveLength(before);
    expect(await home.store.read.selectFrom("contact").selectAll().execute()).toEqual([]);
  });

  describe("questions to oneself", () => {
    const asked = "Heute wolltest du etwas gefragt werden";
    beforeEach(async () => {
      await yes("reflections");
      await yes("messages");
      await write("recall.write", "", { question: "Wie?", answer: "So." });
    });

    it("come at 7, 21 and 60 days, whether or not anybody looks", async () => {
      expect(await saidAt("2026-12-01T09:00:10Z")).toContain(asked);
      expect(await saidAt("2026-12-15T09:00:20Z")).toContain(asked);
      expect(await saidAt("2027-01-25T09:00:10Z")).toContain(asked);
      expect(
        await home.store.read.selectFrom("schedule").selectAll().where("job", "=", "recall.ask").execute(),
      ).toEqual([]);
    });

    it("wait while there is a pause", async () => {
      await ida.say("Pause");
      await hand.press("2 Wochen");
      expect(await saidAt("2026-12-01T09:00:10Z")).toBe("");
      expect(await saidAt("2026-12-08T09:00:20Z")).toContain(asked);
    });

    it("are asked by nobody who has taken a yes back, even if a job is left", async () => {
      await home.store.write(async (writer) => {
        await writer.deleteFrom("opt_in").where("opt_in", "=", "messages").execute();
      });
      expect(await saidAt("2026-12-01T09:00:10Z")).toBe("");
      // Not only held back at the door: nothing was decided in the first place.
      expect(await home.store.read.selectFrom("contact").selectAll().execute()).toEqual([]);
    });

    it("go on when messages are switched on again", async () => {
      await ida.send({ kind: "action", action: "privacy.off", value: "messages" });
      await yes("messages");
      expect(await saidAt("2026-12-01T09:00:20Z")).toContain(asked);
    });

    it("can be read and deleted in the journal", async () => {
      const journal = await hand.view("home.journal");
      const cards = journal?.blocks.flatMap((block) => (block.kind === "cards" ? block.cards : [])) ?? [];
      expect(cards).toMatchObject([{ title: "Wie?", body: "So." }]);
      const [button] = cards[0]?.buttons ?? [];
      if (button?.kind !== "action") throw new Error("no button");
      expect(wordsOf(await ida.send({ kind: "action", action: button.action, value: button.value }))).toBe(
        "Gelöscht.",
      );
      expect(await saidAt("2026-12-01T09:00:10Z")).toBe("");
    });
  });
});
