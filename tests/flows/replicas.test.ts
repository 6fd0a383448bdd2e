import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Writer } from "../../src/answer/writer.ts";
import type { Replicas } from "../../src/replicas.ts";
import { ASK, keepRhythm, schedule, USUAL } from "../../src/rhythm/rhythm.ts";
import { applyChanges } from "../../src/store/change.ts";
import { type House, house, memorySource, ORG, temporaryFolder } from "../house.ts";
import { openPage, type Page, wordsOf } from "../page.ts";
import { postgresServer, temporaryDatabase } from "../postgres.ts";
import { installations } from "../replicas.ts";
import { slowWriter } from "../slow-writer.ts";

const QUESTION = "Wie hoch ist mein Lernbudget?";
const WORDS = Array.from({ length: 400 }, (_, at) => `Wort${at}`);
const ask = (text = QUESTION) => ({ kind: "message", text, attachments: [] });
const MORE = {
  source: "more",
  read: memorySource({
    "kran.md":
      "---\ntitle: Kran\nlanguage: de\n---\n# Kran\n\nDer Kranschein kostet 444 Euro und gilt fünf Jahre.\n",
  }).read,
};

describe.skipIf(postgresServer === null)("replicas on one database", () => {
  const clean: (() => Promise<unknown>)[] = [];
  let database: Awaited<ReturnType<typeof temporaryDatabase>>;
  /** They share the vault too. */
  let folder: ReturnType<typeof temporaryFolder>;

  beforeEach(async () => {
    database = await temporaryDatabase();
    folder = temporaryFolder();
    clean.push(database.remove, async () => folder.remove());
  });
  afterEach(async () => {
    for (const step of clean.splice(0).reverse()) await step();
  });

  async function start(replicas: Replicas, writer?: Writer): Promise<House> {
    const more = writer ? { writer } : {};
    const home = await house({ folder: folder.path, database: database.url, replicas, ...more });
    clean.push(home.close);
    return home;
  }
  async function pageAt(home: House, person = "ida"): Promise<Page> {
    const page = await openPage(home, person);
    clean.push(page.close);
    await page.until(() => page.seen.some(({ name }) => name === "snapshot"));
    return page;
  }
  const shownIn = (page: Page) => [...page.messages.values()].map(({ id, state }) => `${id} ${state}`).sort();
  const draftIn = (page: Page) => [...page.messages.values()].find(({ state }) => state === "open");

  describe.each(installations)("that hear each other over $name", ({ open }) => {
    async function two(writer?: Writer): Promise<[here: House, there: House]> {
      const installation = open();
      const both = [installation.join(), installation.join()] as const;
      for (const { notices } of both) await expect.poll(() => notices.isUp()).toBe(true);
      return [await start(both[0], writer), await start(both[1], writer)];
    }

    it("show at one what was sent and answered at the other", async () => {
      const [here, there] = await two();
      const [listens, sends] = [await pageAt(here), await pageAt(there)];
      await sends.say(QUESTION, 2);
      expect(shownIn(sends)).toHaveLength(3);
      await expect.poll(() => shownIn(listens)).toEqual(shownIn(sends));
    });

    it("stream an answer to the other, also to a page that comes in the middle, and stop it from there", async () => {
      const [here, there] = await two(slowWriter(WORDS, 20));
      const [listens, sends] = [await pageAt(here), await pageAt(there)];
      await sends.post(ask());
      const answer = await listens.until(() => draftIn(listens));
      await listens.until(() => listens.seen.filter(({ name }) => name === "append").length > 5);
      const late = await pageAt(here);
      const draft = late.messages.get(answer.id);
      expect(draft?.state).toBe("open");
      expect(wordsOf(draft ? [draft] : [])).toContain("Wort0");
      await listens.post({ kind: "stop", delivery: answer.id });
      for (const page of [listens, late, sends]) {
        await page.until(() => page.messages.get(answer.id)?.state === "done");
        const done = page.messages.get(answer.id);
        expect(wordsOf(done ? [done] : [])).toContain("Angehalten.");
        expect(wordsOf(done ? [done] : [])).not.toContain("Wort399");
      }
    });

    it("answer from what the other has imported", async () => {
      const [here, there] = await two();
      const page = await pageAt(here);
      await page.send({ kind: "joined" }, 2);
      await there.app.importDocuments(ORG, "de", MORE);
      await expect
        .poll(async () => wordsOf(await page.say("Was kostet der Kranschein?")))
        .toContain("444 Euro");
    });

    it("raise what is due, close a month and erase somebody once, when both come to it at once (R3, P7, P12)", async () => {
      const [here, there] = await two();
      const page = await pageAt(here, "ben");
      await page.send({ kind: "joined" }, 2);
      const now = Date.now();
      const lastMonth = new Date(now - 45 * 24 * 60 * 60 * 1000).toISOString().slice(0, 7);
      const where = { org: ORG, learner: "ben", zone: "Europe/Berlin", now };
      await here.store.write(async (writer) => {
        const yes = { org: ORG, learner: "ben", opt_in: "messages", given_at: now } as const;
        const wish = { org: ORG, learner: "otto", at: now };
        const vote = { org: ORG, month: lastMonth, topic: "pivot", learner: "uma", unanswered: 0 } as const;
        await applyChanges(writer, ORG, [
          { change: "put", table: "opt_in", row: yes },
          { change: "put", table: "opt_in", row: { ...yes, learner: "uma", opt_in: "signals" } },
          ...keepRhythm(where, USUAL),
          schedule(where, ASK, "", now - 1),
          { change: "put", table: "erasure_wish", row: wish },
          { change: "put", table: "vote", row: vote },
        ]);
      });
      await Promise.all([here.app.tick(), there.app.tick(), here.app.tidy(), there.app.tidy()]);
      await page.until(() => page.fromLotse().length === 3);
      const rows = async (table: "snapshot" | "vote" | "erasure_wish" | "schedule") =>
        here.store.read.selectFrom(table).selectAll().where("org", "=", ORG).execute();
      expect(
        (await rows("snapshot")).filter((row) => "month" in row && row.month === lastMonth),
      ).toHaveLength(1);
      expect(await rows("vote")).toEqual([]);
      expect(await rows("erasure_wish")).toEqual([]);
      const due = await here.store.read
        .selectFrom("inbox")
        .select("event")
        .where("event", "like", "due:%")
        .execute();
      expect(due).toHaveLength(1);
      const contacts = await here.store.read.selectFrom("contact").select("job").execute();
      expect(contacts).toEqual([{ job: ASK }]);
    });

    it("leave to the other at once what they have not come to", async () => {
      const [here, there] = await two(slowWriter(WORDS, 20));
      const [gone, stays] = [await pageAt(here), await pageAt(there)];
      await gone.post(ask());
      await stays.until(() => draftIn(stays));
      await here.app.drain(0);
      await stays.until(
        () =>
          stays.seen.filter(({ name, data }) => name === "message" && JSON.stringify(data).includes('"open"'))
            .length > 1,
      );
      expect([...stays.messages.values()].filter(({ author }) => author === "lotse")).toHaveLength(2);
    });
  });

  describe("that hear nothing of each other", () => {
    const alone = () => installations[0]?.open().join() as Replicas;
    const cutOff = (): Replicas => {
      const replicas = alone();
      return { ...replicas, notices: { ...replicas.notices, isUp: () => false } };
    };

    it("show within seconds what was sent and answered at the other, without being asked (F4)", async () => {
      const [here, there] = [await start(cutOff()), await start(cutOff())];
      const [listens, sends] = [await pageAt(here), await pageAt(there)];
      await sends.say(QUESTION, 2);
      await expect.poll(() => shownIn(listens), { timeout: 15_000 }).toEqual(shownIn(sends));
    });

    it("stop an answer that the other writes, at its next heartbeat", async () => {
      const [here, there] = [
        await start(cutOff(), slowWriter(WORDS, 100)),
        await start(cutOff(), slowWriter(WORDS, 100)),
      ];
      const [listens, sends] = [await pageAt(here), await pageAt(there)];
      await sends.post(ask());
      const answer = await sends.until(() => draftIn(sends));
      await listens.post({ kind: "stop", delivery: answer.id });
      await expect.poll(() => sends.messages.get(answer.id)?.state, { timeout: 25_000 }).toBe("done");
      const done = sends.messages.get(answer.id);
      expect(wordsOf(done ? [done] : [])).toContain("Angehalten.");
    }, 60_000);

    it("answer from what the other has imported, a minute later", async () => {
      const [here, there] = [await start(cutOff()), await start(cutOff())];
      const page = await pageAt(here);
      await page.send({ kind: "joined" }, 2);
      await there.app.importDocuments(ORG, "de", MORE);
      expect(wordsOf(await page.say("Was kostet der Kranschein?"))).not.toContain("444 Euro");
      await here.app.tick();
      expect(wordsOf(await page.say("Was kostet der Kranschein?"))).toContain("444 Euro");
    });
  });
});
