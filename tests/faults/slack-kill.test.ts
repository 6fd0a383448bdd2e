import { once } from "node:events";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../house.ts";
import { type LoopbackSlack, loopbackSlack } from "../loopback/slack/slack.ts";
import { fromLotse, type Hands } from "../slack-house.ts";
import { OPEN } from "./places.ts";
import { type Child, startChild } from "./start-child.ts";

const QUESTION = "Wie hoch ist mein Lernbudget?";
/** A first question makes this many writes, from accept to the last mark. */
const WRITES = 8;

describe("SIGKILL while Lotse talks in Slack (R1, F7, F13)", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let slack: LoopbackSlack;
  let ana: Hands;
  let token: string;
  const children = new Set<Child>();

  beforeEach(async () => {
    folder = temporaryFolder();
    // As long as a start takes: Slack itself repeats over minutes.
    slack = await loopbackSlack({
      patience: { answerWithin: 3000, repeatAfter: Array.from({ length: 100 }, () => 100) },
    });
    const team = slack.team("Werft");
    token = slack.installs(team);
    ana = slack.person(team, "Ana", { locale: "de-DE" });
  });
  afterEach(async () => {
    for (const child of children) await child.end();
    children.clear();
    await slack.close();
    folder.remove();
  });

  async function start(step = ""): Promise<Child> {
    const secret = slack.app.signingSecret;
    const channel = { channel: "slack", api: slack.apiUrl, token, secret, pauseMs: 5 } as const;
    const child = await startChild(folder.path, { step, channel });
    children.add(child);
    slack.sendsTo(`http://127.0.0.1:${child.port}/slack/events`);
    return child;
  }

  function open(): number {
    const database = new DatabaseSync(join(folder.path, "lotse.sqlite"), { readOnly: true });
    const row = database.prepare(`select ${OPEN} as open`).get();
    database.close();
    return Number(row?.open);
  }

  async function expectOneAnswer(): Promise<void> {
    await expect.poll(open, { timeout: 20_000 }).toBe(0);
    const said = fromLotse(ana);
    expect(said.filter(({ live }) => live)).toEqual([]);
    expect(said.map(({ words }) => words)).toEqual([
      expect.stringContaining("KI-Assistent"),
      expect.stringContaining("Das Lernbudget ist da."),
    ]);
  }

  const steps = [
    ...Array.from({ length: WRITES }, (_, at) => at + 1).flatMap((count) =>
      ["before", "inside", "after"].map((moment) => `${count}:${moment}`),
    ),
    ...["chat.postMessage", "chat.startStream", "chat.stopStream", "chat.update"].flatMap((method) =>
      ["before", "after"].map((moment) => `call:${method}:${moment}`),
    ),
  ];

  it.each(steps)(
    "at %s leads to exactly one answer after the restart",
    async (step) => {
      const first = await start(step);
      const exit = once(first.process, "exit");
      const said = ana.says(QUESTION);
      expect((await exit)[1]).toBe("SIGKILL");
      await start();
      expect((await said).reception).toMatchObject({ state: "answered", status: 200 });
      await expectOneAnswer();
    },
    40_000,
  );

  it("has no further write that the steps above would miss", async () => {
    const child = await start(`${WRITES + 1}:before`);
    await ana.says(QUESTION);
    await expectOneAnswer();
    expect(child.running()).toBe(true);
  }, 40_000);
});
