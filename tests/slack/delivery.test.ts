import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Writer } from "../../src/answer/writer.ts";
import { text } from "../../src/channel/block.ts";
import { temporaryFolder } from "../house.ts";
import { fromLotse, type Hands, type SlackHouse, slackHouse } from "../slack-house.ts";
import { slowWriter } from "../slow-writer.ts";

const BUDGET = "Wie hoch ist das Lernbudget?";
/** Long enough to be shown in several pieces. */
const WORDS = Array.from({ length: 120 }, (_, at) => `Wort${at}`);

describe("delivering into Slack", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let at: SlackHouse;
  let ana: Hands;

  beforeEach(async () => {
    folder = temporaryFolder();
    at = await slackHouse({ folder: folder.path, writer: slowWriter(WORDS, 10) });
    ana = at.slack.person(at.team, "Ana Arndt", { locale: "de-DE" });
    await ana.says("Hallo");
    await at.quiet();
  });
  afterEach(async () => {
    await at.close();
    folder.remove();
  });

  const answers = () => fromLotse(ana).filter(({ words }) => words.includes("Wort119"));
  const greetings = () => fromLotse(ana).filter(({ words }) => words.includes("Ana"));
  const states = async () =>
    (await at.home.store.read.selectFrom("outbox").select("state").execute()).map(({ state }) => state);

  describe("an answer that is written bit by bit", () => {
    it("is seen while it is written, and stands whole in the end", async () => {
      await ana.says(BUDGET);
      await expect.poll(() => fromLotse(ana).find(({ live }) => live)?.words ?? "").toContain("Wort20");
      await at.quiet();
      expect(answers()).toHaveLength(1);
      expect(answers()[0]).toMatchObject({ live: false, metadata: { event_type: "lotse_delivery" } });
    });

    it("shows no address that a writer says in two pieces (S8)", async () => {
      const appended = () => at.slack.calls("chat.appendStream");
      const writer: Writer = {
        async write({ sure }, say) {
          await say("Siehe boese.");
          await say(`example und ${WORDS.join(" ")} `);
          await expect.poll(() => appended().length).toBeGreaterThan(1);
          return { blocks: [text("Fertig.")], sure };
        },
      };
      await at.close();
      at = await slackHouse({ folder: folder.path, writer });
      ana = at.slack.person(at.team, "Ana Arndt", { locale: "de-DE" });
      await ana.says(BUDGET);
      await at.quiet();
      const shown = appended()
        .map(({ given }) => given.markdown_text)
        .join("");
      expect(shown.replaceAll("\u2060", "")).toContain("Siehe boese.example und Wort0");
      expect(shown).not.toContain("boese.example");
    });

    it("ends when its learner presses stop", async () => {
      await ana.says(BUDGET);
      await expect
        .poll(() => fromLotse(ana).some(({ live, words }) => live && words.includes("Wort10")))
        .toBe(true);
      await ana.pressesStop();
      await at.quiet();
      expect(answers()).toEqual([]);
      expect(fromLotse(ana).at(-1)).toMatchObject({ live: false, words: expect.stringContaining("Wort10") });
    });

    it("stands whole though Slack has ended the stream meanwhile", async () => {
      await ana.says(BUDGET);
      await expect
        .poll(() => fromLotse(ana).some(({ live, words }) => live && words.includes("Wort10")))
        .toBe(true);
      at.slack.endsStreams();
      await at.quiet();
      expect(answers()).toHaveLength(1);
    });

    it.each(["unknown_method", "feature_not_enabled"])(
      "comes as a whole where there are no streams: %s",
      async (error) => {
        at.slack.faults.always("chat.startStream", { kind: "error", error });
        await ana.says(BUDGET);
        await at.quiet();
        await ana.says(BUDGET);
        await at.quiet();
        expect(answers()).toHaveLength(2);
        expect(at.slack.calls("chat.startStream")).toHaveLength(1);
      },
    );

    it("comes as a whole when too many are written at once", async () => {
      at.slack.faults.next("chat.startStream", { kind: "rate limited", seconds: 30 });
      await ana.says(BUDGET);
      await at.quiet();
      expect(answers()).toHaveLength(1);
    });

    it.each(["status", "cut", "silence"] as const)(
      "is written once when nobody knows whether it was begun (F7): %s",
      async (kind) => {
        const fault =
          kind === "status"
            ? ({ kind, status: 502, when: "after" } as const)
            : ({ kind, when: "after" } as const);
        at.slack.faults.next("chat.startStream", fault);
        await ana.says(BUDGET);
        await at.quiet();
        expect(answers()).toHaveLength(1);
        expect(fromLotse(ana).filter(({ live }) => live)).toEqual([]);
        expect(fromLotse(ana).filter(({ words }) => words === "")).toEqual([]);
      },
      30_000,
    );

    it.each(["chat.stopStream", "chat.update"])(
      "stands once, and whole, when %s went wrong (F7)",
      async (method) => {
        at.slack.faults.next(method, { kind: "cut", when: "after" });
        await ana.says(BUDGET);
        await at.quiet();
        expect(answers()).toHaveLength(1);
        expect(fromLotse(ana).filter(({ live }) => live)).toEqual([]);
      },
      30_000,
    );
  });

  describe("a message", () => {
    it.each([
      { kind: "status", status: 503, when: "after" },
      { kind: "status", status: 503, when: "before" },
      { kind: "cut", when: "after" },
      { kind: "cut", when: "before" },
      { kind: "silence", when: "after" },
      { kind: "error", error: "internal_error" },
    ] as const)(
      "arrives exactly once after $kind $when (F7)",
      async (fault) => {
        const before = greetings().length;
        at.slack.faults.next("chat.postMessage", fault);
        await ana.says("Hallo");
        await at.quiet();
        expect(greetings()).toHaveLength(before + 1);
      },
      30_000,
    );

    it("waits when it cannot be looked up, and is not sent again before that", async () => {
      const before = greetings().length;
      at.slack.faults.next("chat.postMessage", { kind: "status", status: 500, when: "after" });
      at.slack.faults.next("conversations.replies", { kind: "rate limited", seconds: 1 }, { times: 2 });
      await ana.says("Hallo");
      await at.quiet();
      expect(greetings()).toHaveLength(before + 1);
      expect(at.slack.calls("conversations.replies").length).toBeGreaterThan(2);
    }, 30_000);

    it("comes plainly where Slack does not take the better blocks", async () => {
      at.slack.faults.next("chat.postMessage", { kind: "error", error: "invalid_blocks" });
      await ana.says("Hallo");
      await at.quiet();
      expect(await states()).not.toContain("refused");
    });

    it.each(["channel_not_found", "is_archived", "user_disabled"])(
      "ends for good with %s (F8)",
      async (error) => {
        at.slack.faults.next("chat.postMessage", { kind: "error", error });
        const before = at.slack.calls("chat.postMessage").length;
        await ana.says("Hallo");
        await at.quiet();
        expect(await states()).toContain("refused");
        expect(at.slack.calls("chat.postMessage")).toHaveLength(before + 1);
      },
    );

    it("rests with its workspace when Slack says that it is too much, and counts that as no try (F6)", async () => {
      at.slack.faults.next("chat.postMessage", { kind: "rate limited", seconds: 1 }, { times: 3 });
      const before = greetings().length;
      await ana.says("Hallo");
      await at.quiet();
      expect(greetings()).toHaveLength(before + 1);
    }, 30_000);
  });

  it("gets to everybody exactly once when many are written to, and Slack says again and again that it is too much (F6)", async () => {
    const people = Array.from({ length: 40 }, (_, number) => at.slack.person(at.team, `Person ${number}`));
    for (let round = 0; round < 4; round++)
      at.slack.faults.next("chat.postMessage", { kind: "rate limited", seconds: 1 }, { times: 3 });
    await Promise.all(people.map((one) => one.says("Hello")));
    await at.quiet();
    for (const one of people) expect(fromLotse(one), one.profile.name).toHaveLength(2);
    expect(await states()).not.toContain("refused");
  }, 60_000);

  it.each(["token_revoked", "account_inactive"])("asks no more once it hears %s (F8)", async (error) => {
    at.slack.faults.always("chat.postMessage", { kind: "error", error });
    await ana.says("Hallo");
    await at.quiet();
    const before = at.slack.calls().length;
    await ana.says("Hallo");
    await ana.says(BUDGET);
    await at.quiet();
    expect(at.slack.calls()).toHaveLength(before);
    expect(await states()).toContain("refused");
  });
});
