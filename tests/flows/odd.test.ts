import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { text } from "../../src/channel/block.ts";
import type { ChannelEvent } from "../../src/channel/event.ts";
import type { Dialog } from "../../src/dialog/dialog.ts";
import { Failure } from "../../src/errors.ts";
import { storeEvent } from "../../src/turn/inbox.ts";
import { enqueue, type NewDelivery } from "../../src/turn/outbox.ts";
import { byIda } from "../happenings.ts";
import { type House, house, ORG, temporaryFolder } from "../house.ts";
import { openPage, type Page, wordsOf } from "../page.ts";

/** Fails as often as it is told to. */
function fragile(): Dialog<{ asked: number }> & { failures: number; begun: number } {
  return {
    id: "fragile",
    schema: z.object({ asked: z.number() }),
    failures: 0,
    begun: 0,
    async begin() {
      this.begun++;
      if (this.failures-- > 0) throw new Error("as told");
      return { to: "wait", state: { asked: 1 }, replies: [{ kind: "message", blocks: [text("Und?")] }] };
    },
    async resume(_turn, { asked }) {
      return { to: "done", replies: [{ kind: "message", blocks: [text(`Gefragt: ${asked}`)] }] };
    },
  };
}

describe("odd input and failing parts", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let dialog: ReturnType<typeof fragile>;
  let lines: string[];
  let home: House;
  let ida: Page;

  beforeEach(async () => {
    folder = temporaryFolder();
    dialog = fragile();
    lines = [];
    home = await house({ folder: folder.path, dialogs: [dialog as Dialog], log: (line) => lines.push(line) });
    ida = await openPage(home, "ida");
    await ida.send({ kind: "joined" }, 2);
  });
  afterEach(async () => {
    await ida.close();
    await home.close();
    folder.remove();
  });

  it("answers a hundred copies of one event once, in every order of arrival (F11)", async () => {
    const event = {
      kind: "message",
      id: "same-event",
      text: "Wie hoch ist mein Lernbudget?",
      attachments: [],
    };
    const responses = await Promise.all(Array.from({ length: 100 }, () => ida.post(event)));
    expect(responses.filter((response) => response.status === 202)).toHaveLength(1);
    expect(responses.filter((response) => response.status === 200)).toHaveLength(99);
    await ida.say("Wie beantrage ich eine Schulung?", 2);
    expect(wordsOf(ida.fromLotse()).match(/Jede Person hat ein Lernbudget/g)).toHaveLength(1);
    expect([...ida.messages.values()].filter(({ author }) => author === "learner")).toHaveLength(2);
  });

  it("answers each of twenty messages once, delivered three times each and in any order (F11, F12, R2)", async () => {
    const events = Array.from({ length: 20 }, (_, n) => ({
      kind: "message",
      id: `shuffled-${n}`,
      text: n % 2 === 0 ? "Wie hoch ist mein Lernbudget?" : "Wie beantrage ich eine Schulung?",
      attachments: [],
    }));
    // A fixed shuffle: multiplying by 7 visits all 60 places once.
    const deliveries = Array.from({ length: 60 }, (_, n) => events[((n * 7) % 60) % 20]).filter(
      (event) => event !== undefined,
    );
    await Promise.all(deliveries.map((event) => ida.post(event)));
    await ida.until(() => ida.fromLotse().length === 22);
    await ida.say("Danke");
    const answers = ida.fromLotse().filter(({ blocks }) => blocks.some(({ kind }) => kind === "quote"));
    expect(answers).toHaveLength(20);
    expect([...ida.messages.values()].filter(({ author }) => author === "learner")).toHaveLength(21);
  });

  it("is not troubled by what arrives before the thing it is about: a stop, a thumb, a button", async () => {
    await ida.post({ kind: "stop", delivery: "not-yet-there" });
    expect(
      wordsOf(await ida.send({ kind: "feedback", about: "not-yet-there", verdict: "helpful" })),
    ).toContain("nicht mehr gespeichert");
    expect(
      wordsOf(await ida.send({ kind: "action", action: "comment.send", value: "not-yet-there" })),
    ).toContain("gilt nicht mehr");
    expect(wordsOf(await ida.say("Wie hoch ist mein Lernbudget?"))).toContain("1.200 Euro");
  });

  it("takes the same id from two people for two messages, and lets nobody write over a bubble of Lotse's", async () => {
    const ben = await openPage(home, "ben");
    const event = {
      kind: "message",
      id: "same-event",
      text: "Wie hoch ist mein Lernbudget?",
      attachments: [],
    };
    expect((await ida.post(event)).status).toBe(202);
    expect((await ben.post(event)).status).toBe(202);
    await ben.until(() => ben.fromLotse().length === 2);
    const [bubble] = ida.fromLotse();
    await ida.send({ ...event, id: bubble?.id ?? "", text: "Wie beantrage ich eine Schulung?" });
    expect(ida.messages.get(bubble?.id ?? "")).toEqual(bubble);
    await ben.close();
  });

  it("shows nothing as said that it did not take in, as when it is being stopped", async () => {
    await home.app.drain();
    const response = await ida.post({ kind: "message", text: "Noch schnell etwas", attachments: [] });
    expect(response.status).toBe(503);
    const rows = await home.store.read.selectFrom("transcript").select("author").execute();
    expect(rows.filter(({ author }) => author === "learner")).toEqual([]);
  });

  it("shows two tabs the same messages in the same order", async () => {
    const second = await openPage(home, "ida");
    await Promise.all([
      ida.post({ kind: "message", text: "Wie hoch ist mein Lernbudget?", attachments: [] }),
      second.post({ kind: "message", text: "Wie beantrage ich eine Schulung?", attachments: [] }),
    ]);
    await ida.until(() => ida.fromLotse().length === 4);
    await second.until(() => second.fromLotse().length === 4);
    const fresh = await openPage(home, "ida");
    await fresh.until(() => fresh.fromLotse().length === 4);
    expect([...second.messages.keys()].sort()).toEqual([...ida.messages.keys()].sort());
    expect([...fresh.messages.keys()].sort()).toEqual([...ida.messages.keys()].sort());
    await Promise.all([second.close(), fresh.close()]);
  });

  it("has a kind word for a button that is no longer known", async () => {
    expect(wordsOf(await ida.send({ kind: "action", action: "gone.away", value: "" }))).toContain(
      "Diesen Knopf gibt es nicht mehr",
    );
  });

  it("has a kind word for a form that is no longer known", async () => {
    expect(wordsOf(await ida.send({ kind: "form", form: "gone.away", value: "", values: {} }))).toContain(
      "Diesen Knopf gibt es nicht mehr",
    );
  });

  it("drops a state it cannot read any more, says so, and goes on with the message", async () => {
    await ida.send({ kind: "action", action: "fragile.begin", value: "" });
    dialog.schema = z.object({ asked: z.number(), renamed: z.string() }) as never;
    const words = wordsOf(await ida.say("Wie hoch ist mein Lernbudget?", 2));
    expect(words).toContain("den Faden verloren");
    expect(words).toContain("1.200 Euro");
  });

  it("tries a failed turn again, and the person notices nothing", async () => {
    dialog.failures = 2;
    expect(wordsOf(await ida.send({ kind: "action", action: "fragile.begin", value: "" }))).toBe("Und?");
    expect(dialog.begun).toBe(3);
  });

  it("puts an event aside that fails three times, says so, and goes on with the next (F19)", async () => {
    dialog.failures = 1000;
    await ida.post({ kind: "action", action: "fragile.begin", value: "" });
    const words = wordsOf(await ida.say("Wie hoch ist mein Lernbudget?", 2));
    expect(words).toContain("schiefgegangen");
    expect(words).toContain("1.200 Euro");
    expect(dialog.begun).toBe(3);
    const aside = await home.store.read
      .selectFrom("inbox")
      .select("event")
      .where("state", "=", "quarantined")
      .execute();
    expect(aside).toHaveLength(1);
  });

  it("runs a turn anew when somebody else changed what it had read", async () => {
    let runs = 0;
    dialog.begin = async () => {
      runs++;
      if (runs < 3) throw new Failure("conflict", "somebody was faster");
      return { to: "done", replies: [{ kind: "message", blocks: [text("Beim dritten Mal")] }] };
    };
    expect(wordsOf(await ida.send({ kind: "action", action: "fragile.begin", value: "" }))).toBe(
      "Beim dritten Mal",
    );
    expect(runs).toBe(3);
  });

  it("logs ids and no content", async () => {
    dialog.failures = 1000;
    await ida.post({ kind: "action", action: "fragile.begin", value: "Kanarienvogel" });
    await ida.say("Kanarienvogel im Lernbudget?", 2);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.join("\n")).not.toContain("Kanarienvogel");
    expect(lines.join("\n")).toContain("web:ida");
  });

  describe("keeps out of the log whom Lotse gets in touch with, for they have said yes to it (P9):", () => {
    const state = async (table: "inbox" | "outbox") =>
      (await home.store.read.selectFrom(table).select("state").orderBy("state").execute()).map(
        ({ state }) => state,
      );

    it("when what is due fails", async () => {
      dialog.failures = 1000;
      const event: ChannelEvent = {
        ...byIda({ kind: "joined" }, "due:fragile.begin::ida:1"),
        kind: "due",
        job: "fragile.begin",
        subject: "",
        week: "2026-W48",
        skipped: false,
      };
      await home.store.write((writer) => storeEvent(writer, home.sealer, 1, event), ORG);
      await home.app.tick();
      await expect.poll(() => state("inbox"), { timeout: 10_000 }).toContain("quarantined");
      expect(lines.join("\n")).toContain("an event was put aside");
      expect(lines.join("\n")).not.toMatch(/\bida\b/);
    });

    it("when they have taken their yes back meanwhile", async () => {
      const delivery: NewDelivery = {
        org: ORG,
        conversation: "web:ida",
        delivery: "unasked",
        position: 1,
        unaskedOf: "ida",
        parcel: { reply: { kind: "message", blocks: [] }, learner: "ida", answer: "" },
      };
      await home.store.write((writer) => enqueue(writer, home.sealer, delivery), ORG);
      await home.app.tick();
      await expect.poll(() => state("outbox")).toContain("refused");
      expect(lines.join("\n")).toContain("a delivery was dropped");
      expect(lines.join("\n")).not.toMatch(/\bida\b|"unasked"/);
    });
  });

  it.each([
    ["not JSON at all", "{", 400],
    ["an unknown kind of event", '{"id":"12345678","kind":"explode"}', 400],
    [
      "a message of 12,001 characters",
      JSON.stringify({ id: "12345678", kind: "message", text: "x".repeat(12_001), attachments: [] }),
      400,
    ],
    [
      "a body of 300 KB",
      JSON.stringify({ id: "12345678", kind: "message", text: "x".repeat(300_000), attachments: [] }),
      413,
    ],
  ])("refuses %s with a sentence in both languages", async (_what, body, status) => {
    const response = await home.handle(
      new Request("http://lotse.test/api/events?as=ida", {
        method: "POST",
        body,
        headers: { "content-type": "application/json" },
      }),
    );
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({
      problem: { de: expect.stringMatching(/\w/), en: expect.stringMatching(/\w/) },
    });
  });

  it("takes a message of exactly 12,000 characters", async () => {
    expect(wordsOf(await ida.say("ä".repeat(12_000)))).toContain("viel Text");
  });

  it("knows nobody by an invented name", async () => {
    const response = await home.handle(new Request("http://lotse.test/api/me?as=mallory"));
    expect(response.status).toBe(404);
  });

  it.each<[string, string, Record<string, string>]>([
    ["another site's page", "http://lotse.test", { origin: "https://evil.example" }],
    ["a page the browser calls cross-site", "http://lotse.test", { "sec-fetch-site": "cross-site" }],
    ["a host name that merely resolves here", "http://evil.example", {}],
  ])("refuses events from %s (S10)", async (_what, host, headers) => {
    const body = JSON.stringify({ id: "12345678", kind: "message", text: "Hallo", attachments: [] });
    const request = new Request(`${host}/api/events?as=ida`, {
      method: "POST",
      body,
      headers: { "content-type": "application/json", ...headers },
    });
    expect((await home.handle(request)).status).toBe(403);
  });
});
