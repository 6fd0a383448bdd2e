import { once } from "node:events";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ASK, keepRhythm, schedule, USUAL } from "../../src/rhythm/rhythm.ts";
import { applyChanges } from "../../src/store/change.ts";
import { deliveriesHeldUp } from "../../src/turn/held-up.ts";
import { house, ORG, temporaryFolder } from "../house.ts";
import { type LoopbackTeams, loopbackTeams } from "../loopback/teams/teams.ts";
import { fromLotse, type Hands, PATIENCE } from "../teams-house.ts";
import { OPEN } from "./places.ts";
import { type Child, startChild } from "./start-child.ts";

const QUESTION = "Wie hoch ist mein Lernbudget?";
/** A first question makes this many writes, from accept to the last mark. */
const WRITES = 8;
/** After Teams took the introduction, and before Lotse knows: it was asked for, and comes again. */
const INTRODUCED_TWICE = ["6:inside", "call:message:after"];
/** A check-in makes this many, from its time to the last mark. */
const CHECK_IN_WRITES = 6;
/** Between them, the event and the delivery may be looked at once more, in vain: a tick came while they were under way. */
const LOOKS = 3;
/** Before a write is after the one before it, save for a call between them, which has steps of its own. */
const MOMENTS = ["inside", "after"];

let folder: ReturnType<typeof temporaryFolder>;
let teams: LoopbackTeams;
let ana: Hands;
const children = new Set<Child>();

beforeEach(async () => {
  folder = temporaryFolder();
  // As long as a start takes.
  const repeatAfter = Array.from({ length: 100 }, () => 100);
  teams = await loopbackTeams({ patience: { ...PATIENCE, answerWithin: 3000, repeatAfter } });
  ana = teams.person(teams.home, "Ana", { locale: "de-DE" });
});
afterEach(async () => {
  for (const child of children) await child.end();
  children.clear();
  await teams.close();
  folder.remove();
});

async function start({ step = "", mode = "", pauseMs = 5 } = {}): Promise<Child> {
  const { authority, app, home } = teams;
  const about = { app: app.id, tenant: home.id, authority, secret: app.secret };
  const child = await startChild(folder.path, {
    step,
    mode,
    channel: { channel: "teams", pauseMs, ...about },
  });
  children.add(child);
  teams.sendsTo(`http://127.0.0.1:${child.port}/teams/messages`);
  return child;
}

/** The only value of the only row. */
function value(query: string): unknown {
  const database = new DatabaseSync(join(folder.path, "lotse.sqlite"), { readOnly: true });
  const row = database.prepare(query).get();
  database.close();
  return Object.values(row ?? {})[0];
}

const quiet = (query = `select ${OPEN}`) =>
  expect.poll(() => Number(value(query)), { timeout: 30_000 }).toBe(0);

function atEach(writes: number): string[] {
  return Array.from({ length: writes }, (_, at) => at + 1).flatMap((count) =>
    MOMENTS.map((moment) => `${count}:${moment}`),
  );
}

function atCalls(...names: string[]): string[] {
  return names.flatMap((name) => [`call:${name}:before`, `call:${name}:after`]);
}

describe("SIGKILL while Lotse talks in Teams (R1, F9, F13)", () => {
  const introductions = () => fromLotse(ana).filter(({ words }) => words.includes("KI-Assistent"));

  async function expectOneAnswer(): Promise<void> {
    await quiet();
    const said = fromLotse(ana).filter(({ words }) => words.includes("Das Lernbudget"));
    expect(said).toMatchObject([{ live: false, words: expect.stringContaining("Das Lernbudget ist da.") }]);
  }

  it.each([...atEach(WRITES), ...atCalls("message", "informative", "streaming", "final")])(
    "at %s leads to exactly one answer after the restart",
    async (step) => {
      const first = await start({ step, pauseMs: step.startsWith("call:streaming") ? 700 : 5 });
      const exit = once(first.process, "exit");
      const said = ana.says(QUESTION);
      expect((await exit)[1]).toBe("SIGKILL");
      await start();
      expect((await said).reception).toMatchObject({ state: "answered", status: 200 });
      await expectOneAnswer();
      expect(introductions()).toHaveLength(INTRODUCED_TWICE.includes(step) ? 2 : 1);
    },
    40_000,
  );

  it("has no further write that the steps above would miss", async () => {
    const child = await start({ step: `${WRITES + 1}:before` });
    await ana.says(QUESTION);
    await expectOneAnswer();
    expect(child.running()).toBe(true);
  }, 40_000);
});

