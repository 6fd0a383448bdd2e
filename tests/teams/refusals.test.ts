import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ASK, keepRhythm, schedule, USUAL } from "../../src/rhythm/rhythm.ts";
import { applyChanges } from "../../src/store/change.ts";
import { deliveriesHeldUp } from "../../src/turn/held-up.ts";
import { ORG, temporaryFolder } from "../house.ts";
import type { Fault } from "../loopback/teams/faults.ts";
import { movingClock } from "../moving-clock.ts";
import { fromLotse, type Hands, type TeamsHouse, teamsHouse } from "../teams-house.ts";

/** F9: tried so often, then left to an admin. */
const TRIES = 5;

const refused = (status: number): Fault => ({ kind: "status", status, when: "before" });
const takenThen = (status: number): Fault => ({ kind: "status", status, when: "after" });

describe("when Teams does not take a message (F9)", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let clock: ReturnType<typeof movingClock>;
  let at: TeamsHouse;
  let ana: Hands;

  beforeEach(async () => {
    folder = temporaryFolder();
    clock = movingClock(new Date().toISOString());
    at = await teamsHouse({ folder: folder.path, clock });
    ana = at.teams.person(at.tenant, "Ana", { locale: "de-DE" });
    await ana.says("Hallo");
    await at.quiet();
  });
  afterEach(async () => {
    await at.close();
    folder.remove();
  });

  const posts = () => at.teams.calls("send").filter(({ bytes }) => JSON.parse(bytes).type === "message");
  const open = () =>
    at.home.store.read
      .selectFrom("outbox")
      .select("not_before")
      .where("state", "in", ["pending", "sending", "unknown"])
      .execute();

  const waiting = () =>
    at.home.store.read.selectFrom("inbox").select("event").where("state", "=", "waiting").execute();

  /** Until nothing is open; where it rests, its time has come. */
  async function settled(): Promise<void> {
    const look = async () => {
      const unread = await waiting();
      const left = await open();
      const rest = Math.max(0, ...left.map(({ not_before }) => not_before));
      if (rest > clock.now()) {
        clock.set(new Date(rest).toISOString());
        await at.home.app.tick();
      }
      return unread.length + left.length;
    };
    await expect.poll(look, { timeout: 20_000, interval: 5 }).toBe(0);
  }

  const held = async () => (await deliveriesHeldUp(at.home.store.read, ORG, ["refused"])).length;

  /** What comes to somebody who has said yes, and has not asked. */
  async function unasked(): Promise<void> {
    const { store, app } = at.home;
    const row = await store.read
      .selectFrom("learner")
      .select("learner")
      .where("name", "=", "Ana")
      .executeTakeFirst();
    const where = { org: ORG, learner: row?.learner ?? "", zone: "Europe/Berlin", now: clock.now() };
    const yes = { org: ORG, learner: where.learner, opt_in: "messages", given_at: where.now } as const;
    await store.write((writer) =>
      applyChanges(writer, ORG, [
        { change: "put", table: "opt_in", row: yes },
        ...keepRhythm(where, USUAL),
        schedule(where, ASK, "", where.now),
      ]),
    );
    await app.tick();
    await expect.poll(async () => (await open()).length).toBeGreaterThan(0);
  }

  /** One message as a whole, which is no stream. */
  const asked = () => ana.says("Datenschutz");
  const arrived = (words: string) => fromLotse(ana).filter((one) => one.words.includes(words)).length;

  it.each<[string, Fault]>([
    ["412", refused(412)],
    ["429 with a time", { kind: "rate limited", seconds: 2 }],
    ["429 without one", { kind: "rate limited", seconds: null }],
    ["500", refused(500)],
    ["502", refused(502)],
    ["503", refused(503)],
    ["504", refused(504)],
    ["a broken connection", { kind: "cut", when: "before" }],
  ])("what somebody asked for comes after all: %s", async (_what, fault) => {
    at.teams.faults.next("send", fault, { times: 2 });
    await asked();
    await settled();
    expect(arrived("Deine drei Schalter")).toBe(1);
    expect(await held()).toBe(0);
  });

  it.each<[string, Fault]>([
    ["412", refused(412)],
    ["429 with a time", { kind: "rate limited", seconds: 2 }],
    ["429 without one", { kind: "rate limited", seconds: null }],
  ])("what nobody asked for comes too, once, where it clearly was not taken: %s", async (_what, fault) => {
    at.teams.faults.next("send", fault, { times: 2 });
    await unasked();
    await settled();
    expect(arrived("Check-in")).toBe(1);
    expect(await held()).toBe(0);
  });

  it.each<[string, Fault, number]>([
    ["500, though it was taken", takenThen(500), 1],
    ["502, though it was taken", takenThen(502), 1],
    ["503", refused(503), 0],
    ["504, though it was taken", takenThen(504), 1],
    ["a connection broken after it", { kind: "cut", when: "after" }, 1],
    ["a connection broken before it", { kind: "cut", when: "before" }, 0],
    ["no answer for ten seconds, though it was taken", { kind: "silence", when: "after" }, 1],
  ])(
    "what nobody asked for is not repeated where nobody can tell, but listed: %s (F13, R3)",
    async (_what, fault, seen) => {
      const tried = posts().length;
      at.teams.faults.next("send", fault);
      await unasked();
      await settled();
      expect(posts()).toHaveLength(tried + 1);
      expect(arrived("Check-in")).toBe(seen);
      expect(await held()).toBe(1);
    },
    45_000,
  );

  it.each([412, 502, 503, 504])(
    "what somebody asked for is tried five times, and then left to an admin: %d",
    async (status) => {
      const tried = posts().length;
      at.teams.faults.always("send", refused(status));
      await asked();
      await settled();
      expect(posts()).toHaveLength(tried + TRIES);
      expect(await held()).toBe(1);
      at.teams.faults.mend();
      await ana.says("Hilfe");
      await settled();
      expect(fromLotse(ana).length).toBeGreaterThan(1);
    },
  );

  it("waiting is not trying: a message comes, however often Teams asks for patience", async () => {
    at.teams.faults.next("send", { kind: "rate limited", seconds: 30 }, { times: 2 * TRIES });
    await asked();
    await settled();
    expect(arrived("Deine drei Schalter")).toBe(1);
  });
});
