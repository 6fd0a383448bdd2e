import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { catalogueFolder } from "../../adapters/files/catalogue.ts";
import { readDemo } from "../../adapters/files/demo.ts";
import { importCatalogue } from "../../src/catalogue/import.ts";
import { storePast } from "../../src/demo/past.ts";
import { storeDemoCompany } from "../../src/org/company.ts";
import { allRequests } from "../../src/request/request.ts";
import { closedMonths, readSnapshot } from "../../src/signal/snapshot.ts";
import { aesSealer } from "../../src/store/sealing.ts";
import { storeTopics } from "../../src/topic/topic-list.ts";
import type { OpenStore } from "../all-orgs.ts";
import { type Bench, engines } from "../engines.ts";

const demo = readDemo(fileURLToPath(new URL("../../demo/", import.meta.url)));
const { org } = demo.company;
const sealer = aesSealer(Buffer.alloc(32, 3));
const FIRST_START = Date.parse("2026-11-24T09:00:00Z");

describe("the demo company", () => {
  const benches: Bench[] = [];

  async function filled(now = FIRST_START): Promise<OpenStore> {
    const [engine] = engines;
    if (!engine) throw new Error("There is no engine.");
    const bench = await engine.open();
    benches.push(bench);
    await storeDemoCompany(bench.store, demo.company);
    await storeTopics(bench.store, org, demo.topics);
    await storePast({ store: bench.store, sealer }, demo.company, demo.requests, now);
    return bench.store;
  }
  let store: OpenStore;
  beforeEach(async () => {
    store = await filled();
  });
  afterEach(async () => {
    for (const bench of benches.splice(0)) await bench.close();
  });

  it("has 400 people in 12 units and 4 divisions, and about 120 topics in 20 families", async () => {
    const count = async (table: "learner" | "unit" | "division" | "family" | "topic") =>
      (await store.read.selectFrom(table).select("org").where("org", "=", org).execute()).length;
    expect(await count("learner")).toBe(400);
    expect(await count("unit")).toBe(12);
    expect(await count("division")).toBe(4);
    expect(await count("family")).toBe(20);
    expect(await count("topic")).toBeGreaterThanOrEqual(110);
  });

  it("has about 150 things to learn with, in both languages and every format", async () => {
    for (const source of await catalogueFolder(demo.catalogue)) {
      expect(await importCatalogue({ store, org }, source)).toMatchObject({ state: "imported" });
    }
    const items = await store.read.selectFrom("content_item").selectAll().execute();
    expect(items.length).toBeGreaterThanOrEqual(145);
    expect(new Set(items.map(({ language }) => language)).size).toBe(2);
    expect(new Set(items.map(({ format }) => format)).size).toBe(8);
    // Every tag leads to a topic.
    expect(items.filter(({ topics_json }) => topics_json === "[]").map(({ title }) => title)).toEqual([]);
  });

  it("has requests in every state, with voices and reasons, reckoned back from the first start", async () => {
    const requests = await allRequests(store.read, sealer, org);
    expect(new Set(requests.map(({ state }) => state))).toEqual(
      new Set(["open", "planned", "done", "declined"]),
    );
    for (const { state, voices, decisions, createdAt, topics } of requests) {
      expect(voices).toBeGreaterThan(0);
      expect(createdAt).toBeLessThan(FIRST_START);
      expect(decisions.at(-1)?.state ?? "open").toBe(state);
      const known = demo.topics.topics.map(({ topic }) => topic);
      expect(topics.filter((topic) => !known.includes(topic))).toEqual([]);
    }
    const seeded = new Map(demo.requests.map(({ request, voices }) => [request, voices]));
    for (const { request, voices } of requests)
      expect([request, voices]).toEqual([request, seeded.get(request)]);
  });

  it("has three closed months in which honest aggregates show something, and one under way", async () => {
    expect(await closedMonths(store.read, org)).toEqual(["2026-10", "2026-09", "2026-08"]);
    for (const month of await closedMonths(store.read, org)) {
      const snapshot = await readSnapshot(store.read, org, month);
      expect(snapshot?.people).toBe(400);
      expect(snapshot?.company.length).toBeGreaterThanOrEqual(8);
      expect(new Set(snapshot?.divisions.map(({ division }) => division)).size).toBe(4);
      expect(snapshot?.divisions.length).toBeGreaterThanOrEqual(10);
    }
    const votes = await store.read.selectFrom("vote").select("month").distinct().execute();
    expect(votes).toEqual([{ month: "2026-11" }]);
  });

  it("asks nothing of the people one can be: their switches are off", async () => {
    const given = await store.read.selectFrom("opt_in").select("learner").execute();
    const personas = demo.company.people.map(({ person }) => person);
    expect(given.filter(({ learner }) => personas.includes(learner))).toEqual([]);
  });

  it("is the same company from the same first start, and the same but later from a later one", async () => {
    const dump = async (from: OpenStore) => ({
      learners: await from.read.selectFrom("learner").selectAll().orderBy("learner").execute(),
      votes: await from.read
        .selectFrom("vote")
        .select(["topic", "learner"])
        .orderBy("topic")
        .orderBy("learner")
        .execute(),
      voices: await from.read
        .selectFrom("voice")
        .select(["request", "learner"])
        .orderBy("request")
        .orderBy("learner")
        .execute(),
      cells: await from.read
        .selectFrom("snapshot_cell")
        .select(["level", "division", "subject", "band"])
        .orderBy("month")
        .orderBy("level")
        .orderBy("division")
        .orderBy("subject")
        .execute(),
    });
    expect(await dump(await filled())).toEqual(await dump(store));
    const later = await filled(Date.parse("2027-03-02T09:00:00Z"));
    expect(await dump(later)).toEqual(await dump(store));
    expect(await closedMonths(later.read, org)).toEqual(["2027-02", "2027-01", "2026-12"]);
  });

  it("gets its past once, and to its end when the first start was cut off", async () => {
    const before = await store.read.selectFrom("vote").selectAll().execute();
    await storePast({ store, sealer }, demo.company, demo.requests, FIRST_START + 1000);
    expect(await store.read.selectFrom("vote").selectAll().execute()).toEqual(before);
    // As a crash leaves it that came before the last step.
    await store.write((writer) => writer.updateTable("org").set({ seeded_at: null }).execute());
    await storePast({ store, sealer }, demo.company, demo.requests, FIRST_START + 1000);
    expect(await store.read.selectFrom("vote").selectAll().execute()).toEqual(before);
    expect(await closedMonths(store.read, org)).toHaveLength(3);
  });
});
