import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Language } from "../../src/channel/language.ts";
import { arrive } from "../arrive.ts";
import { type Hands, hands } from "../hands.ts";
import { type House, temporaryFolder } from "../house.ts";
import { movingClock } from "../moving-clock.ts";
import { blockOf, openPage, type Page, wordsOf } from "../page.ts";

describe.each([
  {
    language: "de",
    privacy: "Datenschutz",
    on: "Einschalten",
    off: "Ausschalten",
    offAndDelete: "Ausschalten und löschen",
    kept: "Was gespeichert ist, und wie lange",
    next: "Freitag, 27. November",
    question: "Wie hoch ist mein Lernbudget?",
    recall: "Frag mich",
    writeQuestion: "Frage schreiben",
    due: "Heute wolltest du etwas gefragt werden",
    gone: "nicht mehr aufbewahrt",
    finished: "Das war das dritte Mal",
    tip: "Tipp",
    another: "Noch ein Tipp",
    tour: "Rundgang",
    step: "Schritt 1 von 5",
    forward: "Weiter",
    nextStep: "Schritt 2 von 5",
    home: "Übersicht",
    signalsOff: "Themen mit L&D teilen",
    take: "Meine Daten mitnehmen",
    messages: "Nachrichten in diesem Chat",
    erase: "Alles löschen",
    keep: "Nein, behalten",
    nothing: "Es wurde nichts gelöscht.",
    eraseNow: "Ja, alles löschen",
    soon: "In spätestens einer Minute",
  },
  {
    language: "en",
    privacy: "Privacy",
    on: "Switch on",
    off: "Switch off",
    offAndDelete: "Switch off and delete",
    kept: "What is stored, and for how long",
    next: "Friday 27 November",
    question: "How long does mentoring last?",
    recall: "Ask me",
    writeQuestion: "Write a question",
    due: "You wanted to be asked something today",
    gone: "no longer kept",
    finished: "That was the third time",
    tip: "Tip",
    another: "Another tip",
    tour: "Tour",
    step: "Step 1 of 5",
    forward: "Next",
    nextStep: "Step 2 of 5",
    home: "Home",
    signalsOff: "Sharing topics with L&D",
    take: "Take my data with me",
    messages: "Messages in this chat",
    erase: "Delete everything",
    keep: "No, keep it",
    nothing: "Nothing was deleted.",
    eraseNow: "Yes, delete everything",
    soon: "Within a minute",
  },
])("what is a learner's own, in $language", (words) => {
  const clock = movingClock("2026-11-24T09:00:00Z");
  let folder: ReturnType<typeof temporaryFolder>;
  let home: House;
  let ida: Page;
  let hand: Hands;

  beforeEach(async () => {
    clock.set("2026-11-24T09:00:00Z");
    folder = temporaryFolder();
    ({ home, ida, hand } = await arrive({ folder: folder.path, clock }, Language.parse(words.language)));
  });
  afterEach(async () => {
    await ida.close();
    await home.close();
    folder.remove();
  });

  /** The process ends, and another one goes on with what it left. */
  async function restart(): Promise<void> {
    await ida.close();
    await home.close();
    ({ home, ida, hand } = await arrive({ folder: folder.path, clock }, null));
  }

  const optIns = () => home.store.read.selectFrom("opt_in").select("opt_in").execute();

  it("has three switches that are off, says what is stored and for how long, and takes a yes back in two clicks (P1, P2)", async () => {
    const shown = await ida.say(words.privacy);
    const cards = blockOf(shown, "cards").cards;
    expect(cards.map(({ buttons }) => buttons.map(({ label }) => label))).toEqual([
      [words.on],
      [words.on],
      [words.on],
    ]);
    expect(blockOf(shown, "facts").label).toBe(words.kept);
    for (const value of ["messages", "reflections", "signals"]) {
      const said = wordsOf(await ida.send({ kind: "action", action: "privacy.on", value }));
      if (value === "messages") expect(said).toContain(words.next);
    }
    expect(await optIns()).toHaveLength(3);
    await ida.say(words.privacy);
    await hand.press(words.offAndDelete);
    await ida.say(words.privacy);
    // The cards are in their order, and the last with this label is the one for signals.
    await hand.press(words.off);
    expect(await optIns()).toEqual([{ opt_in: "messages" }]);
  });

  it("can be taken along, by its learner only (P11)", async () => {
    await ida.send({ kind: "action", action: "privacy.on", value: "reflections" });
    await ida.send({
      kind: "form",
      form: "goal.write",
      value: "",
      values: { goal: "Nur meins", when: "", step: "" },
    });
    await ida.say(words.privacy);
    expect(hand.button(words.take)).toMatchObject({ kind: "view", view: "privacy.export" });
    const mine = await hand.view("privacy.export");
    const shown = wordsOf(mine ? [mine] : []);
    expect(shown).toContain(words.messages);
    expect(shown).toContain("Nur meins");
    const whole = mine?.blocks.flatMap((block) => (block.kind === "text" ? [block.text] : [])).at(-1);
    expect(JSON.parse(whole ?? "")).toMatchObject({ learner: "ida", data: { goal: { rows: [{}] } } });
    const ben = await openPage(home, "ben");
    const his = await hands(ben).view("privacy.export");
    expect(JSON.stringify(his)).not.toContain("Nur meins");
    await ben.close();
  });

  it("is all erased within a minute of a second yes, and not before (P12)", async () => {
    await ida.say(words.question);
    await ida.say(words.privacy);
    await hand.press(words.erase);
    expect(wordsOf(await hand.press(words.keep))).toContain(words.nothing);
    await home.app.tick();
    expect(
      await home.store.read.selectFrom("learner").select("name").where("learner", "=", "ida").execute(),
    ).toEqual([{ name: "Ida" }]);
    await hand.press(words.erase);
    expect(wordsOf(await hand.press(words.eraseNow))).toContain(words.soon);
    await home.app.tick();
    for (const table of ["learner", "conversation", "inbox", "outbox", "transcript", "erasure_wish"] as const)
      expect(
        JSON.stringify(await home.store.read.selectFrom(table).selectAll().execute()),
        table,
      ).not.toMatch(/"(web:)?ida[":]/);
    const again = await openPage(home, "ida");
    await again.until(() => again.seen.some(({ name }) => name === "snapshot"));
    expect(again.messages.size).toBe(0);
    expect(wordsOf(await again.say(words.question, 2))).toContain("Lotse");
    await again.close();
  });

  it("sends nothing and keeps nothing in thirty days of silence (P1)", async () => {
    await ida.say(words.question);
    const before = ida.fromLotse().length;
    for (let day = 0; day <= 30; day++) {
      clock.set(new Date(Date.parse("2026-11-24T09:00:00Z") + day * 86_400_000).toISOString());
      await home.app.tick();
      await home.app.tidy();
    }
    await ida.say(words.question);
    expect(ida.fromLotse()).toHaveLength(before + 1);
    for (const table of [
      "goal",
      "check_in",
      "self_question",
      "note",
      "vote",
      "schedule",
      "rhythm",
      "contact",
    ] as const)
      expect(await home.store.read.selectFrom(table).selectAll().execute(), table).toEqual([]);
  });

  it("shows everything under Home to its learner only", async () => {
    await ida.send({ kind: "action", action: "privacy.on", value: "reflections" });
    await ida.send({
      kind: "form",
      form: "goal.write",
      value: "",
      values: { goal: "Nur meins", when: "", step: "" },
    });
    const mine = await hand.view("home.show");
    expect(wordsOf(mine ? [mine] : [])).toContain("Nur meins");
    expect(wordsOf(mine ? [mine] : [])).toContain(words.signalsOff);
    const ben = await openPage(home, "ben");
    await ben.until(() => ben.seen.some(({ name }) => name === "snapshot"));
    const his = await hands(ben).view("home.show");
    expect(his).not.toBeNull();
    expect(JSON.stringify(his)).not.toContain("Nur meins");
    await ben.close();
    expect(blockOf(await ida.say(words.home), "buttons").buttons).toMatchObject([
      { view: "home.show" },
      { view: "home.journal" },
    ]);
  });

  it("looks at views without writing anything (a query cannot write)", async () => {
    const counts = async () => {
      const found: Record<string, number> = {};
      for (const table of ["inbox", "outbox", "learner", "goal", "transcript", "conversation"] as const)
        found[table] = (await home.store.read.selectFrom(table).selectAll().execute()).length;
      return found;
    };
    const before = await counts();
    for (const view of [
      "home.show",
      "home.journal",
      "recall.question",
      "recall.answer",
      "no.such",
      "home.nothing",
    ])
      await hand.view(view, "x");
    expect(await counts()).toEqual(before);
    expect(await home.keys.all()).toEqual([]);
    expect(await hand.view("no.such")).toBeNull();
  });

  it("asks a question to oneself after 7, 21 and 60 days, outside the chat, and then forgets it", async () => {
    await ida.send({ kind: "action", action: "privacy.on", value: "reflections" });
    await ida.send({ kind: "action", action: "privacy.on", value: "messages" });
    await ida.say(words.recall);
    await hand.fill(words.writeQuestion, {
      question: "Welche drei Schritte?",
      answer: "Markieren, einfügen, ziehen",
    });
    const [{ subject } = { subject: "" }] = await home.store.read
      .selectFrom("schedule")
      .select("subject")
      .where("job", "=", "recall.ask")
      .execute();
    await restart();
    for (const day of ["2026-12-01T09:00:10Z", "2026-12-15T09:00:20Z", "2027-01-25T09:00:10Z"]) {
      clock.set(day);
      const before = ida.fromLotse().length;
      await home.app.tick();
      await ida.until(() =>
        ida
          .fromLotse()
          .slice(before)
          .some((one) => wordsOf([one]).includes(words.due)),
      );
      const question = await hand.view("recall.question", subject);
      expect(wordsOf(question ? [question] : [])).toContain("Welche drei Schritte?");
      const answer = await hand.view("recall.answer", subject);
      expect(wordsOf(answer ? [answer] : [])).toContain("Markieren, einfügen, ziehen");
      await ida.send({ kind: "action", action: "recall.graded", value: subject });
    }
    expect(wordsOf(ida.fromLotse())).toContain(words.finished);
    expect(wordsOf([...ida.messages.values()])).not.toContain("Welche drei Schritte?");
    expect(await home.store.read.selectFrom("self_question").selectAll().execute()).toEqual([]);
    expect(wordsOf(await ida.send({ kind: "action", action: "recall.graded", value: subject }))).toContain(
      words.gone,
    );
  });

  it("is shown around, step by step, also after a restart", async () => {
    expect(wordsOf(await ida.say(words.tour))).toContain(words.step);
    await restart();
    expect(wordsOf(await hand.press(words.forward))).toContain(words.nextStep);
  });

  it("gets a straight answer to whether this is a human (P16)", async () => {
    const said = words.language === "de" ? "Bist du ein Mensch?" : "Are you human?";
    expect(wordsOf(await ida.say(said))).toMatch(/kein Mensch|not a human/);
  });

  it("gets one tip after another", async () => {
    const first = wordsOf(await ida.say(words.tip));
    const second = wordsOf(await hand.press(words.another));
    expect(second).not.toBe(first);
  });
});
