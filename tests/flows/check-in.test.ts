import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Hands, hands } from "../hands.ts";
import { type House, house, ORG, temporaryFolder } from "../house.ts";
import { movingClock } from "../moving-clock.ts";
import { openPage, type Page, wordsOf } from "../page.ts";

/** Werft is in Berlin: UTC+1 in November. */
const TUESDAY = "2026-11-24T09:00:00Z";
const FRIDAY = "2026-11-27T13:00:10Z";
const MONDAY_AFTER = "2026-11-30T08:00:10Z";
const WEDNESDAY_AFTER = "2026-12-02T09:00:10Z";
const FRIDAY_AFTER = "2026-12-04T13:00:10Z";

describe.each([
  {
    language: "de",
    question: "Wie hoch ist mein Lernbudget?",
    answer: "1.200 Euro",
    goal: "Ziel",
    keep: "Ja, bewahr es für mich auf",
    write: "Ziel und Plan schreiben",
    yes: "Ja, melde dich",
    asked: "Hast du 90 Sekunden",
    open: "Check-in öffnen",
    plan: "Dein Plan war:\nWenn das Stand-up früher endet, dann probiere ich es",
    saved: "Beim nächsten Check-in siehst du deinen Plan wieder",
    nudge: "Hat dein Schritt geklappt?",
    skip: "Diese Woche nicht",
    reminded: "die einzige Erinnerung",
    pause: "Pause",
    four: "4 Wochen",
    resume: "weiter",
    resumed: "Schön, dass du wieder da bist",
    askToPause: "Drei Check-ins sind ausgefallen",
  },
  {
    language: "en",
    question: "How long does mentoring last?",
    answer: "every two weeks",
    goal: "Goal",
    keep: "Yes, keep it for me",
    write: "Write goal and plan",
    yes: "Yes, get in touch",
    asked: "Do you have 90 seconds",
    open: "Open check-in",
    plan: "Your plan was:\nIf das Stand-up früher endet, then I will probiere ich es",
    saved: "At your next check-in you will see your plan again",
    nudge: "did your step happen?",
    skip: "Not this week",
    reminded: "the only reminder",
    pause: "Pause",
    four: "4 weeks",
    resume: "resume",
    resumed: "Good to have you back",
    askToPause: "Three check-ins did not happen",
  },
])("the weekly rhythm, in $language", (words) => {
  const clock = movingClock(TUESDAY);
  const logged: string[] = [];
  let folder: ReturnType<typeof temporaryFolder>;
  let home: House;
  let ida: Page;
  let hand: Hands;

  beforeEach(async () => {
    clock.set(TUESDAY);
    folder = temporaryFolder();
    await open();
    await ida.send({ kind: "action", action: "language.choose", value: words.language }, 2);
  });
  afterEach(async () => {
    await close();
    folder.remove();
  });

  async function open(): Promise<void> {
    home = await house({ folder: folder.path, clock, log: (line) => logged.push(line) });
    ida = await openPage(home, "ida");
    await ida.until(() => ida.seen.some(({ name }) => name === "snapshot"));
    hand = hands(ida);
  }
  async function close(): Promise<void> {
    await ida.close();
    await home.close();
  }
  /** The process ends, and another one goes on with what it left. */
  async function restart(): Promise<void> {
    await close();
    await open();
  }

  const plan = { when: "das Stand-up früher endet", step: "probiere ich es" };
  async function setGoal(values: Record<string, string> = {}): Promise<void> {
    await ida.say(words.goal);
    await hand.press(words.keep);
    await hand.fill(words.write, { goal: "Pivot-Tabellen bauen", ...plan, ...values });
  }
  /** Moves the clock, lets the minute's tick happen, and gives what Lotse says by itself. */
  async function at(time: string, count = 1): Promise<string> {
    clock.set(time);
    const before = ida.fromLotse().length;
    await home.app.tick();
    return wordsOf(
      await ida.until(() => ida.fromLotse().length >= before + count && ida.fromLotse().slice(before)),
    );
  }
  /** The same, and nothing may come: a question afterwards is the next thing that is answered. */
  async function silentAt(time: string): Promise<void> {
    clock.set(time);
    const before = ida.fromLotse().length;
    await home.app.tick();
    const [next] = await ida.say(words.question);
    expect(wordsOf(next ? [next] : [])).toContain(words.answer);
    expect(ida.fromLotse().length).toBe(before + 1);
  }

  it("keeps a goal only after a yes, and asks before it writes by itself (P1)", async () => {
    await ida.say(words.goal);
    await ida.send({
      kind: "form",
      form: "goal.write",
      value: "",
      values: { goal: "heimlich", when: "", step: "" },
    });
    await ida.say(words.goal);
    expect(await home.store.read.selectFrom("goal").selectAll().execute()).toEqual([]);
    await restart();
    await hand.press(words.keep);
    await hand.fill(words.write, { goal: "Pivot-Tabellen bauen", ...plan });
    expect(await home.store.read.selectFrom("goal").select("learner").execute()).toEqual([
      { learner: "ida" },
    ]);
    expect(await home.store.read.selectFrom("schedule").selectAll().execute()).toEqual([]);
    await silentAt(FRIDAY);
  });

  it("asks on Friday, shows the plan in the form, and shows the next one a week later, restarts in between", async () => {
    await setGoal();
    await hand.press(words.yes);
    await restart();
    expect(await at(FRIDAY)).toContain(words.asked);
    expect((await hand.form(words.open)).intro).toContain(words.plan);
    await restart();
    const [saved] = await hand.fill(words.open, {
      worked: "partly",
      helped: "Ein ruhiger Moment",
      differently: "Früher anfangen",
      when: "der Kaffee durchläuft",
      step: "öffne ich die Datei",
    });
    expect(wordsOf(saved ? [saved] : [])).toContain(words.saved);
    expect(await at(WEDNESDAY_AFTER)).toContain(words.nudge);
    await restart();
    expect(await at(FRIDAY_AFTER)).toContain(words.asked);
    expect((await hand.form(words.open)).intro).toContain("der Kaffee durchläuft");
    const journal = await hand.view("home.journal");
    expect(wordsOf(journal ? [journal] : [])).toContain("Ein ruhiger Moment");
  });

  it("never puts the words of a goal, a plan or a reflection into the chat", async () => {
    await setGoal();
    await hand.press(words.yes);
    await at(FRIDAY);
    await hand.fill(words.open, { helped: "Ein ruhiger Moment", when: "Kaffee", step: "Datei" });
    await at(WEDNESDAY_AFTER);
    const shown = wordsOf([...ida.messages.values()]);
    for (const secret of ["Pivot-Tabellen bauen", plan.when, "Ein ruhiger Moment", "Kaffee", "Datei"])
      expect(shown).not.toContain(secret);
  });

  it("asks once a week, however often the minute comes and whatever the clock does (R3, F14)", async () => {
    await setGoal();
    await hand.press(words.yes);
    await at(FRIDAY);
    for (const again of [FRIDAY, "2026-11-27T12:30:00Z", "2026-11-27T13:00:30Z", "2026-11-27T14:30:00Z"])
      await silentAt(again);
    const asked = await home.store.read
      .selectFrom("contact")
      .selectAll()
      .where("job", "=", "check-in.ask")
      .execute();
    expect(asked).toMatchObject([{ learner: "ida", week: "2026-W48" }]);
  });

  it("does not ask who has checked in this week already", async () => {
    await setGoal();
    await hand.press(words.yes);
    await ida.say("Check-in");
    await hand.fill(words.open, { helped: "Schon erledigt" });
    await silentAt(FRIDAY);
  });

  it("reminds once on the next working day, and not after a skip", async () => {
    await setGoal();
    await hand.press(words.yes);
    await at(FRIDAY);
    expect(await at(MONDAY_AFTER)).toContain(words.reminded);
    await silentAt("2026-12-01T08:00:10Z");
    await at(FRIDAY_AFTER);
    await hand.press(words.skip);
    await silentAt("2026-12-07T08:00:10Z");
  });

  it("offers a pause after three misses, and is quiet until that is answered", async () => {
    await setGoal();
    await hand.press(words.yes);
    await at("2026-11-27T13:00:10Z");
    await at("2026-12-04T13:00:10Z");
    await at("2026-12-11T13:00:10Z");
    expect(await at("2026-12-18T13:00:10Z")).toContain(words.askToPause);
    await silentAt("2027-01-08T13:00:10Z");
    expect(wordsOf(await ida.say(words.resume))).toContain(words.resumed);
    expect(await at("2027-01-15T13:00:10Z")).toContain(words.asked);
  });

  it("is quiet during a pause and comes back after it", async () => {
    await setGoal();
    await hand.press(words.yes);
    await ida.say(words.pause);
    await hand.press(words.four);
    await silentAt(FRIDAY);
    await silentAt("2026-12-18T13:00:10Z");
    expect(await at("2026-12-23T09:00:10Z")).toContain(words.nudge);
    expect(await at("2026-12-25T13:00:10Z")).toContain(words.asked);
  });

  it("writes nothing after an opt-out one second before the slot (P2)", async () => {
    await setGoal();
    await hand.press(words.yes);
    clock.set("2026-11-27T12:59:59Z");
    await ida.send({ kind: "action", action: "privacy.off", value: "messages" });
    await silentAt("2026-11-27T13:00:00Z");
  });

  it.each(["pending", "sending", "unknown"] as const)(
    "holds back a %s message that has not left when the opt-out comes (P2)",
    async (state) => {
      await setGoal();
      await hand.press(words.yes);
      clock.set(FRIDAY);
      await home.store.write(async (writer) => {
        await writer.deleteFrom("opt_in").where("opt_in", "=", "messages").execute();
      });
      await home.store.write((writer) =>
        writer
          .insertInto("outbox")
          .values({
            org: ORG,
            delivery: "unasked",
            conversation: "web:ida",
            position: 1,
            state,
            attempts: 0,
            not_before: 0,
            lease_until: 0,
            fence: 0,
            message: null,
            stopped: 0,
            unasked_of: "ida",
            sealed_reply: home.sealer.seal(
              { reply: { kind: "message", blocks: [] }, learner: "ida", answer: "" },
              ["outbox", ORG, "unasked"],
            ),
          })
          .execute(),
      );
      await silentAt(FRIDAY);
      const row = await home.store.read
        .selectFrom("outbox")
        .select("state")
        .where("delivery", "=", "unasked")
        .execute();
      expect(row).toEqual([{ state: "refused" }]);
    },
  );

  it("catches up in working hours of the same week, else says that it was away (F15)", async () => {
    await setGoal();
    await hand.press(words.yes);
    // Down from Friday noon to Monday morning: the slot is over.
    await silentAt("2026-11-30T07:30:00Z");
    const late = await at(FRIDAY_AFTER);
    expect(late).toContain(words.asked);
    expect(late).toContain(words.language === "de" ? "nicht erreichbar" : "offline");
    // Down for three hours on a Friday: there is still time.
    await hand.press(words.skip);
    expect(await at("2026-12-11T16:30:00Z")).toContain(words.asked);
  });

  it("moves with the learner's own clock", async () => {
    await setGoal();
    await hand.press(words.yes);
    await ida.send({ kind: "message", text: words.goal, attachments: [], zone: "America/New_York" });
    await silentAt(FRIDAY);
    expect(await at("2026-11-27T19:00:10Z")).toContain(words.asked);
  });

  it("erases what was kept when keeping is switched off, key and all", async () => {
    await setGoal();
    await ida.say("Check-in");
    await hand.fill(words.open, { helped: "Vergänglich" });
    expect(await home.keys.all()).toMatchObject([{ org: ORG, learner: "ida" }]);
    await ida.send({ kind: "action", action: "privacy.off", value: "reflections" });
    for (const table of ["goal", "check_in", "self_question"] as const)
      expect(await home.store.read.selectFrom(table).selectAll().execute()).toEqual([]);
    await home.app.tick();
    expect(await home.keys.all()).toEqual([]);
    const journal = await hand.view("home.journal");
    expect(wordsOf(journal ? [journal] : [])).not.toContain("Vergänglich");
  });

  it("keeps nothing of a check-in without the yes to keeping (P1)", async () => {
    await ida.say("Check-in");
    await hand.fill(words.open, { helped: "Flüchtig", when: "a", step: "b" });
    const rows = await home.store.read.selectFrom("check_in").selectAll().execute();
    expect(rows).toMatchObject([{ state: "done", sealed_entry: null }]);
    expect(await home.store.read.selectFrom("goal").selectAll().execute()).toEqual([]);
  });

  it("says beside the field what is wrong with a plan of one half", async () => {
    await setGoal();
    const values = { goal: "x", when: "nur die Hälfte", step: "" };
    const refused = await ida.post({ kind: "form", form: "goal.write", value: "", values });
    expect(refused.status).toBe(422);
    expect(await refused.json()).toMatchObject({ errors: { step: expect.any(String) } });
  });

  it("leaves no word of a reflection in clear in any file or log (P3, P14)", async () => {
    const canary = "Kanarienvogel-7361";
    await setGoal({ goal: `${canary} Ziel` });
    await hand.press(words.yes);
    await at(FRIDAY);
    await hand.fill(words.open, { helped: canary, differently: canary, when: canary, step: canary });
    await hand.view("home.show");
    await hand.view("home.journal");
    await ida.say("Wie hoch ist mein Lernbudget?");
    const files = readdirSync(folder.path);
    expect(files).toContain("keys.sqlite");
    for (const file of files)
      expect(readFileSync(join(folder.path, file)).includes(canary), file).toBe(false);
    expect(logged.join("\n")).not.toContain(canary);
    const journal = await hand.view("home.journal");
    expect(wordsOf(journal ? [journal] : [])).toContain(canary);
  });
});
