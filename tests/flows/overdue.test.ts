import { existsSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dataMap, limits } from "../../src/privacy/data-map.ts";
import { applyChanges, type Change } from "../../src/store/change.ts";
import { type House, house, ORG, temporaryFolder } from "../house.ts";
import { movingClock } from "../moving-clock.ts";

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
const START = Date.parse("2026-11-24T09:00:00Z");

/** What people were promised (docs/architecture.md), said here once more: what keeps rows for how many days. */
const PROMISED = {
  sent: {
    days: 1,
    row: (id: string, at: number): Change => ({
      change: "add",
      table: "sent",
      row: { org: ORG, sent: id, mark: id, learner: "ida", at, sealed_request: "" },
    }),
  },
  "inbox, handled": { days: 7, row: (id: string, at: number) => event("done", id, at) },
  "inbox, put aside": { days: 30, row: (id: string, at: number) => event("quarantined", id, at) },
  "inbox, waiting": { days: null, row: (id: string, at: number) => event("waiting", id, at) },
  "outbox, sent": { days: 7, row: (id: string, at: number) => delivery("sent", id, at) },
  "outbox, refused": { days: 7, row: (id: string, at: number) => delivery("refused", id, at) },
  "outbox, open": { days: null, row: (id: string, at: number) => delivery("pending", id, at) },
  transcript: {
    days: 90,
    row: (id: string, at: number): Change => ({
      change: "add",
      table: "transcript",
      row: {
        org: ORG,
        conversation: "web:ida",
        message: id,
        position: at * 1000,
        author: "lotse",
        at,
        sealed_blocks: "",
      },
    }),
  },
  contact: {
    days: 90,
    row: (id: string, at: number): Change => ({
      change: "add",
      table: "contact",
      row: { org: ORG, learner: id, job: "check-in.ask", subject: "", week: "2026-W01", at },
    }),
  },
  code_tries: {
    days: 1,
    row: (id: string, since: number): Change => ({
      change: "add",
      table: "code_tries",
      row: { org: ORG, learner: id, tries: 1, since },
    }),
  },
  goal: {
    days: 365,
    row: (id: string, since: number): Change => ({
      change: "add",
      table: "goal",
      row: { org: ORG, learner: id, sealed_goal: "", since, version: 0 },
    }),
  },
  check_in: {
    days: 365,
    row: (id: string, at: number): Change => ({
      change: "add",
      table: "check_in",
      row: { org: ORG, learner: id, week: "2026-W01", state: "done", sealed_entry: "", at, version: 0 },
    }),
  },
  self_question: {
    days: 365,
    row: (id: string, at: number): Change => ({
      change: "add",
      table: "self_question",
      row: { org: ORG, learner: "ida", question: id, sealed_words: "", step: 0, at, version: 0 },
    }),
  },
  note: {
    days: 365,
    row: (id: string, at: number): Change => ({
      change: "add",
      table: "note",
      row: { org: ORG, learner: "ida", note: id, sealed_content: "", at },
    }),
  },
  session: {
    days: 1,
    row: (id: string, ends_at: number): Change => ({
      change: "add",
      table: "session",
      row: { org: ORG, session: id, learner: "ida", native: "ida", created_at: 0, used_at: 0, ends_at },
    }),
  },
  one_time_code: {
    days: 1,
    row: (id: string, ends_at: number): Change => ({
      change: "add",
      table: "one_time_code",
      row: { org: ORG, code: id, purpose: "join", learner: "ida", made_at: 0, ends_at },
    }),
  },
} as const;

function event(state: "waiting" | "done" | "quarantined", id: string, at: number): Change {
  const row = {
    org: ORG,
    connection: "web",
    event: id,
    conversation: "elsewhere",
    received: at * 1000,
    state,
  };
  return {
    change: "add",
    table: "inbox",
    row: { ...row, attempts: 0, not_before: Number.MAX_SAFE_INTEGER, sealed_event: null },
  };
}

function delivery(state: "pending" | "sent" | "refused", id: string, at: number): Change {
  const row = { org: ORG, delivery: id, conversation: "elsewhere", position: at * 1000, state };
  return {
    change: "add",
    table: "outbox",
    row: {
      ...row,
      attempts: 0,
      not_before: Number.MAX_SAFE_INTEGER,
      lease_until: 0,
      fence: 0,
      message: null,
      stopped: 0,
      sealed_reply: null,
      unasked_of: null,
    },
  };
}

