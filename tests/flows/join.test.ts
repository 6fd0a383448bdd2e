import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { text } from "../../src/channel/block.ts";
import { Language } from "../../src/channel/language.ts";
import type { Dialog } from "../../src/dialog/dialog.ts";
import { texts } from "../../src/i18n/texts.ts";
import { mailMark } from "../../src/learner/arrival.ts";
import { findRows } from "../../src/store/any-rows.ts";
import { KEYS, type Schema } from "../../src/store/schema.ts";
import { arrive } from "../arrive.ts";
import { type Hands, hands } from "../hands.ts";
import { type House, type HouseOptions, ORG, temporaryFolder } from "../house.ts";
import { movingClock } from "../moving-clock.ts";
import { type Page, wordsOf } from "../page.ts";
import { type Seat, secondChannel } from "../second-channel.ts";

const NOW = "2026-11-24T09:00:00Z";
const MAIL = "ida@werft.example";

describe.each([
  {
    language: "de",
    connect: "Konten verbinden",
    get: "Code holen",
    enter: "Code eingeben",
    yes: "Ja, beides bin ich",
    no: "Abbrechen",
    alone: "nur auf einem Kanal",
    direct: "nur etwas für uns beide",
    wrong: "kenne ich nicht",
    expired: "älter als zehn Minuten",
    own: "hier bekommen",
    twoPeople: "zwei Menschen",
    tooMany: "in einer Stunde",
    malformed: "acht Buchstaben und Ziffern",
    done: "Erledigt.",
    left: "nichts verbunden",
    over: "gilt nicht mehr",
    nameless: "ohne Namen",
    recognised: "wir kennen uns schon",
    joining: "auch auf einem anderen Kanal",
    elsewhere: "Kanal „Slack“",
    counted: "Gezählt: Pivot-Tabellen.",
    already: "zählt in diesem Monat schon",
  },
  {
    language: "en",
    connect: "Connect accounts",
    get: "Get a code",
    enter: "Type a code",
    yes: "Yes, both are me",
    no: "Cancel",
    alone: "in one channel only",
    direct: "between the two of us",
    wrong: "don't know this code",
    expired: "more than ten minutes old",
    own: "right here",
    twoPeople: "two people to me",
    tooMany: "in an hour",
    malformed: "eight letters and digits",
    done: "Done.",
    left: "nothing was connected",
    over: "preview is over",
    nameless: "no name given",
    recognised: "We know each other already",
    joining: "in another channel, too",
    elsewhere: "channel “Slack”",
    counted: "Counted: Pivot tables.",
    already: "is counted this month already",
  },
])("one person in two channels, in $language", (words) => {
  const clock = movingClock(NOW);
  let folder: ReturnType<typeof temporaryFolder>;
  let home: House;
  let ida: Page;
  let web: Hands;
  let channel: ReturnType<typeof secondChannel>;

  /** The first time Ida chooses her language. */
  const start = async (language: Language | null, options: Partial<HouseOptions> = {}) => {
    channel = secondChannel();
    const house = { folder: folder.path, clock, second: channel.adapter, ...options };
    ({ home, ida, hand: web } = await arrive(house, language));
  };
  const stop = async () => {
    await ida.close();
    await home.close();
  };
  beforeEach(async () => {
    clock.set(NOW);
    folder = temporaryFolder();
    await start(Language.parse(words.language));
  });
  afterEach(async () => {
    await stop();
    folder.remove();
  });

  /** Somebody who has met Lotse there. */
  async function inSlack(native: string, ...rest: [Parameters<typeof channel.seat>[1]?, string?]) {
    const seat = channel.seat(native, rest[0], rest[1] ?? null);
    await seat.send({ kind: "action", action: "language.choose", value: words.language }, 2);
    return { seat, hand: hands(seat) };
  }
  const rows = (table: keyof Schema, equal = {}) => findRows(home.store.read, table, { equal });
  const learnerOf = async (connection: string, native: string) =>
    String((await rows("identity", { connection, native }))[0]?.learner);
  /** The code that was given last. */
  const codeIn = (said: ReturnType<Seat["fromLotse"]>) =>
    /\b[A-Z0-9]{8}\b/.exec(wordsOf(said.slice(-1)))?.[0] ?? "none";
  async function codeFromWeb(): Promise<string> {
    await ida.say(words.connect);
    return codeIn(await web.press(words.get));
  }
  const type = async ({ seat, hand }: { seat: Seat; hand: Hands }, code: string) => {
    await seat.say(words.connect);
    return wordsOf(await hand.fill(words.enter, { code }));
  };

  describe("by a code", () => {
    it("is previewed, confirmed, and then one, with everything of theirs in both places", async () => {
      const slack = await inSlack("U1");
      await slack.seat.send({ kind: "action", action: "privacy.on", value: "reflections" });
      const values = { goal: "Idakanarie", when: "wenn", step: "dann" };
      await slack.seat.send({ kind: "form", form: "goal.write", value: "", values });
      const gone = await learnerOf("slack", "U1");

      // However it is typed.
      const code = await codeFromWeb();
      const preview = await type(slack, ` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)}`);
      expect(preview).toContain("Ida (");
      expect(preview).toContain(`${words.nameless} (Slack)`);
      expect(await rows("join_wish")).toEqual([]);
      expect(wordsOf(await slack.hand.press(words.yes))).toContain(words.done);
      await home.app.tick();

      expect(await learnerOf("slack", "U1")).toBe("ida");
      expect(JSON.stringify(await web.view("home.show"))).toContain("Idakanarie");
      expect(JSON.stringify(await slack.hand.view("home.show"))).toContain("Idakanarie");
      for (const table of Object.keys(KEYS) as (keyof Schema)[])
        expect(JSON.stringify(await rows(table)), table).not.toContain(gone);
      expect(await slack.seat.say("Tipp")).toHaveLength(1);
      expect(await rows("one_time_code")).toEqual([]);
    });

    it("can be left, and an older preview joins nothing", async () => {
      const slack = await inSlack("U1");
      await type(slack, await codeFromWeb());
      const older = slack.hand.button(words.yes);
      await type(slack, await codeFromWeb());
      const press = { kind: "action", action: "join.now", value: "value" in older ? older.value : "" };
      expect(wordsOf(await slack.seat.send(press))).toContain(words.over);
      expect(wordsOf(await slack.hand.press(words.no))).toContain(words.left);
      expect(wordsOf(await slack.hand.press(words.yes))).toContain(words.over);
      await home.app.tick();
      expect(await learnerOf("slack", "U1")).not.toBe("ida");
    });

    it("that is wrong, void, old, used or one's own is refused with a sentence", async () => {
      const slack = await inSlack("U1");
      expect(await type(slack, "ABCDEFGH")).toContain(words.wrong);
      const replaced = await codeFromWeb();
      await codeFromWeb();
      expect(await type(slack, replaced)).toContain(words.wrong);
      const old = await codeFromWeb();
      clock.set("2026-11-24T09:11:00Z");
      expect(await type(slack, old)).toContain(words.expired);

      await slack.seat.say(words.connect);
      const own = codeIn(await slack.hand.press(words.get));
      expect(await type(slack, own)).toContain(words.own);

      const used = await codeFromWeb();
      await type(slack, used);
      await slack.hand.press(words.yes);
      await home.app.tick();
      expect(await type(await inSlack("U2"), used)).toContain(words.wrong);
    });

    it("that ends between preview and yes joins nothing", async () => {
      const slack = await inSlack("U1");
      await type(slack, await codeFromWeb());
      clock.set("2026-11-24T09:11:00Z");
      expect(wordsOf(await slack.hand.press(words.yes))).toContain(words.expired);
      expect(await rows("join_wish")).toEqual([]);
    });

    it("cannot be guessed: after five wrong ones there is a break, which a right one does not end", async () => {
      const slack = await inSlack("U1");
      for (let n = 0; n < 5; n++) expect(await type(slack, "ABCDEFGH")).toContain(words.wrong);
      expect(await type(slack, await codeFromWeb())).toContain(words.tooMany);
      clock.set("2026-11-24T10:01:00Z");
      expect(await type(slack, await codeFromWeb())).toContain("Ida (");
    });

    it("does not join two people of one channel", async () => {
      const slack = await inSlack("U1");
      await slack.seat.say(words.connect);
      const code = codeIn(await slack.hand.press(words.get));
      expect(await type(await inSlack("U2"), code)).toContain(words.twoPeople);
    });

    it("is used once, also by two at the same moment", async () => {
      const both = [await inSlack("U1"), await inSlack("U2")];
      const code = await codeFromWeb();
      for (const slack of both) await type(slack, code);
      const said = await Promise.all(both.map(({ hand }) => hand.press(words.yes)));
      expect(said.map((one) => wordsOf(one).includes(words.done)).sort()).toEqual([false, true]);
      expect(await rows("join_wish")).toHaveLength(1);
      await home.app.tick();
      expect(await rows("identity", { learner: "ida" })).toHaveLength(2);
    });

    it("is only kept as a hash, and given where nobody else reads along", async () => {
      const code = await codeFromWeb();
      expect(JSON.stringify(await rows("one_time_code"))).not.toContain(code);
      const group = await inSlack("U1", {}, "channel-7");
      await group.seat.say(words.connect);
      expect(wordsOf(await group.hand.press(words.get))).toContain(words.direct);
      expect(wordsOf(await group.hand.fill(words.enter, { code }))).toContain(words.direct);
    });

    it("has to look like one before it is sent", async () => {
      const post = (code: string) =>
        ida.post({ kind: "form", form: "join.enter", value: "", values: { code } });
      for (const code of ["", "ABC", "ABCDEFG0", "ABCDEFGHJ"]) {
        const response = await post(code);
        expect(response.status, code).toBe(422);
        expect(await response.text()).toContain(words.malformed);
      }
    });

    it("is not offered where there is one channel only", async () => {
      expect(wordsOf(await ida.say("privacy"))).toContain(words.connect);
      await home.store.write((writer) =>
        writer.deleteFrom("connection").where("connection", "=", "slack").execute(),
      );
      expect(wordsOf(await ida.say("privacy"))).not.toContain(words.connect);
      expect(wordsOf(await ida.say(words.connect))).toContain(words.alone);
      expect((await ida.get("/api/forms/join.enter")).status).toBe(404);
      const start = { kind: "action", action: "join.code", value: "" };
      expect(wordsOf(await ida.send(start))).toContain(words.alone);
    });
  });

  describe("by a verified mail", () => {
    const markIda = () =>
      home.store.write((writer) =>
        writer
          .updateTable("identity")
          .set({ mail_mark: mailMark(home.sealer, ORG, MAIL) })
          .where("native", "=", "ida")
          .execute(),
      );

    it("is recognised at once, told so once, and introduced to the AI (P16)", async () => {
      await markIda();
      const seat = channel.seat("U1", { mail: MAIL, name: "Kruse, Ida" });
      const said = wordsOf(await seat.say("Tipp", 2));
      expect(said).toContain(words.recognised);
      expect(said).toMatch(/KI-Assistent|AI assistant/);
      expect(await learnerOf("slack", "U1")).toBe("ida");
      expect(await rows("learner", { learner: "ida" })).toMatchObject([
        { name: "Ida", conversation: "slack:U1" },
      ]);
      expect(wordsOf(await seat.say("Tipp"))).not.toContain(words.recognised);
    });

    it("is recognised in a group, too, where nothing is said of it", async () => {
      await markIda();
      const said = wordsOf(await channel.seat("U1", { mail: MAIL }, "channel-7").say("Tipp"));
      expect(said).not.toContain(words.recognised);
      expect(await learnerOf("slack", "U1")).toBe("ida");
    });

    it("becomes one a minute after the mail of somebody known is known, too", async () => {
      const { hand } = await inSlack("U1");
      await markIda();
      const seat = channel.seat("U1", { mail: MAIL });
      expect(wordsOf(await seat.say("Tipp", 2))).toContain(words.joining);
      await home.app.tick();
      expect(await learnerOf("slack", "U1")).toBe("ida");
      expect(await rows("join_wish")).toEqual([]);
      expect(await hand.view("home.show")).not.toBeNull();
    });

    it("is never recognised by what a page says of itself (S3)", async () => {
      await home.store.write((writer) =>
        writer
          .updateTable("identity")
          .set({ mail_mark: mailMark(home.sealer, ORG, MAIL) })
          .where("native", "=", "uma")
          .execute(),
      );
      const told = { mail: MAIL, name: "Uma", sender: { native: "uma", mail: MAIL, name: "Uma" } };
      await ida.send({ kind: "message", text: "Tipp", attachments: [], ...told });
      expect(await rows("identity", { native: "ida" })).toMatchObject([{ learner: "ida", mail_mark: null }]);
      expect(await rows("learner", { learner: "ida" })).toMatchObject([{ name: "Ida" }]);
      expect(await rows("join_wish")).toEqual([]);
    });

    it("is let do nothing, and nothing is kept, when the directory says that they have left", async () => {
      const mail_mark = mailMark(home.sealer, ORG, MAIL);
      const row = { org: ORG, mail_mark, unit: null, has_left: 1, at: 0 } as const;
      await home.store.write((writer) => writer.insertInto("directory_entry").values(row).execute());
      const seat = channel.seat("U1", { mail: MAIL });
      const words = [texts.de, texts.en].map(({ closed }) => closed["has left"]);
      expect(words).toContain(wordsOf(await seat.send({ kind: "message", text: "Tipp", attachments: [] })));
      expect(await rows("identity", { native: "U1" })).toEqual([]);
      expect(await rows("learner", { name: "" })).toEqual([]);
    });
  });

  it("counts once: by the channel that counts until they are joined, and after that from both (P5)", async () => {
    const tap = { kind: "action", action: "signal.confirm", value: "pivot" };
    const slack = await inSlack("U1");
    await slack.seat.send({ kind: "action", action: "privacy.on", value: "signals" });
    expect(wordsOf(await slack.seat.send(tap))).toContain(words.counted);

    // Here they are not asked for a yes that would not count, and told why.
    const told = wordsOf(await ida.send(tap));
    expect(told).toContain(words.elsewhere);
    expect(told).toContain(words.connect);
    const on = { kind: "action", action: "privacy.on", value: "signals" };
    expect(wordsOf(await ida.send(on))).toContain(words.elsewhere);
    expect(wordsOf(await ida.send({ ...tap, action: "signal.agree" }))).toContain(words.elsewhere);
    expect(await rows("vote")).toHaveLength(1);

    await slack.seat.say(words.connect);
    const code = codeIn(await slack.hand.press(words.get));
    await ida.say(words.connect);
    await web.fill(words.enter, { code });
    await web.press(words.yes);
    await home.app.tick();
    expect(wordsOf(await ida.send(tap))).toContain(words.already);
    expect(await rows("vote")).toMatchObject([{ learner: await learnerOf("slack", "U1") }]);
    expect(await rows("identity", { native: "ida" })).toMatchObject([
      { learner: await learnerOf("slack", "U1") },
    ]);
  });

  it.each([
    ["alone", null],
    ["in a group", "channel-7"],
  ])("is one for what they said %s while they were being joined (F21)", async (_where, group) => {
    const gate = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    const saving: Dialog<null> = {
      id: "saving",
      schema: z.null(),
      async begin({ org, learner, now }) {
        reached.resolve();
        await gate.promise;
        const row = { org, learner, item: "late", state: "saved", at: now } as const;
        return {
          to: "done",
          replies: [{ kind: "message", blocks: [text("saved")] }],
          changes: [{ change: "put", table: "learner_item", row }],
        };
      },
      resume: async () => ({ to: "yield" }),
    };
    await stop();
    await start(null, { dialogs: [saving] });
    const slack = await inSlack("U1");
    await type(slack, await codeFromWeb());
    const gone = await learnerOf("slack", "U1");
    await slack.hand.press(words.yes);

    const seat = channel.seat("U1", {}, group);
    const said = seat.send({ kind: "action", action: "saving.now", value: "" });
    await reached.promise;
    await home.app.tick();
    gate.resolve();
    // The first try ends with a lost lease; the next look at what waits finds the event again.
    await expect
      .poll(async () => {
        await home.app.tick();
        return rows("learner_item");
      })
      .toMatchObject([{ learner: "ida" }]);
    expect(wordsOf(await said)).toContain("saved");
    for (const table of Object.keys(KEYS) as (keyof Schema)[])
      expect(JSON.stringify(await rows(table)), table).not.toContain(gone);
  });
});
