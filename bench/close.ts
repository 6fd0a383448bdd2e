import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sqliteStore } from "../adapters/sqlite/sqlite-store.ts";
import { discloseInWorker } from "../adapters/worker/disclosure-worker.ts";
import { closeMonths } from "../src/signal/close.ts";
import { largeMonth } from "../src/signal/months.fixture.ts";
import type { Store } from "../src/store/store.ts";

/**
 * A month of 5,000 people is closed in which everybody took part: how long it takes, and the longest time that nobody else had a turn,
 * or no write came through. `npm run bench:close`.
 */
const ORG = "large";
const MONTH = "2026-10";
const NOVEMBER = Date.parse("2026-11-02T09:00:00Z");

const folder = mkdtempSync(join(tmpdir(), "lotse-bench-"));
const store = sqliteStore(join(folder, "lotse.sqlite"));
await fill(store);

let closing = true;
let longestTurn = 0;
let longestWrite = 0;
async function watch(): Promise<void> {
  for (let last = performance.now(); closing; ) {
    await sleep(1);
    longestTurn = Math.max(longestTurn, performance.now() - last);
    last = performance.now();
  }
}
async function write(): Promise<void> {
  for (let last = performance.now(); closing; ) {
    await store.write((writer) => writer.updateTable("org").set({ name: "x" }).execute(), ORG);
    longestWrite = Math.max(longestWrite, performance.now() - last);
    last = performance.now();
    await sleep(1);
  }
}
const watching = Promise.all([watch(), write()]);
await sleep(100);
longestTurn = 0;
longestWrite = 0;
const start = performance.now();
await closeMonths(store, ORG, { now: NOVEMBER, smallestGroup: 5, disclose: discloseInWorker });
const took = performance.now() - start;
closing = false;
await watching;
process.stdout.write(
  `closed in ${Math.round(took)} ms; longest without a turn ${Math.round(longestTurn)} ms, longest between two writes ${Math.round(longestWrite)} ms\n`,
);
await store.close();
rmSync(folder, { recursive: true });

async function fill(into: Store): Promise<void> {
  const { people, votes, topics } = largeMonth(1, 1);
  const divisions = [...new Set(people.map(({ division }) => division ?? ""))];
  const nothing = { language: null, introduced_at: null, conversation: null, zone: null, version: 0 };
  await into.write(async (writer) => {
    const org = { org: ORG, name: ORG, language: "de", demo: 0, zone: "Europe/Berlin", pilot: 0 } as const;
    await writer.insertInto("org").values(org).execute();
    for (const division of divisions)
      await writer
        .insertInto("unit")
        .values({ org: ORG, unit: division, division, name: division })
        .execute();
    for (const { person, division } of people)
      await writer
        .insertInto("learner")
        .values({ org: ORG, learner: person, name: person, unit: division, ...nothing })
        .execute();
    for (const { topic, family } of topics)
      await writer
        .insertInto("topic")
        .values({ org: ORG, topic, family, label_de: topic, label_en: topic, words_json: "{}", esco: null })
        .execute();
    for (const { person, topic } of votes)
      await writer
        .insertInto("vote")
        .values({ org: ORG, month: MONTH, topic, learner: person, unanswered: 0 })
        .execute();
  }, ORG);
}
