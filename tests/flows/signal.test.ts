import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Language } from "../../src/channel/language.ts";
import { readSnapshot } from "../../src/signal/snapshot.ts";
import { arrive } from "../arrive.ts";
import type { Hands } from "../hands.ts";
import { type House, ORG, temporaryFolder } from "../house.ts";
import { movingClock } from "../moving-clock.ts";
import { blockOf, type Page, wordsOf } from "../page.ts";

describe.each([
  {
    language: "de",
    question: "Wie baue ich Pivot-Tabellen?",
    unanswered: "als offen gebliebene Frage",
    topic: "Pivot-Tabellen",
    explain: "Keine Namen",
    yes: "Ja, Themen teilen und „Pivot-Tabellen“ zählen",
    no: "Nein",
    counted: "Gezählt: Pivot-Tabellen.",
    already: "zählt in diesem Monat schon",
    takeBack: "Zurücknehmen",
  },
  {
    language: "en",
    question: "How do I build pivot tables?",
    unanswered: "a question that went unanswered",
    topic: "Pivot tables",
    explain: "no names",
    yes: "Yes, share topics and count “Pivot tables”",
    no: "No",
    counted: "Counted: Pivot tables.",
    already: "is counted this month already",
    takeBack: "Take back",
  },
])("a learning need, in $language", (words) => {
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

  const votes = () => home.store.read.selectFrom("vote").selectAll().execute();

  it("is offered after a question that was not answered, with a way to ask L&D, and nothing counts by itself (P1, P10)", async () => {
    const answer = await ida.say(words.question);
    expect(blockOf(answer, "buttons").buttons).toMatchObject([{ kind: "form", form: "request.write" }]);
    expect(hand.button(words.topic)).toMatchObject({ action: "signal.confirm-unanswered", value: "pivot" });
    expect(await votes()).toEqual([]);
    expect(await home.store.read.selectFrom("opt_in").selectAll().execute()).toEqual([]);
  });

  it("counts only after a yes to sharing", async () => {
    await ida.say(words.question);
    expect(wordsOf(await hand.press(words.topic)).toLowerCase()).toContain(words.explain.toLowerCase());
    await hand.press(words.no);
    expect(await votes()).toEqual([]);
    await hand.press(words.topic);
    await restart();
    expect(wordsOf(await hand.press(words.yes))).toContain(words.counted);
    expect(await votes()).toEqual([
      { org: ORG, month: "2026-11", topic: "pivot", learner: "ida", unanswered: 1 },
    ]);
  });

  it("counts once per person, topic and month, from twenty taps at once too", async () => {
    await ida.send({ kind: "action", action: "privacy.on", value: "signals" });
    await Promise.all(
      Array.from({ length: 20 }, () =>
        ida.post({ kind: "action", action: "signal.confirm", value: "pivot" }),
      ),
    );
    await ida.until(() => wordsOf(ida.fromLotse()).split(words.already).length >= 20);
    expect(await votes()).toHaveLength(1);
  });

  it("can be taken back until the month is closed, and withdrawn with everything else", async () => {
    await ida.send({ kind: "action", action: "privacy.on", value: "signals" });
    await ida.say(words.question);
    await hand.press(words.topic);
    await hand.press(words.takeBack);
    expect(await votes()).toEqual([]);
    await hand.press(words.topic);
    await ida.send({ kind: "action", action: "privacy.off", value: "signals" });
    expect(await votes()).toEqual([]);
  });

  it("appears in the closed month in a band, if enough others confirmed it, and not otherwise (P5)", async () => {
    await home.store.write(async (writer) => {
      for (let n = 0; n < 30; n++) {
        const learner = `w${n}`;
        const row = {
          name: "",
          unit: "halle",
          language: null,
          introduced_at: null,
          conversation: null,
          zone: null,
          version: 0,
        };
        await writer
          .insertInto("learner")
          .values({ org: ORG, learner, ...row })
          .execute();
        if (n < 12)
          await writer
            .insertInto("vote")
            .values({ org: ORG, month: "2026-11", topic: "pivot", learner, unanswered: 0 })
            .execute();
      }
    });
    await ida.send({ kind: "action", action: "privacy.on", value: "signals" });
    await ida.send({ kind: "action", action: "signal.confirm", value: "pivot" });
    await ida.send({ kind: "action", action: "signal.confirm", value: "feedback" });
    await home.app.tidy();
    expect(await readSnapshot(home.store.read, ORG, "2026-11")).toBeNull();
    clock.set("2026-12-01T06:00:00Z");
    await home.app.tidy();
    const snapshot = await readSnapshot(home.store.read, ORG, "2026-11");
    expect(snapshot?.company).toEqual([{ topic: "pivot", family: "tabellen", band: "10-19" }]);
    expect(JSON.stringify(snapshot)).not.toContain("feedback");
    expect(await votes()).toEqual([]);
  });

  it("of an unanswered question is counted as such, and nothing else of the question is kept (P10)", async () => {
    const canary = "Kanarienvogel7361";
    await ida.send({ kind: "action", action: "privacy.on", value: "signals" });
    expect(wordsOf(await ida.say(`${words.question} ${canary}`))).toContain(words.unanswered);
    await hand.press(words.topic);
    expect(await votes()).toEqual([
      { org: ORG, month: "2026-11", topic: "pivot", learner: "ida", unanswered: 1 },
    ]);
    await home.store.write(async (writer) => {
      for (let n = 0; n < 30; n++) {
        const row = { org: ORG, learner: `w${n}`, name: "", unit: "halle", language: null, zone: null };
        await writer
          .insertInto("learner")
          .values({ ...row, introduced_at: null, conversation: null, version: 0 })
          .execute();
        await writer
          .insertInto("vote")
          .values({
            org: ORG,
            month: "2026-11",
            topic: "pivot",
            learner: `w${n}`,
            unanswered: n < 11 ? 1 : 0,
          })
          .execute();
      }
    });
    clock.set("2026-12-01T06:00:00Z");
    await home.app.tidy();
    const snapshot = await readSnapshot(home.store.read, ORG, "2026-11");
    expect(snapshot?.unanswered).toEqual([{ topic: "pivot", band: "10-19" }]);
    // What Ida's own chat shows is sealed; in clear, the question stands nowhere.
    await ida.close();
    await home.close();
    for (const file of readdirSync(folder.path))
      expect(readFileSync(join(folder.path, file)).includes(canary), file).toBe(false);
    ({ home, ida, hand } = await arrive({ folder: folder.path, clock }, null));
    const [cells, answers] = [
      await home.store.read.selectFrom("snapshot_cell").selectAll().execute(),
      await home.store.read.selectFrom("answer").selectAll().execute(),
    ];
    expect(cells.map(({ level, subject }) => `${level} ${subject}`)).toContain("unanswered pivot");
    expect(Object.keys(answers[0] ?? {}).sort()).toEqual(["answer", "band", "day", "language", "org"]);
  });

  it("of an unknown topic counts nothing", async () => {
    await ida.send({ kind: "action", action: "privacy.on", value: "signals" });
    await ida.send({ kind: "action", action: "signal.confirm", value: "no-such-topic" });
    await ida.send({ kind: "action", action: "signal.agree", value: "no-such-topic" });
    expect(await votes()).toEqual([]);
  });
});
