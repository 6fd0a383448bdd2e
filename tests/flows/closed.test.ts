import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { text } from "../../src/channel/block.ts";
import type { Language } from "../../src/channel/language.ts";
import type { Dialog, Reply } from "../../src/dialog/dialog.ts";
import { texts } from "../../src/i18n/texts.ts";
import { goOn, stopOrg } from "../../src/org/administer.ts";
import { addToPilot, setPilot } from "../../src/org/pilot.ts";
import { comeBack, leave } from "../../src/privacy/leave.ts";
import { enqueue } from "../../src/turn/outbox.ts";
import { type Arrived, arrive } from "../arrive.ts";
import { hands } from "../hands.ts";
import { type House, type HouseOptions, ORG, temporaryFolder } from "../house.ts";
import { movingClock } from "../moving-clock.ts";
import { openPage, type Page, wordsOf } from "../page.ts";
import { slowWriter } from "../slow-writer.ts";

const TUESDAY = "2026-11-24T09:00:00Z";
const FRIDAY = "2026-11-27T13:00:10Z";
const SAID = {
  de: { question: "Wie hoch ist mein Lernbudget?", privacy: "Datenschutz", answer: "1.200 Euro" },
  en: { question: "How long does mentoring last?", privacy: "privacy", answer: "six months" },
};
const IDA = { org: ORG, learner: "ida" };

