import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ChannelAdapter } from "../../src/channel/adapter.ts";
import { deliveriesHeldUp } from "../../src/turn/held-up.ts";
import { type House, house, ORG, temporaryFolder } from "../house.ts";
import { loopbackSlack } from "../loopback/slack/slack.ts";
import { movingClock } from "../moving-clock.ts";
import { secondChannel } from "../second-channel.ts";
import { slackHouse } from "../slack-house.ts";
import { slowWriter } from "../slow-writer.ts";
import { teamsHouse } from "../teams-house.ts";

const BUDGET = "Wie hoch ist das Lernbudget?";
/** F9: tried so often, then left to an admin. */
const TRIES = 5;

/** A channel in which somebody asks, and the end of whose answer never gets a clear word from the platform. */
type Bench = {
  home: House;
  /** Somebody asks; resolves when the message stands there that their answer is written into. */
  ask(): Promise<void>;
  /** From now on, nothing is said of what is written into a message. */
  breaks(): void;
  /** How often it was tried to write the answer's end. */
  tries(): number;
  close(): Promise<void>;
};
type Makings = { folder: string; clock: ReturnType<typeof movingClock> };

const writer = slowWriter(
  ["Das", "Lernbudget", "ist", "da.", ..."und noch einmal".repeat(20).split(" ")],
  60,
);

async function inMemory({ folder, clock }: Makings): Promise<Bench> {
  const second = secondChannel();
  let tries = 0;
  let broken = false;
  const adapter: ChannelAdapter = {
    ...second.adapter,
    async stream(to, delivery, earlier) {
      const opened = await second.adapter.stream(to, delivery, earlier);
      if (opened.state !== "open") return opened;
      const { append, finish } = opened.stream;
      return {
        state: "open",
        message: "m1",
        stream: {
          append,
          async finish(blocks) {
            if (!broken) return finish(blocks);
            tries += 1;
            return { state: "unknown", reason: "http_503" };
          },
        },
      };
    },
  };
  const home = await house({ folder, clock, second: adapter });
  const ana = second.seat("ana");
  await ana.send({ kind: "joined" }, 1);
  return {
    home,
    ask: async () => void ana.send({ kind: "message", text: BUDGET, attachments: [] }, 1).catch(() => {}),
    breaks: () => {
      broken = true;
    },
    tries: () => tries,
    close: () => home.close(),
  };
}

async function inSlack(makings: Makings): Promise<Bench> {
  const slack = await loopbackSlack();
  const at = await slackHouse({ ...makings, slack, writer });
  const ana = slack.person(at.team, "Ana", { locale: "de-DE" });
  return {
    home: at.home,
    async ask() {
      await ana.says(BUDGET);
      await expect.poll(() => ana.sees().some(({ live }) => live), { timeout: 10_000 }).toBe(true);
    },
    breaks() {
      for (const method of ["chat.appendStream", "chat.stopStream", "chat.update"] as const)
        slack.faults.always(method, { kind: "status", status: 503, when: "before" });
    },
    // Each of them is followed by an edit.
    tries: () => slack.calls("chat.stopStream").length,
    async close() {
      await at.close();
      await slack.close();
    },
  };
}

async function inTeams(makings: Makings): Promise<Bench> {
  const at = await teamsHouse({ ...makings, writer });
  const ana = at.teams.person(at.tenant, "Ana", { locale: "de-DE" });
  const ends = () => [
    ...at.teams.calls("send").filter(({ bytes }) => bytes.includes('"final"')),
    ...at.teams.calls("update"),
  ];
  return {
    home: at.home,
    async ask() {
      await ana.says(BUDGET);
      await expect.poll(() => ana.sees().some(({ live }) => live), { timeout: 10_000 }).toBe(true);
    },
    breaks() {
      for (const operation of ["send", "update"] as const)
        at.teams.faults.always(operation, { kind: "status", status: 503, when: "before" });
    },
    tries: () => ends().length,
    close: at.close,
  };
}

describe.each([
  { channel: "a channel in memory", open: inMemory },
  { channel: "Slack", open: inSlack },
  { channel: "Teams", open: inTeams },
])("an answer of whose end $channel never gives a clear word", ({ open }) => {
  let folder: ReturnType<typeof temporaryFolder>;
  let clock: ReturnType<typeof movingClock>;
  let at: Bench;

  beforeEach(async () => {
    folder = temporaryFolder();
    clock = movingClock(new Date().toISOString());
    at = await open({ folder: folder.path, clock });
  });
  afterEach(async () => {
    await at.close();
    folder.remove();
  });

  const states = () => at.home.store.read.selectFrom("outbox").select(["state", "not_before"]).execute();

  it("is tried five times, with longer and longer rests, and then left to an admin (F9)", async () => {
    await at.ask();
    at.breaks();
    const rests = new Set<number>();
    await expect
      .poll(
        async () => {
          const unknown = (await states()).find(({ state }) => state === "unknown");
          if (unknown && unknown.not_before > clock.now()) {
            rests.add(Math.round((unknown.not_before - clock.now()) / 1000));
            clock.set(new Date(unknown.not_before).toISOString());
            await at.home.app.tick();
          }
          return (await states()).filter(({ state }) => state === "refused").length;
        },
        { timeout: 60_000, interval: 5 },
      )
      .toBe(1);
    expect(at.tries()).toBe(TRIES);
    const [held] = await deliveriesHeldUp(at.home.store.read, ORG, ["refused"]);
    expect(held).toMatchObject({ state: "refused" });
    expect(Math.max(...rests)).toBeGreaterThanOrEqual(64);
  }, 90_000);
});
