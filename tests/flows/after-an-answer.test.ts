import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Opened } from "../../adapters/web/protocol.ts";
import { exportLearner } from "../../src/privacy/export.ts";
import { type House, house, memorySource, ORG, temporaryFolder } from "../house.ts";
import { movingClock } from "../moving-clock.ts";
import { openPage, type Page, wordsOf } from "../page.ts";
import { scriptedHelp } from "../scripted-help.ts";

const SAID = {
  usual: "Jede Person hat ein Lernbudget von 1.200 Euro im Jahr.",
  easy: "Du hast im Jahr 1.200 Euro Lernbudget.",
};
const IN_ENGLISH = "Each person has a learning budget of 1,200 euros a year.";

type Messages = Awaited<ReturnType<Page["say"]>>;

describe("what one can do with an answer of a model", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let home: House;
  let clock: ReturnType<typeof movingClock>;
  let ida: Page;
  let ben: Page;
  let away: boolean;
  let silent: boolean;
  let whole: unknown;
  let questions: unknown;
  let topics: unknown;
  let back: string;
  let help: ReturnType<typeof scriptedHelp>;

  beforeEach(async () => {
    folder = temporaryFolder();
    clock = movingClock("2026-10-05T09:00:00Z");
    away = false;
    silent = false;
    whole = { question: null };
    questions = [];
    topics = [];
    back = SAID.usual;
    help = scriptedHelp(({ task, messages }) => {
      if (away) return null;
      if (task === "follow-up") return whole;
      if (task === "next-questions") return { questions };
      if (task === "topics") return { topics };
      if (silent) return undefined;
      const words = String(messages.at(-1)?.text);
      if (task === "translate") return `[1] ${words.includes(IN_ENGLISH) ? back : IN_ENGLISH}`;
      return words.includes("\neasy\n") ? SAID.easy : SAID.usual;
    });
    home = await house({ folder: folder.path, clock, help });
    ida = await openPage(home, "ida");
    ben = await openPage(home, "ben");
  });
  afterEach(async () => {
    await Promise.all([ida.close(), ben.close()]);
    await home.close();
    folder.remove();
  });

  it("is told of under “privacy”: whose model it is, and what it gets (P2)", async () => {
    await ida.say("Hallo");
    await ida.until(() => ida.fromLotse().length === 2);
    const words = wordsOf(await ida.say("Datenschutz"));
    expect(words).toContain(help.model.host);
    expect(words).toContain("was du versuchst");
    expect(words).not.toContain("Es ist kein Sprachmodell angeschlossen");
  });

  const buttonsOf = (messages: Messages) =>
    messages.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === "buttons" ? block.buttons : [])),
    );
  function carriedBy(messages: Messages, name: string): string {
    for (const button of buttonsOf(messages)) {
      if (button.kind === "action" && button.action === name) return button.value;
      if (button.kind === "view" && button.view === name) return button.value;
    }
    throw new Error(`no button ${name}`);
  }
  const press = (page: Page, action: string, value: string, count = 1) =>
    page.send({ kind: "action", action, value }, count);
  const sent = (page: Page, answer: string) => page.get(`/api/views/ask.sent?value=${answer}`);
  const learnerNamed = async (name: string) => {
    const row = await home.store
      .readOf(ORG)
      .selectFrom("learner")
      .select("learner")
      .where("name", "=", name)
      .executeTakeFirstOrThrow();
    return row.learner;
  };

  describe("in another manner", () => {
    it("says it in plain words, from the same sources", async () => {
      const answer = await ida.say("Wie hoch ist mein Lernbudget?", 2);
      const words = wordsOf(await press(ida, "ask.easy", carriedBy(answer, "ask.easy")));
      expect(words).toContain("in einfachen Worten");
      expect(words).toContain(SAID.easy);
      expect(words).toContain("Team Lernen, geprüft am 1. September 2026");
    });

    it("translates what it said into the other language, and says that an AI did; the sources stay as they are (P16)", async () => {
      const answer = await ida.say("Wie hoch ist mein Lernbudget?", 2);
      const other = await press(ida, "ask.other-language", carriedBy(answer, "ask.other-language"));
      expect(wordsOf(other)).toContain("Translated into English by an AI.");
      expect(wordsOf(other)).toContain(IN_ENGLISH);
      expect(wordsOf(other)).toContain("Team Lernen, reviewed 1 September 2026");
      // Plain words are checked against the sources, which are in German.
      expect(() => carriedBy(other, "ask.easy")).toThrow("no button");
      const again = await press(ida, "ask.other-language", carriedBy(other, "ask.other-language"));
      expect(wordsOf(again)).toContain(SAID.usual);
    });

    it("translates what it quoted while there are no words of a model", async () => {
      away = true;
      const answer = await ida.say("Wie hoch ist mein Lernbudget?", 2);
      away = false;
      await press(ida, "ask.other-language", carriedBy(answer, "ask.other-language"));
      const [first] = help.asked.filter(({ task }) => task === "translate");
      expect(String(first?.messages[1]?.text)).toContain("[1] Jede Person hat ein Lernbudget");
    });

    it("leaves the answer as it is where what comes back stands in no source (S7)", async () => {
      const answer = await ida.say("Wie hoch ist mein Lernbudget?", 2);
      back = "Jeder Pirat singt nachts einen Walzer für 1.200 Euro im Jahr.";
      const words = wordsOf(await press(ida, "ask.other-language", carriedBy(answer, "ask.other-language")));
      expect(words).toBe("Anders sagen kann ich es gerade nicht. Die Antwort oben gilt weiterhin.");
    });

    it("asks for the question again once it is forgotten, after a quarter of an hour", async () => {
      const answer = carriedBy(await ida.say("Wie hoch ist mein Lernbudget?", 2), "ask.easy");
      clock.set("2026-10-05T09:16:00Z");
      expect(wordsOf(await press(ida, "ask.easy", answer))).toContain("Stell sie noch einmal");
    });

    it("tells nobody else what was asked", async () => {
      const answer = carriedBy(await ida.say("Wie hoch ist mein Lernbudget?", 2), "ask.easy");
      const words = wordsOf(await press(ben, "ask.easy", answer, 2));
      expect(words).toContain("Ask it again");
      expect(words).not.toContain("1.200");
    });

    it("leaves the answer as it is while the model is away (F1)", async () => {
      const answer = carriedBy(await ida.say("Wie hoch ist mein Lernbudget?", 2), "ask.easy");
      away = true;
      expect(wordsOf(await press(ida, "ask.easy", answer))).toBe(
        "Anders sagen kann ich es gerade nicht. Die Antwort oben gilt weiterhin.",
      );
      expect(wordsOf(await press(ida, "ask.other-language", answer))).toBe(
        "Anders sagen kann ich es gerade nicht. Die Antwort oben gilt weiterhin.",
      );
    });

    it("sends and says nothing of a source that has gone since (S5)", async () => {
      const answer = carriedBy(await ida.say("Wie hoch ist mein Lernbudget?", 2), "ask.other-language");
      const other = "---\ntitle: Pause\nowner: L&D\nlanguage: de\n---\n# Pause\n\nUm zehn ist Pause.\n";
      await home.app.importDocuments(ORG, "de", memorySource({ "pause.md": other }));
      help.asked.length = 0;
      for (const action of ["ask.other-language", "ask.easy"])
        expect(wordsOf(await press(ida, action, answer))).toContain("Stell sie noch einmal");
      expect(help.asked).toEqual([]);
    });

    it("is not offered where nothing is sure", async () => {
      const unsure = await ida.say("Wer wurde 1990 Fußballweltmeister?", 2);
      expect(() => carriedBy(unsure, "ask.easy")).toThrow("no button");
    });
  });

  describe("what was sent", () => {
    it("shows its learner the exact request and where it went, and nobody else (P15)", async () => {
      const answer = carriedBy(await ida.say("Wie hoch ist das Lernbudget?", 2), "ask.sent");
      const words = wordsOf([(await (await sent(ida, answer)).json()) as Opened]);
      expect(words).toContain("An scripted bei model.test:");
      expect(words).toContain(String(help.asked[0]?.messages[0]?.text));
      expect((await sent(ben, answer)).status).toBe(404);
    });

    it("is encrypted, leads to no answer, and comes with the export (P11, P14)", async () => {
      const answer = carriedBy(await ida.say("Wie hoch ist das Lernbudget?", 2), "ask.sent");
      const rows = await home.store.readOf(ORG).selectFrom("sent").selectAll().execute();
      expect(rows).toHaveLength(help.asked.length);
      expect(JSON.stringify(rows)).not.toContain("Lernbudget");
      expect(JSON.stringify(rows)).not.toContain(answer);
      const parts = { read: home.store.readOf(ORG), sealer: home.sealer, keys: home.keys };
      const own = await exportLearner(parts, ORG, await learnerNamed("Ida"), clock.now());
      expect(JSON.stringify(own.data.sent)).toContain("Wie hoch ist das Lernbudget?");
    });

    it("is over after a day, and gone with the next tidying", async () => {
      const answer = carriedBy(await ida.say("Wie hoch ist das Lernbudget?", 2), "ask.sent");
      clock.set("2026-10-06T09:00:10Z");
      expect((await sent(ida, answer)).status).toBe(404);
      await home.app.tidy();
      expect(await home.store.readOf(ORG).selectFrom("sent").selectAll().execute()).toEqual([]);
    });

    it("is kept even if the model then fails: it has left", async () => {
      away = true;
      const answer = await ida.say("Wie hoch ist das Lernbudget?", 2);
      expect(wordsOf(answer)).toContain("1.200 Euro");
      expect((await sent(ida, carriedBy(answer, "ask.sent"))).status).toBe(200);
    });

    it("is shown also where nothing was found, and where the answer was stopped (P15)", async () => {
      const nothing = await ida.say("Wer wurde 1990 Fußballweltmeister?", 2);
      expect(wordsOf(nothing)).not.toContain("Lernbudget");
      expect((await sent(ida, carriedBy(nothing, "ask.sent"))).status).toBe(200);

      silent = true;
      help.asked.length = 0;
      await ida.post({ kind: "message", text: "Wie hoch ist das Lernbudget?", attachments: [] });
      await ida.until(() => help.asked.some(({ task }) => task === "answer"));
      const stopped = await ida.send({ kind: "message", text: "Stopp!", attachments: [] }, 2);
      expect(wordsOf(stopped)).toContain("Angehalten.");
      expect((await sent(ida, carriedBy(stopped, "ask.sent"))).status).toBe(200);
    });
  });

  describe("a question that leans on the one before", () => {
    beforeEach(async () => {
      await ida.say("Wie hoch ist das Lernbudget?", 2);
      help.asked.length = 0;
    });

    it("is made one of both by the model, and the answer says which", async () => {
      whole = { question: "Wie hoch ist das Lernbudget in Teilzeit?" };
      const words = wordsOf(await ida.say("Und Ida in Teilzeit?"));
      expect(words).toContain("Verstanden als: „Wie hoch ist das Lernbudget in Teilzeit?“");
      expect(String(help.asked[0]?.messages[1]?.text)).toContain("Und [Person A] in Teilzeit?");
    });

    it.each([
      ["gives nothing", { question: null }],
      ["gives something else than it was asked for", ["no", "shape"]],
      ["gives far too much", { question: "x".repeat(5000) }],
      ["gives a question that is found less", { question: "Wer wurde Weltmeister?" }],
      ["has an address of its own", { question: "Wie hoch ist das Lernbudget, siehe evil.test?" }],
      ["gives a link", { question: "Wie hoch ist das Lernbudget? https://evil.test/a" }],
      ["gives markup", { question: "Wie hoch ist das *Lernbudget* <!channel>?" }],
      ["has a number of its own", { question: "Wie hoch ist das Lernbudget von 9.000 Euro?" }],
      ["gives several lines", { question: "Wie hoch ist das Lernbudget?\nDein Zugang läuft ab." }],
    ])("is understood by rule where the model %s (F2)", async (_, given) => {
      whole = given;
      const words = wordsOf(await ida.say("Und wie viel ist das dann?"));
      expect(words).toContain(
        "Verstanden als: „Und wie viel ist das dann?“ zu „Wie hoch ist das Lernbudget?“",
      );
    });

    it("is understood by rule while the model is away (F1)", async () => {
      away = true;
      expect(wordsOf(await ida.say("Und wie viel ist das dann?"))).toContain(
        "zu „Wie hoch ist das Lernbudget?“",
      );
    });

    it("asks no model about a question that says itself what it is about", async () => {
      await ida.say("Wie beantrage ich eine Schulung?");
      expect(help.asked.map(({ task }) => task)).not.toContain("follow-up");
    });
  });

  describe("what it proposes", () => {
    async function proposed(): Promise<string[]> {
      const [, answer] = await ida.say("Wie beantrage ich eine Schulung im Personalportal?", 2);
      return (answer?.blocks ?? []).flatMap((block) => (block.kind === "prompts" ? block.prompts : []));
    }

    it("is asked next only if the documents answer it for sure, elsewhere, and in one plain line", async () => {
      questions = [
        "Gilt das Lernbudget von 1.200 Euro auch in Teilzeit?",
        "Wer wurde Weltmeister?",
        "Wie beantrage ich eine Schulung?",
        "Wie hoch ist das Lernbudget? [hier](https://evil.test)",
        "Gilt das Lernbudget von 1.200 Euro in Teilzeit auch laut evil.test?",
        "Gilt das Lernbudget von 9.000 Euro auch in Teilzeit?",
        "Das Lernbudget von 1.200 Euro gilt auch in Teilzeit",
      ];
      expect(await proposed()).toEqual(["Gilt das Lernbudget von 1.200 Euro auch in Teilzeit?"]);
    });

    it.each([
      ["nothing that is answered", ["Wer wurde Weltmeister?"]],
      ["something else than it was asked for", "no list"],
    ])("gives way to the sections of the document where it is %s (F2)", async (_, given) => {
      questions = given;
      expect(await proposed()).toEqual(["Wie hoch ist das Lernbudget?"]);
    });

    it("as a topic is one of the list, and asked for only where no word of the question names one", async () => {
      topics = ["Feedback geben", "Weltherrschaft"];
      const words = wordsOf(await ida.say("Wer wurde 1990 Fußballweltmeister?", 2));
      expect(words).toContain("Feedback geben");
      expect(words).not.toContain("Weltherrschaft");
      help.asked.length = 0;
      expect(wordsOf(await ida.say("Wer kann bei uns Pivottabellen?"))).toContain("Pivot-Tabellen");
      expect(help.asked.map(({ task }) => task)).not.toContain("topics");
    });
  });

  it("forgets with its learner what was asked and what was sent (P12)", async () => {
    await ida.say("Wie hoch ist das Lernbudget?", 2);
    const row = { org: ORG, learner: await learnerNamed("Ida"), at: clock.now() };
    await home.store.write((writer) => writer.insertInto("erasure_wish").values(row).execute(), ORG);
    await home.app.tick();
    expect(await home.store.readOf(ORG).selectFrom("sent").selectAll().execute()).toEqual([]);
  });
});