describe.each(["de", "en"] as const)("where Lotse is not there, in %s", (language: Language) => {
  const clock = movingClock(TUESDAY);
  const said = SAID[language];
  const { closed, privacy } = texts[language];
  let folder: ReturnType<typeof temporaryFolder>;
  let arrived: Arrived;
  let home: House;
  let ida: Page;

  const start = async (options: Partial<HouseOptions> = {}, chosen: Language | null = language) => {
    arrived = await arrive({ folder: folder.path, clock, ...options }, chosen);
    ({ home, ida } = arrived);
  };
  beforeEach(async () => {
    clock.set(TUESDAY);
    folder = temporaryFolder();
    await start();
  });
  afterEach(async () => {
    await arrived.leave();
    folder.remove();
  });

  const stop = () => home.store.write((writer) => stopOrg(writer, ORG, clock.now()), ORG);
  const go = () => home.store.write((writer) => goOn(writer, ORG), ORG);
  const leaves = () => home.store.write((writer) => leave(writer, IDA, clock.now()), ORG);
  const yes = (value: string) => ida.send({ kind: "action", action: "privacy.on", value });
  const count = async (table: "opt_in" | "rhythm" | "schedule" | "vote" | "session" | "role" | "inbox") => {
    const rows = await home.store.readOf(ORG).selectFrom(table).selectAll().where("org", "=", ORG).execute();
    return rows.filter((row) => !("learner" in row) || row.learner === "ida").length;
  };
  const rowOf = (delivery: string) =>
    home.store
      .readOf(ORG)
      .selectFrom("outbox")
      .select(["state", "sealed_reply"])
      .where("org", "=", ORG)
      .where("delivery", "=", delivery)
      .executeTakeFirst();
  /** Nothing is said to this, though it is accepted and handled. */
  async function silentAt(event: Record<string, unknown> & { kind: string }): Promise<void> {
    const before = ida.fromLotse().length;
    expect((await ida.post(event)).status).toBe(202);
    await expect.poll(async () => (await waiting()) + (await openDeliveries())).toBe(0);
    expect(ida.fromLotse().length).toBe(before);
  }
  const waiting = async () =>
    (
      await home.store
        .readOf(ORG)
        .selectFrom("inbox")
        .select("event")
        .where("state", "=", "waiting")
        .execute()
    ).length;
  const openDeliveries = async () =>
    (
      await home.store
        .readOf(ORG)
        .selectFrom("outbox")
        .select("delivery")
        .where("state", "in", ["pending", "sending", "unknown"])
        .execute()
    ).length;
  const message = (text: string) => ({ kind: "message", text, attachments: [] });
  const unasked = async () => {
    const delivery = randomUUID();
    const reply: Reply = { kind: "message", blocks: [text("Kanarienvogel")] };
    await home.store.write(
      (writer) =>
        enqueue(writer, home.sealer, {
          org: ORG,
          delivery,
          conversation: "web:ida",
          position: 1,
          unaskedOf: "ida",
          parcel: { reply, learner: "ida", answer: "" },
        }),
      ORG,
    );
    return delivery;
  };

  describe("because it was stopped", () => {
    it("says so once an hour, keeps what comes in, and answers again when it goes on", async () => {
      await stop();
      expect(wordsOf(await ida.say(said.question))).toBe(closed.stopped);
      const before = await count("inbox");
      await silentAt(message(said.question));
      await silentAt({ kind: "action", action: "home.show", value: "" });
      expect(await count("inbox")).toBe(before + 2);
      clock.set("2026-11-24T10:00:30Z");
      expect(wordsOf(await ida.say(said.question))).toBe(closed.stopped);
      await go();
      expect(wordsOf(await ida.say(said.question))).toContain(said.answer);
      await stop();
      expect(wordsOf(await ida.say(said.question))).toBe(closed.stopped);
    });

    it("answers no query and no desk, yet lets people see, take back and take along what is theirs (P2, P11)", async () => {
      await yes("messages");
      await stop();
      const ask = hands(ida);
      expect(await ask.view("home.journal")).toBeNull();
      expect((await ida.get("/api/forms/rhythm.change?value=")).ok).toBe(false);
      const uma = await openPage(home, "uma");
      const desk = await uma.get("/api/desk");
      expect(desk.status).toBe(503);
      expect(JSON.stringify(await desk.json())).toContain(closed.stopped);
      await uma.close();

      expect(wordsOf(await ida.say(said.privacy))).toContain(privacy.intro);
      expect(JSON.stringify(await ask.view("privacy.export"))).toContain("messages");
      await ida.send({ kind: "action", action: "privacy.off", value: "messages" });
      expect(await count("opt_in")).toBe(0);
      // A yes begins something: that has to wait.
      expect(wordsOf(await yes("messages"))).toBe(closed.stopped);
      expect(await count("opt_in")).toBe(0);
      await ida.send({ kind: "action", action: "privacy.erase-now", value: "" });
      await home.app.tick();
      expect(
        await home.store
          .readOf(ORG)
          .selectFrom("learner")
          .select("org")
          .where("learner", "=", "ida")
          .execute(),
      ).toEqual([]);
    });

    it("ends an answer that is being written, and begins none that was asked for before", async () => {
      await arrived.leave();
      await start({ writer: slowWriter(Array(3000).fill("Wort"), 10) }, null);
      await ida.post(message(said.question));
      await ida.post(message(said.question));
      await ida.until(() => ida.seen.filter(({ name }) => name === "append").length >= 2);
      await stop();
      const ended = texts[language].ask.stopped;
      await ida.until(() => wordsOf(ida.fromLotse()).split(ended).length === 3);
      await expect.poll(openDeliveries).toBe(0);
      expect(wordsOf(ida.fromLotse()).split("Wort").length).toBeLessThan(2000);
    });

    it("raises nothing that becomes due, and catches it up by the usual rules", async () => {
      await yes("messages");
      await stop();
      clock.set(FRIDAY);
      await home.app.tick();
      expect(await waiting()).toBe(0);
      await silentAt({ kind: "joined" });
      await go();
      const before = ida.fromLotse().length;
      await home.app.tick();
      await ida.until(() => ida.fromLotse().length > before);
    });

    it("drops what nobody asked for, and it does not leave later either", async () => {
      await yes("messages");
      await stop();
      const delivery = await unasked();
      await home.app.tick();
      await expect.poll(() => rowOf(delivery)).toEqual({ state: "refused", sealed_reply: null });
      await go();
      await home.app.tick();
      expect(wordsOf(ida.fromLotse())).not.toContain("Kanarienvogel");
    });
  });

  describe("because somebody is not in the pilot group", () => {
    const members = (...names: string[]) =>
      home.store.write(async (writer) => {
        await setPilot(writer, ORG, 1);
        for (const name of names) await addToPilot(writer, ORG, name);
      }, ORG);

    it("says one sentence and stores nothing but who it was", async () => {
      await arrived.leave();
      folder.remove();
      folder = temporaryFolder();
      await start({}, null);
      await members("unit:aussendienst");
      expect(wordsOf(await ida.say(said.question))).toBe(closed["not in the pilot"]);
      await silentAt(message(said.question));
      await silentAt({ kind: "joined" });
      for (const table of ["opt_in", "rhythm", "schedule", "vote", "role"] as const)
        expect(await count(table)).toBe(0);
      // Whoever gets in later hears first that this is an AI (P16).
      await members("learner:ida");
      expect(wordsOf(await ida.say(said.question, 2))).toContain(
        texts[language].common.introduction("Werft"),
      );
    });

    it.each(["unit:halle", "division:bau", "learner:ida"])("is there for %s", async (member) => {
      await members(member);
      expect(wordsOf(await ida.say(said.question))).toContain(said.answer);
    });

    it("lets nothing leave that nobody asked for", async () => {
      await yes("messages");
      await members("unit:aussendienst");
      const delivery = await unasked();
      await home.app.tick();
      await expect.poll(() => rowOf(delivery)).toEqual({ state: "refused", sealed_reply: null });
    });
  });

  describe("because somebody has left the company", () => {
    it("ends every yes with what follows from it, every role and session, and what was on its way (P2)", async () => {
      for (const value of ["messages", "reflections", "signals"]) await yes(value);
      await ida.send({
        kind: "form",
        form: "goal.write",
        value: "",
        values: { goal: "Pivot", when: "a", step: "b" },
      });
      const { store } = home;
      await store.write(async (writer) => {
        await writer
          .insertInto("role")
          .values({ ...IDA, role: "analyst" })
          .execute();
        const [created_at, used_at, ends_at] = [1, 1, clock.now() + 1_000_000];
        const session = { ...IDA, session: "s", native: "ida", created_at, used_at, ends_at };
        await writer.insertInto("session").values(session).execute();
        await writer
          .insertInto("vote")
          .values({ ...IDA, month: "2026-11", topic: "pivot", unanswered: 0 })
          .execute();
      }, ORG);
      expect(await home.keys.all()).toHaveLength(1);
      const delivery = await unasked();
      await leaves();
      for (const table of ["opt_in", "rhythm", "schedule", "vote", "session", "role"] as const)
        expect(await count(table), table).toBe(0);
      expect(await store.readOf(ORG).selectFrom("goal").selectAll().execute()).toEqual([]);
      await home.app.tick();
      expect(await home.keys.all()).toEqual([]);
      expect(await rowOf(delivery)).toEqual({ state: "refused", sealed_reply: null });
      clock.set(FRIDAY);
      await home.app.tick();
      expect(await waiting()).toBe(0);
    });

    it("says one sentence, and nothing more; not even their rights are there, which an admin sees to", async () => {
      await leaves();
      expect(wordsOf(await ida.say(said.question))).toBe(closed["has left"]);
      await silentAt(message(said.privacy));
      expect(await hands(ida).view("privacy.export")).toBeNull();
      await silentAt({ kind: "action", action: "privacy.on", value: "messages" });
      expect(await count("opt_in")).toBe(0);
    });

    it("knows them when they come back in time, as somebody who has said yes to nothing (P1)", async () => {
      await yes("messages");
      await leaves();
      await home.store.write((writer) => comeBack(writer, IDA), ORG);
      expect(wordsOf(await ida.say(said.question))).toContain(said.answer);
      expect(await count("opt_in")).toBe(0);
      clock.set(FRIDAY);
      await home.app.tick();
      expect(await waiting()).toBe(0);
    });

    it("erases them after thirty days, and not before (P12, P13)", async () => {
      await leaves();
      const there = () =>
        home.store.readOf(ORG).selectFrom("learner").select("learner").where("learner", "=", "ida").execute();
      clock.set("2026-12-24T08:00:00Z");
      await home.app.tidy();
      expect(await there()).toHaveLength(1);
      clock.set("2026-12-24T10:00:00Z");
      await home.app.tidy();
      expect(await there()).toEqual([]);
      expect(await home.store.readOf(ORG).selectFrom("leaver").selectAll().execute()).toEqual([]);
      expect(await home.keys.erasures()).toHaveLength(1);
    });

    it("writes nothing that a turn under way had decided before (F21)", async () => {
      await arrived.leave();
      const gate = Promise.withResolvers<void>();
      const begun = Promise.withResolvers<void>();
      const slow: Dialog = {
        id: "slow",
        schema: z.null(),
        async begin({ now }) {
          begun.resolve();
          await gate.promise;
          const row = { ...IDA, opt_in: "messages", given_at: now } as const;
          return { to: "done", replies: [], changes: [{ change: "put", table: "opt_in", row }] };
        },
        resume: async () => ({ to: "yield" }),
      };
      await start({ dialogs: [slow] }, null);
      await ida.post({ kind: "action", action: "slow.go", value: "" });
      await begun.promise;
      await leaves();
      gate.resolve();
      await expect
        .poll(async () => {
          await home.app.tick();
          return waiting();
        })
        .toBe(0);
      expect(await count("opt_in")).toBe(0);
    });
  });
});
