import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Writer } from "../../src/answer/writer.ts";
import { temporaryFolder } from "../house.ts";
import { type LoopbackTeams, loopbackTeams } from "../loopback/teams/teams.ts";
import { movingClock } from "../moving-clock.ts";
import { slowWriter } from "../slow-writer.ts";
import { fromLotse, type Hands, type TeamsHouse, teamsHouse } from "../teams-house.ts";

const BUDGET = "Wie hoch ist das Lernbudget?";
const WORDS = Array.from({ length: 200 }, (_, at) => `z.${at}-${at}e`);

describe("an answer that is written bit by bit in Teams", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let teams: LoopbackTeams;
  let at: TeamsHouse;
  let ana: Hands;

  let clock: ReturnType<typeof movingClock>;
  /** How many answers were told to stop being written. */
  let aborted: number;

  beforeEach(async () => {
    folder = temporaryFolder();
    teams = await loopbackTeams();
    clock = movingClock(new Date().toISOString());
    aborted = 0;
    const { write } = slowWriter(WORDS, 20);
    const writer: Writer = {
      write(brief, say, signal) {
        signal.addEventListener("abort", () => {
          aborted += 1;
        });
        return write(brief, say, signal);
      },
    };
    at = await teamsHouse({ folder: folder.path, teams, writer, clock });
    ana = at.teams.person(at.tenant, "Ana", { locale: "de-DE" });
  });
  afterEach(async () => {
    await at.close();
    await teams.close();
    folder.remove();
  });

  const live = () => fromLotse(ana).find((one) => one.live);
  const answer = () => fromLotse(ana).at(-1);
  const pieces = () => at.teams.calls("send").filter(({ bytes }) => bytes.includes("streaminfo"));

  async function isUnderWay(): Promise<void> {
    await ana.says(BUDGET);
    await expect.poll(() => live()?.words ?? "", { timeout: 10_000 }).toContain("0-0e");
  }

  it("can be watched, and stands there whole in the end, every piece taken", async () => {
    await isUnderWay();
    await at.quiet();
    expect(answer()).toMatchObject({ live: false, words: expect.stringContaining("199-199e") });
    expect(pieces().length).toBeGreaterThan(2);
    expect(pieces().filter(({ status }) => (status ?? 500) >= 400)).toEqual([]);
  }, 30_000);

  it("ends when the person stops it: nothing more is written, and the beginning stays", async () => {
    await isUnderWay();
    ana.pressesStop();
    await expect.poll(() => aborted, { timeout: 10_000 }).toBe(1);
    const tried = pieces().length;
    await at.quiet();
    expect(pieces()).toHaveLength(tried);
    expect(answer()).toMatchObject({ live: false, words: expect.stringContaining("0-0e") });
    expect(answer()?.words).not.toContain("199-199e");
  }, 30_000);

  it("goes into the same message when Teams closes the stream after two minutes", async () => {
    await isUnderWay();
    const id = live()?.id;
    at.teams.passes(121_000);
    await at.quiet();
    expect(answer()).toMatchObject({ id, edited: true, words: expect.stringContaining("199-199e") });
    expect(at.teams.calls("update")).toHaveLength(1);
  }, 30_000);

  it("ends the stream by itself before the two minutes are over, and the rest goes into the same message", async () => {
    await isUnderWay();
    const id = live()?.id;
    clock.set(new Date(clock.now() + 106_000).toISOString());
    teams.passes(106_000);
    await expect.poll(() => live(), { timeout: 10_000 }).toBeUndefined();
    expect(answer()?.words).not.toContain("199-199e");
    await at.quiet();
    expect(answer()).toMatchObject({ id, edited: true, words: expect.stringContaining("199-199e") });
    expect(at.teams.calls("update")).toHaveLength(1);
    expect(pieces().filter(({ status }) => (status ?? 500) >= 400)).toEqual([]);
    expect(aborted).toBe(0);
  }, 30_000);

  it("goes into the same message when Teams does not say whether it took the end", async () => {
    await isUnderWay();
    const id = live()?.id;
    at.teams.faults.always("send", { kind: "status", status: 503, when: "before" });
    await at.quiet();
    expect(answer()).toMatchObject({ id, live: false, words: expect.stringContaining("199-199e") });
    expect(fromLotse(ana).filter(({ words }) => words.includes("0-0e"))).toHaveLength(1);
  }, 45_000);

  it("is taken up again in the same message by the next process (R1)", async () => {
    await isUnderWay();
    const id = live()?.id;
    await at.home.app.drain(0);
    await at.close();
    at = await teamsHouse({ folder: folder.path, teams, writer: slowWriter(WORDS, 1) });
    await at.quiet();
    expect(fromLotse(ana).filter(({ words }) => words.includes("199-199e"))).toMatchObject([
      { id, live: false },
    ]);
    expect(fromLotse(ana).filter(({ words }) => words.includes("0-0e"))).toHaveLength(1);
  }, 30_000);
});
