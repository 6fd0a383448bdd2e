import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { texts } from "../../src/i18n/texts.ts";
import { prompts } from "../grounded/parts.ts";
import { hands } from "../hands.ts";
import { type House, house, ORG, temporaryFolder } from "../house.ts";
import { movingClock } from "../moving-clock.ts";
import { openPage, type Page, wordsOf } from "../page.ts";
import { scriptedHelp } from "../scripted-help.ts";
import { secondChannel } from "../second-channel.ts";

const BUDGET = "Wie hoch ist mein Lernbudget?";
const ANSWER = "1.200 Euro";

describe("practising with the coach", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let home: House;
  let clock: ReturnType<typeof movingClock>;
  let ida: Page;
  let channel: ReturnType<typeof secondChannel>;

  async function open(help: ReturnType<typeof scriptedHelp> | null) {
    folder = temporaryFolder();
    clock = movingClock("2026-10-05T09:00:00Z");
    channel = secondChannel();
    home = await house({ folder: folder.path, clock, second: channel.adapter, ...(help ? { help } : {}) });
    ida = await openPage(home, "ida");
    await ida.say(BUDGET, 2);
  }
  afterEach(async () => {
    await ida.close();
    await home.close();
    folder.remove();
  });

  const says = async (text: string) => wordsOf(await ida.say(text));
  const presses = async (label: string, count = 1) => wordsOf(await hands(ida).press(label, count));
  const kept = async () => {
    const read = home.store.readOf(ORG);
    const stacks = await read.selectFrom("conversation").select("sealed_stack").execute();
    const jobs = await read.selectFrom("schedule").select("job").execute();
    return { stacks: stacks.filter((row) => row.sealed_stack !== null), jobs: jobs.map(({ job }) => job) };
  };

  describe("without a model", () => {
    beforeEach(() => open(null));

    it("asks what one knows, and gives where to look, then blanks, then the sentence", async () => {
      expect(await presses("Übe mit mir")).toContain("Was weißt du schon darüber");
      const look = await says("Es war irgendetwas mit Euro");
      expect(look).toContain("Schau einmal bei „Lernbudget › Wie hoch ist das Lernbudget?“");
      expect(look).not.toContain(ANSWER);
      const blanks = await presses("Noch nicht");
      expect(blanks).toContain("Jede ____ hat ein Lernbudget von ____ ____ im Jahr.");
      expect(blanks).not.toContain(ANSWER);
      expect(await presses("Fast")).toContain(`Jede Person hat ein Lernbudget von ${ANSWER} im Jahr.`);
    });

    it("leaves to the learner how a try fits (P17)", async () => {
      await presses("Übe mit mir");
      await says("Noch keine Ahnung");
      expect(await says("Vielleicht tausend")).toContain("Das kannst du selbst am besten einschätzen.");
    });

    it("says less after success, and everything at the end", async () => {
      await presses("Übe mit mir");
      await presses("Noch nichts, gib mir einen Hinweis");
      const next = await presses("Hatte ich", 2);
      expect(next).toContain(ANSWER);
      expect(next).toContain("Einen Punkt gibt es noch. Was fällt dir dazu ein?");
      expect(next).not.toContain("Schau einmal");
      const whole = await presses("Hatte ich");
      expect(whole).toContain("Auszubildende haben 300 Euro.");
      expect(whole).toContain("Team Lernen, geprüft am 1. September 2026");
      expect(await kept()).toEqual({ stacks: [], jobs: [] });
    });

    it.each([
      ["Zeig mir die Antwort", ANSWER],
      ["Genug!", "Wo wir standen, habe ich schon vergessen."],
      ["Stopp", "ich höre auf"],
      ["abbrechen", "Gut, das lassen wir."],
    ])("ends with “%s”, at any time, and nothing of it is left", async (words, said) => {
      await presses("Übe mit mir");
      await says("Keine Ahnung");
      expect((await kept()).stacks).toHaveLength(1);
      expect((await says(words)).toLowerCase()).toContain(said.toLowerCase());
      expect((await kept()).stacks).toEqual([]);
      expect(await says(BUDGET)).toContain("Das steht dazu in euren Dokumenten.");
    });

    it("is sealed while it waits, and gone after half an hour without a word (P1, P3)", async () => {
      await presses("Übe mit mir");
      await says("Mein Geheimnis dazu");
      const during = await kept();
      expect(JSON.stringify(during)).not.toContain("Geheimnis");
      expect(during.jobs).toEqual(["coach.end"]);
      clock.set("2026-10-05T09:31:00Z");
      await home.app.tick();
      await expect.poll(kept).toEqual({ stacks: [], jobs: [] });
      expect(await presses("Noch nicht")).toContain("Dieses Gespräch ist vorbei");
    });

    it("is over after half an hour even where its end came to nobody", async () => {
      await presses("Übe mit mir");
      await home.store.write((writer) => writer.deleteFrom("schedule").execute(), ORG);
      clock.set("2026-10-05T09:31:00Z");
      expect(await says("Lernbudget Teilzeit")).not.toContain("Schau einmal");
      expect((await kept()).stacks).toEqual([]);
    });

    it("is for two: among others it is not begun", async () => {
      const group = channel.seat("U1", {}, "channel-7");
      await group.say(BUDGET, 2);
      expect(wordsOf(await hands(group).press("Übe mit mir"))).toBe(texts.de.coach.alone);
      expect((await kept()).stacks).toEqual([]);
    });

    it("answers another question in between, and goes on waiting", async () => {
      await presses("Übe mit mir");
      expect(await says("Wie lange geht das Mentoring?")).toContain("Mentoring");
      expect(await says("Es waren Euro")).toContain("Schau einmal");
    });

    it("begins with what was asked last, with what is named, or says what to write", async () => {
      expect(await says("Übe mit mir")).toContain(`Zu „${BUDGET}“ habe ich das in den Dokumenten.`);
      expect(await says("Übe mit mir Mentoring")).toContain("Zu „Mentoring“ habe ich das in den Dokumenten.");
      expect(await presses("Übe mit mir")).toContain("Nehmen wir „Mentoring“.");
      expect(await says("Coach me on Xylophonquartett")).toContain("I found nothing on “Xylophonquartett”");
      clock.set("2026-10-05T10:00:00Z");
      expect(await says("coach mich")).toContain("Was möchtest du üben?");
    });

    it("shows nobody what they may not see, whatever a button says", async () => {
      const value = JSON.stringify({ question: "?", passages: ["files/nobody.md#0"] });
      const words = wordsOf(await ida.send({ kind: "action", action: "coach.practise", value }));
      expect(words).toContain("Dieses Gespräch ist vorbei");
      expect(wordsOf(await ida.send({ kind: "action", action: "coach.practise", value: "{" }))).toBe(words);
    });
  });

  describe("with a model", () => {
    let made: Record<string, unknown> | null;
    let help: ReturnType<typeof scriptedHelp>;
    const good = {
      ...{
        fits: ["partly"],
        right: "Jede Person hat ein Lernbudget im Jahr.",
        missing: "Ein Betrag fehlt noch.",
      },
      ...{ question: "Was gilt im Jahr?", pointer: "Schau auf den ersten Satz.", cited: [1] },
    };

    beforeEach(async () => {
      made = good;
      help = { ...scriptedHelp(({ task }) => (task === "coach" ? made : "claims")), prompts };
      await open(help);
      await presses("Übe mit mir");
    });

    it("says what is right and what is missing, hints more weakly after a try that fits in part, and is labelled (P16)", async () => {
      const words = await says("Jede Person bekommt etwas im Jahr");
      expect(words).toContain("Hinweis in den Worten eines Sprachmodells");
      expect(words).toContain("Ein Teil davon passt");
      expect(words).toContain("Jede Person hat ein Lernbudget im Jahr.");
      expect(words).toContain("Ein Betrag fehlt noch.");
      expect(words).toContain("Was gilt im Jahr?");
      expect(words).not.toContain(ANSWER);
      expect(words).toContain("Team Lernen, geprüft am 1. September 2026");
    });

    it("says more after a try that does not fit, and leaves it at that after one that does", async () => {
      made = { ...good, fits: ["no"], right: null, missing: null };
      expect(await says("Es gibt keins")).toContain("Was gehört in die Lücken?");
      made = { ...good, fits: ["no", "yes"], missing: null };
      const words = await says("Jede Person hat eines im Jahr");
      expect(words).toContain("Drück „Hatte ich“");
      expect(words).not.toContain("Schau auf den ersten Satz.");
    });

    it("repeats the answer to whoever has found it", async () => {
      const right = `Jede Person hat ein Lernbudget von ${ANSWER} im Jahr.`;
      made = { ...good, fits: ["yes"], right, missing: null };
      expect(await says("Ich meine, es sind 1.200 Euro im Jahr")).toContain(right);
    });

    it("sends no name of a colleague, and nothing of who practises (P15)", async () => {
      await says("Ida hat 500 Euro gesagt");
      const asked = help.asked.filter(({ task }) => task === "coach");
      const left = JSON.stringify(asked);
      expect(left).toContain("[Person A] hat 500 Euro gesagt");
      expect(left).not.toContain("Ida");
    });

    it.each([
      ["gives the answer away", { pointer: `Es sind ${ANSWER}.` }],
      ["says as right what was not said", { right: `Jede Person hat ein Lernbudget von ${ANSWER} im Jahr.` }],
      ["claims what its sources do not say", { right: "Jede Person bekommt einen Firmenwagen geschenkt." }],
      ["says a number that stands nowhere", { missing: "Es sind nicht 17 Tage." }],
      ["cites what was not retrieved", { cited: [9] }],
      ["judges tries that were not made", { fits: ["yes", "yes"] }],
      ["brings a link", { pointer: "Schau auf https://boese.example nach." }],
      ["brings an image", { question: "![x](https://boese.example/x.png)?" }],
      ["is not of the shape", { fits: "prima" }],
    ])("gives the passage's own hint where the model %s (S7, S8)", async (_, wrong) => {
      made = { ...good, ...wrong };
      const words = await says("Jede Person bekommt etwas im Jahr");
      expect(words).toContain("Schau einmal bei „Lernbudget › Wie hoch ist das Lernbudget?“");
      expect(words).not.toContain("Sprachmodells");
      expect(words).not.toContain("boese");
    });

    it("goes on with the passage's own hints while the model is away (F1)", async () => {
      made = null;
      expect(await says("Jede Person bekommt etwas im Jahr")).toContain("Schau einmal bei");
      expect(await says("Vielleicht tausend")).toContain("Das kannst du selbst am besten einschätzen.");
      expect(await presses("Noch nicht")).toContain("Was gehört in die Lücken?");
    });
  });
});