describe("what has outlived its time", () => {
  const clock = movingClock(new Date(START).toISOString());
  let folder: ReturnType<typeof temporaryFolder>;
  let home: House;

  beforeEach(async () => {
    clock.set(new Date(START).toISOString());
    folder = temporaryFolder();
    home = await house({ folder: folder.path, clock });
  });
  afterEach(async () => {
    await home.close();
    folder.remove();
  });

  /** Everything in the tables of the promise, by the ids the rows were given. */
  async function left(): Promise<Set<string>> {
    const { read } = home.store;
    const found = await Promise.all([
      read.selectFrom("sent").select("sent as id").execute(),
      read.selectFrom("inbox").select("event as id").execute(),
      read.selectFrom("outbox").select("delivery as id").execute(),
      read.selectFrom("transcript").select("message as id").execute(),
      read.selectFrom("contact").select("learner as id").execute(),
      read.selectFrom("code_tries").select("learner as id").execute(),
      read.selectFrom("goal").select("learner as id").execute(),
      read.selectFrom("check_in").select("learner as id").execute(),
      read.selectFrom("self_question").select("question as id").execute(),
      read.selectFrom("note").select("note as id").execute(),
      read.selectFrom("session").select("session as id").execute(),
      read.selectFrom("one_time_code").select("code as id").execute(),
    ]);
    return new Set(found.flat().map(({ id }) => id));
  }

  it("is promised for every time limit of the data map, and for nothing else", () => {
    const promised = Object.entries(PROMISED).filter(([, { days }]) => days !== null);
    const ofPeople = limits.filter(({ table }) => dataMap[table].whose !== "nobody");
    expect(ofPeople.map(({ table, days }) => `${table} ${days}`).sort()).toEqual(
      [...new Set(promised.map(([name, { days }]) => `${name.replace(/,.*/, "")} ${days}`))].sort(),
    );
  });

  it("is gone after the hourly forgetting, and nothing younger is, however the clock moves (P13)", async () => {
    const rows = Object.entries(PROMISED).flatMap(([name, { days, row }]) => {
      // Ages in hours: from just now to three years, and closely around the limit.
      const ages = [0, 1, 24, 6 * 24, 29 * 24, 89 * 24, 364 * 24, 1100 * 24].map((age) => age + 0.5);
      const around = days === null ? [] : [days * 24 - 1, days * 24 + 1];
      return [...ages, ...around].map((age) => {
        const id = `${name} ${age}`;
        const written = START - age * HOUR_MS;
        return { id, days, written, change: row(id, written) };
      });
    });
    const changes = rows.map(({ change }) => change);
    await home.store.write((writer) => applyChanges(writer, ORG, changes));
    for (const passed of [0, 1, 8, 60, 336, 500]) {
      const now = START + passed * DAY_MS;
      clock.set(new Date(now).toISOString());
      await home.app.tidy();
      const kept = rows.filter(({ days, written }) => days === null || now - written <= days * DAY_MS);
      expect([...(await left())].sort(), `after ${passed} days`).toEqual(kept.map(({ id }) => id).sort());
    }
  });

  it("takes the days of a language model with it after three months", async () => {
    const day = (ago: number) => ({ org: ORG, day: START - ago * DAY_MS, asked: 1, failed: 0, tokens: 1 });
    const days = [day(91), day(89)];
    await home.store.write((writer) => writer.insertInto("model_use").values(days).execute());
    await home.app.tidy();
    const kept = await home.store.read.selectFrom("model_use").select("day").execute();
    expect(kept).toEqual([{ day: START - 89 * DAY_MS }]);
  });

  it("takes copies from before an update with it after a week (P13)", async () => {
    const copy = join(folder.path, "backup-before-002-jobs.sqlite");
    writeFileSync(copy, "");
    utimesSync(copy, START / 1000, START / 1000);
    for (const { days, kept } of [
      { days: 6.9, kept: true },
      { days: 7.1, kept: false },
    ]) {
      clock.set(new Date(START + days * DAY_MS).toISOString());
      await home.app.tidy();
      expect(existsSync(copy), `after ${days} days`).toBe(kept);
    }
  });

  it("takes the votes of a month with it that is over (P13)", async () => {
    const vote = (month: string): Change => {
      return {
        change: "add",
        table: "vote",
        row: { org: ORG, month, topic: "pivot", learner: "ida", unanswered: 0 },
      };
    };
    await home.store.write((writer) => applyChanges(writer, ORG, [vote("2026-10"), vote("2026-11")]));
    const months = () => home.store.read.selectFrom("vote").select("month").execute();
    await home.app.tidy();
    expect(await months()).toEqual([{ month: "2026-11" }]);
    clock.set("2026-12-01T09:00:00Z");
    await home.app.tidy();
    expect(await months()).toEqual([]);
  });
});
