import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cuttable } from "../cuttable.ts";
import { type House, house, temporaryFolder } from "../house.ts";
import { openPage, type Page, wordsOf } from "../page.ts";
import { postgresServer, temporaryDatabase } from "../postgres.ts";
import { canStartRedis, ownRedis } from "../redis.ts";
import { overRedis } from "../replicas.ts";

const QUESTION = "Wie hoch ist mein Lernbudget?";
const message = (id: string) => ({ kind: "message", id, text: QUESTION, attachments: [] });

describe.skipIf(postgresServer === null || !canStartRedis)("Redis that goes and comes back (F4)", () => {
  const clean: (() => Promise<unknown>)[] = [];
  let redis: Awaited<ReturnType<typeof ownRedis>>;
  let installation: ReturnType<typeof overRedis>;
  let folder: ReturnType<typeof temporaryFolder>;
  let database: Awaited<ReturnType<typeof temporaryDatabase>>;
  let way: Awaited<ReturnType<typeof cuttable>>;

  beforeEach(async () => {
    redis = await ownRedis();
    installation = overRedis(redis.url);
    folder = temporaryFolder();
    database = await temporaryDatabase();
    way = await cuttable(database.url);
    clean.push(async () => folder.remove(), redis.remove, database.remove, way.close);
  });
  afterEach(async () => {
    for (const step of clean.splice(0).reverse()) await step();
  });

  async function start(): Promise<House> {
    const home = await house({ folder: folder.path, database: way.url, replicas: installation.join() });
    clean.push(home.close);
    return home;
  }
  async function pageAt(home: House, person = "ida"): Promise<Page> {
    const page = await openPage(home, person);
    clean.push(page.close);
    return page;
  }
  const answers = (page: Page) =>
    page.fromLotse().filter(({ blocks }) => blocks.some(({ kind }) => kind === "quote"));
  const readiness = async ({ handle }: House) => {
    const response = await handle(new Request("http://lotse.test/ready"));
    return [response.status, ((await response.json()) as { state: string }).state];
  };
  const becomes = (home: House, status: number, state: string) =>
    expect.poll(() => readiness(home), { timeout: 10_000 }).toEqual([status, state]);

  it("is missed by nobody at the start, and used as soon as it is there", async () => {
    const [here, there] = [await start(), await start()];
    expect(await readiness(here)).toEqual([200, "degraded"]);
    const [listens, sends] = [await pageAt(here), await pageAt(there)];
    expect(wordsOf(await sends.say(QUESTION, 2))).toContain("1.200 Euro");
    await redis.start();
    await becomes(here, 200, "ready");
    await becomes(there, 200, "ready");
    // What was missed meanwhile is there, and what comes now is seen at once.
    await listens.until(() => answers(listens).length === 1);
    await sends.say(QUESTION);
    await listens.until(() => answers(listens).length === 2);
  });

  it("loses and doubles nothing when it dies and comes back in the middle of things", async () => {
    await redis.start();
    const [here, there] = [await start(), await start()];
    await becomes(here, 200, "ready");
    await becomes(there, 200, "ready");
    const [listens, sends] = [await pageAt(here), await pageAt(there)];
    await sends.say(QUESTION, 2);
    const ids = Array.from({ length: 30 }, (_, at) => `message-${at}`);
    for (const [at, id] of ids.entries()) {
      if (at === 10) await redis.stop();
      if (at === 20) await redis.start();
      // Each comes to both, as from a proxy that repeats what took long.
      const taken = await Promise.all([listens.post(message(id)), sends.post(message(id))]);
      expect(taken.map(({ status }) => status).sort()).toEqual([200, 202]);
    }
    for (const page of [listens, sends]) {
      await expect.poll(() => answers(page).length, { timeout: 20_000 }).toBe(31);
      await expect.poll(() => page.messages.size).toBe(1 + 2 * 31);
    }
    const fresh = await pageAt(here);
    await fresh.until(() => fresh.messages.size > 0);
    expect(answers(fresh)).toHaveLength(31);
    const told = [...fresh.messages.values()].filter(({ author }) => author === "learner");
    expect(told.slice(1).map(({ id }) => id)).toEqual(ids);
    await becomes(here, 200, "ready");
  }, 60_000);

  it("is not what readiness hangs on, but the store is", async () => {
    await redis.start();
    const home = await start();
    await becomes(home, 200, "ready");
    await redis.stop();
    await becomes(home, 200, "degraded");
    way.cut();
    await becomes(home, 503, "unavailable");
    way.mend();
    await becomes(home, 200, "degraded");
    await redis.start();
    await becomes(home, 200, "ready");
  }, 60_000);
});