describe("SIGKILL while a check-in goes out in Teams (R3, F13)", () => {
  /** Somebody who wants to be asked, in an hour. */
  async function prepare(): Promise<void> {
    const child = await start();
    await ana.says("Hallo");
    await quiet();
    await child.end();
    const home = await house({ folder: folder.path });
    const learner = String(value("select learner from learner where name = 'Ana'"));
    const where = { org: ORG, learner, zone: "Europe/Berlin", now: Date.now() };
    const yes = { org: ORG, learner, opt_in: "messages", given_at: where.now } as const;
    await home.store.write((writer) =>
      applyChanges(writer, ORG, [
        { change: "put", table: "opt_in", row: yes },
        ...keepRhythm(where, USUAL),
        schedule(where, ASK, "", where.now + 60 * 60_000),
      ]),
    );
    await home.close();
  }

  function makeDue(): void {
    const database = new DatabaseSync(join(folder.path, "lotse.sqlite"), { timeout: 5000 });
    database.exec(`update schedule set next_at = ${Date.now()}`);
    database.close();
  }

  const wasAsked = () => quiet(`select ${OPEN} + 1 - (select count(*) from contact)`);
  const checkIns = () => fromLotse(ana).filter(({ words }) => words.includes("Check-in"));

  async function listed(): Promise<number> {
    const home = await house({ folder: folder.path });
    const rows = await deliveriesHeldUp(home.store.read, ORG, ["refused"]);
    await home.close();
    return rows.length;
  }

  async function killedAt(step: string, isSure: boolean): Promise<{ seen: number; unknown: number }> {
    await prepare();
    const first = await start({ step, mode: "tick" });
    const exit = once(first.process, "exit");
    makeDue();
    await Promise.race([exit, ...(isSure ? [] : [wasAsked()])]);
    if (isSure) expect(first.process.signalCode).toBe("SIGKILL");
    await first.end();
    const second = await start({ mode: "tick" });
    await wasAsked();
    await second.end();
    return { seen: checkIns().length, unknown: await listed() };
  }

  it.each(atEach(CHECK_IN_WRITES + LOOKS))(
    "at write %s repeats nothing that may have arrived, and lists what may not have",
    async (step) => {
      const { seen, unknown } = await killedAt(step, Number.parseInt(step, 10) <= CHECK_IN_WRITES);
      expect(seen).toBeLessThanOrEqual(1);
      expect(seen + unknown).toBeGreaterThanOrEqual(1);
    },
    40_000,
  );

  it("before Teams is called lists it, since nobody can tell", async () => {
    expect(await killedAt("call:message:before", true)).toEqual({ seen: 0, unknown: 1 });
  }, 40_000);

  it("after Teams has taken it repeats nothing, and lists it all the same", async () => {
    expect(await killedAt("call:message:after", true)).toEqual({ seen: 1, unknown: 1 });
  }, 40_000);

  it("has no further write that the steps above would miss", async () => {
    await prepare();
    const child = await start({ step: `${CHECK_IN_WRITES + LOOKS + 1}:before`, mode: "tick" });
    makeDue();
    await wasAsked();
    expect(child.running()).toBe(true);
    await child.end();
    expect(checkIns()).toHaveLength(1);
  }, 40_000);
});
