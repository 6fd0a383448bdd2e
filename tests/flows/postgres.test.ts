import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cuttable } from "../cuttable.ts";
import { hands } from "../hands.ts";
import { type House, house, temporaryFolder } from "../house.ts";
import { openPage, type Page, wordsOf } from "../page.ts";
import { postgresServer, temporaryDatabase } from "../postgres.ts";

describe.skipIf(postgresServer === null)("the product on PostgreSQL", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let database: Awaited<ReturnType<typeof temporaryDatabase>>;
  let way: Awaited<ReturnType<typeof cuttable>>;
  let home: House;
  let ida: Page;

  beforeEach(async () => {
    folder = temporaryFolder();
    database = await temporaryDatabase();
    way = await cuttable(database.url);
    home = await house({ folder: folder.path, database: way.url });
    ida = await openPage(home, "ida");
  });
  afterEach(async () => {
    await ida.close();
    await home.close();
    await way.close();
    await database.remove();
    folder.remove();
  });

  const QUESTION = "Wie hoch ist mein Lernbudget?";
  const message = (id: string, text = QUESTION) => ({ kind: "message", id, text, attachments: [] });
  const answers = (page: Page) =>
    page.fromLotse().filter(({ blocks }) => blocks.some(({ kind }) => kind === "quote"));

  it("answers, and remembers it over a restart", async () => {
    expect(wordsOf(await ida.say(QUESTION, 2))).toContain("1.200 Euro");
    await ida.close();
    await home.close();
    home = await house({ folder: folder.path, database: way.url });
    ida = await openPage(home, "ida");
    await ida.until(() => answers(ida).length === 1);
  });

  it("refuses with a kind 503 while the server is gone, and answers once when it is back (F5, R1)", async () => {
    await ida.say(QUESTION, 2);
    way.cut();
    const refused = await ida.post(message("while-it-is-gone"));
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({
      problem: { de: expect.stringContaining("gerade nicht"), en: expect.stringContaining("right now") },
    });
    way.mend();
    // The page sends again under the same id; here it does so twice.
    expect((await ida.post(message("while-it-is-gone"))).status).toBe(202);
    expect((await ida.post(message("while-it-is-gone"))).status).toBe(200);
    await ida.until(() => answers(ida).length === 2);
  });

  it("goes on by itself with what it had begun when the server went, and answers exactly once", async () => {
    await ida.say(QUESTION, 2);
    expect((await ida.post(message("before-it-went"))).status).toBe(202);
    way.cut();
    await new Promise((resolve) => setTimeout(resolve, 300));
    way.mend();
    // A claim whose commit was cut off may hold for its lease of thirty seconds: only then is it anybody's again.
    for (let tries = 0; answers(ida).length < 2 && tries < 250; tries++) {
      await home.app.tick().catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(answers(ida)).toHaveLength(2);
  }, 120_000);

  it("gives a learner what is theirs, erases it a minute after they ask, and again when a copy was put back (P11, P12)", async () => {
    await ida.say(QUESTION, 2);
    await ida.send({ kind: "action", action: "privacy.on", value: "reflections" });
    const values = { goal: "Nur meins", when: "", step: "" };
    await ida.send({ kind: "form", form: "goal.write", value: "", values });
    const mine = await hands(ida).view("privacy.export");
    expect(wordsOf(mine ? [mine] : [])).toContain("Nur meins");
    const learner = await home.store.read
      .selectFrom("learner")
      .selectAll()
      .where("learner", "=", "ida")
      .executeTakeFirstOrThrow();
    await ida.send({ kind: "action", action: "privacy.erase-now", value: "" });
    await home.app.tick();
    const left = async () => {
      const found: string[] = [];
      for (const table of [
        "learner",
        "identity",
        "conversation",
        "inbox",
        "outbox",
        "transcript",
        "goal",
      ] as const)
        found.push(JSON.stringify(await home.store.read.selectFrom(table).selectAll().execute()));
      return found.join();
    };
    expect(await left()).not.toMatch(/"(web:)?ida[":]/);
    expect(await home.keys.all()).toEqual([]);
    await home.store.write((writer) => writer.insertInto("learner").values(learner).execute());
    expect(await left()).toMatch(/"ida"/);
    await home.app.start({ alone: false });
    expect(await left()).not.toMatch(/"ida"/);
  });

  it("takes the same event only once, whichever of two processes it comes to, and answers it once (F11)", async () => {
    const other = await house({ folder: folder.path, database: database.url });
    const there = await openPage(other, "ida");
    try {
      const taken = await Promise.all(
        Array.from({ length: 10 }, (_, n) => (n % 2 === 0 ? ida : there).post(message("the-same-event"))),
      );
      expect(taken.map(({ status }) => status).sort()).toEqual([...Array(9).fill(200), 202]);
      await new Promise((resolve) => setTimeout(resolve, 1500));
      const deliveries = await home.store.read.selectFrom("outbox").select("state").execute();
      // The introduction and the answer.
      expect(deliveries).toEqual([{ state: "sent" }, { state: "sent" }]);
    } finally {
      await there.close();
      await other.close();
    }
  });
});
