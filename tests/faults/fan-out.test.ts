import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ASK, keepRhythm, schedule, USUAL } from "../../src/rhythm/rhythm.ts";
import { applyChanges } from "../../src/store/change.ts";
import { house, ORG, temporaryFolder } from "../house.ts";
import { openPage } from "../page.ts";

const CHILD = new URL("./child.ts", import.meta.url).pathname;
const PEOPLE = ["ida", "ben"];
/** A check-in of two people makes this many writes; the test below proves that none is beyond. */
const WRITES = 8;
/** After them, each conversation may be looked at once more, in vain: a tick came while it was under way. */
const LAST_LOOKS = 2;

describe("SIGKILL while check-ins go out (R3, F13)", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  const children = new Set<ChildProcess>();

  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(async () => {
    for (const child of children) await end(child);
    folder.remove();
  });

  /** Two people who want to be asked, and whose time comes in a moment. */
  async function prepare(): Promise<void> {
    const home = await house({ folder: folder.path });
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
          schedule(where, ASK, "", now + 1),
        ]);
      }
    });
    await home.close();
  }

  async function start(step: string): Promise<ChildProcess> {
    const args = ["--disable-warning=ExperimentalWarning", CHILD, folder.path, step, "tick"];
    const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
    children.add(child);
    await once(child.stdout, "data");
    return child;
  }

  async function end(child: ChildProcess): Promise<void> {
    children.delete(child);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, "exit");
    child.kill("SIGKILL");
    await exit;
  }

  /** Until both were asked and nothing is open any more. */
  async function quiet(): Promise<void> {
    const database = new DatabaseSync(join(folder.path, "lotse.sqlite"), { readOnly: true });
    const open = database.prepare(
      `select (select count(*) from inbox where state = 'waiting')
            + (select count(*) from outbox where state in ('pending', 'sending', 'unknown'))
            + ${PEOPLE.length} - (select count(*) from contact) as count`,
    );
    while (open.get()?.count !== 0) await sleep(20);
    database.close();
  }

  async function expectOneCheckInEach(): Promise<void> {
    const home = await house({ folder: folder.path });
    for (const person of PEOPLE) {
      const page = await openPage(home, person);
      await page.until(() => page.messages.size > 0);
      const asked = page.fromLotse().filter(({ blocks }) => JSON.stringify(blocks).includes("check-in.skip"));
      expect(asked, person).toHaveLength(1);
      await page.close();
    }
    await home.close();
  }

  const steps = Array.from({ length: WRITES }, (_, at) => at + 1).flatMap((count) =>
    ["before", "inside", "after"].map((moment) => `${count}:${moment}`),
  );

  it.each(steps)("at write %s leads to exactly one check-in each after the restart", async (step) => {
    await prepare();
    const first = await start(step);
    if (first.signalCode === null && first.exitCode === null) await once(first, "exit");
    expect(first.signalCode).toBe("SIGKILL");
    const second = await start("");
    await quiet();
    await end(second);
    await expectOneCheckInEach();
  });

  it("has no further write that the steps above would miss", async () => {
    await prepare();
    const child = await start(`${WRITES + LAST_LOOKS + 1}:before`);
    await quiet();
    await sleep(500);
    expect(child.signalCode).toBeNull();
    await end(child);
    await expectOneCheckInEach();
  });
});
