import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ASK, keepRhythm, schedule, USUAL } from "../../src/rhythm/rhythm.ts";
import { applyChanges } from "../../src/store/change.ts";
import { house, ORG } from "../house.ts";
import { openPage } from "../page.ts";
import { OPEN, type Place, places } from "./places.ts";

const PEOPLE = ["ida", "ben"];
/** A check-in of two people makes this many writes. */
const WRITES = 9;
/** Between them, events and deliveries of each may be looked at once more, in vain: a tick came while they were under way. */
const LOOKS = 4;

describe.each(places)("SIGKILL while check-ins go out, on $engine (R3, F13)", ({ make, moments }) => {
  let place: Place;
  beforeEach(async () => {
    place = await make();
  });
  afterEach(() => place.remove());

  /** Two people who want to be asked, in an hour. */
  async function prepare(): Promise<void> {
    const home = await house(place.options);
    for (const person of PEOPLE) {
      const page = await openPage(home, person);
      await page.send({ kind: "joined" }, 2);
      await page.close();
    }
    const now = Date.now();
    await home.store.write(async (writer) => {
      for (const learner of PEOPLE) {
        const where = { org: ORG, learner, zone: "Europe/Berlin", now };
        const yes = { org: ORG, learner, opt_in: "messages", given_at: now } as const;
        await applyChanges(writer, ORG, [
          { change: "put", table: "opt_in", row: yes },
          ...keepRhythm(where, USUAL),
          schedule(where, ASK, "", now + 60 * 60_000),
        ]);
      }
    });
    await home.close();
  }

  /** Now their time has come: while somebody counts the writes, and not before. */
  const makeDue = () => place.change(`update schedule set next_at = ${Date.now()}`);

  /** Until both were asked and nothing is open any more. */
  async function quiet(): Promise<void> {
    const left = `select ${OPEN} + ${PEOPLE.length} - (select count(*) from contact)`;
    while (Number(await place.value(left)) !== 0) await sleep(20);
  }

  async function expectOneCheckInEach(): Promise<void> {
    const home = await house(place.options);
    for (const person of PEOPLE) {
      const page = await openPage(home, person);
      await page.until(() => page.messages.size > 0);
      const asked = page.fromLotse().filter(({ blocks }) => JSON.stringify(blocks).includes("check-in.skip"));
      expect(asked, person).toHaveLength(1);
      await page.close();
    }
    await home.close();
  }

  const steps = Array.from({ length: WRITES + LOOKS }, (_, at) => at + 1).flatMap((count) =>
    moments.map((moment) => `${count}:${moment}`),
  );

  it.each(steps)("at write %s leads to exactly one check-in each after the restart", async (step) => {
    await prepare();
    const first = await place.start(step, "tick");
    await makeDue();
    // So many looks there may not be.
    const isSure = Number.parseInt(step, 10) <= WRITES;
    if (first.running()) await Promise.race([once(first.process, "exit"), ...(isSure ? [] : [quiet()])]);
    if (isSure) expect(first.process.signalCode).toBe("SIGKILL");
    await first.end();
    await place.afterLeases();
    const second = await place.start("", "tick");
    await quiet();
    await second.end();
    await expectOneCheckInEach();
  });

  it("has no further write that the steps above would miss", async () => {
    await prepare();
    const child = await place.start(`${WRITES + LOOKS + 1}:before`, "tick");
    await makeDue();
    await quiet();
    await sleep(500);
    expect(child.running()).toBe(true);
    await child.end();
    await expectOneCheckInEach();
  });
});
