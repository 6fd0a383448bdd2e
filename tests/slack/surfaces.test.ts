import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../house.ts";
import { fromLotse, type Hands, type SlackHouse, slackHouse } from "../slack-house.ts";

const BUDGET = "Wie hoch ist das Lernbudget?";

describe("the surfaces of Slack", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let at: SlackHouse;
  let ana: Hands;
  let general: string;

  beforeEach(async () => {
    folder = temporaryFolder();
    at = await slackHouse({ folder: folder.path });
    ana = at.slack.person(at.team, "Ana Arndt", { locale: "de-DE" });
    general = at.slack.channel(at.team, "allgemein", [ana]);
  });
  afterEach(async () => {
    await at.close();
    folder.remove();
  });

  describe("the command", () => {
    it("helps whoever says nothing or help, as an AI that says so (P16)", async () => {
      await ana.runs("/lotse", "", { in: general });
      expect(ana.sees(general).at(-1)).toMatchObject({
        ephemeral: true,
        words: expect.stringMatching(/KI-Assistent.*empfiehl mir/s),
      });
      const english = at.slack.person(at.team, "Ed", { locale: "en-US" });
      await english.runs("/lotse", "help");
      expect(english.reads().at(-1)).toContain("I'm Lotse, an AI assistant");
    });

    it.each([
      "Wie hoch ist das Lernbudget?",
      "frag Wie hoch ist das Lernbudget?",
      "ask Wie hoch ist das Lernbudget?",
    ])("answers “%s” where it was asked, seen by nobody else", async (text) => {
      await ana.runs("/lotse", text, { in: general });
      await at.quiet();
      const answer = fromLotse(ana, general).at(-1);
      expect(answer).toMatchObject({ ephemeral: true, words: expect.stringContaining("1.200 Euro") });
      // Who else reads along in the channel, Slack does not say to a command.
      expect(answer?.buttons).not.toContain("Im Kanal teilen");
    });

    it("recommends, in the language of whoever asks", async () => {
      await ana.runs("/lotse", "empfiehl Pivot");
      await at.quiet();
      expect(ana.reads().join("\n")).toContain("Pivot in zwölf Minuten");
    });

    it.each([
      ["ziel", "Ziel"],
      ["check-in", "Check-in"],
      ["privacy", "Daten"],
    ])("takes “%s” to the direct conversation, and says so", async (text, word) => {
      await ana.runs("/lotse", text, { in: general });
      await at.quiet();
      expect(ana.sees(general).at(-1)).toMatchObject({
        ephemeral: true,
        words: expect.stringContaining("Direktchat"),
      });
      expect(ana.reads().join("\n")).toContain(word);
    });

    it.each([BUDGET, "empfiehl Pivot", "ziel"])(
      "takes “%s” from where two people talk alone to the direct conversation, for later messages too",
      async (text) => {
        const bea = at.slack.person(at.team, "Bea", {});
        const between = at.slack.between(at.team, ana, bea);
        await ana.runs("/lotse", text, { in: between });
        await at.quiet();
        expect(ana.sees(between).at(-1)).toMatchObject({
          ephemeral: true,
          words: expect.stringContaining("Direktchat"),
        });
        const before = fromLotse(ana).length;
        expect(before).toBeGreaterThan(0);
        await ana.runs("/lotse", BUDGET);
        await at.quiet();
        expect(fromLotse(ana).length).toBeGreaterThan(before);
      },
    );

    it("opens the form for a request at once, and takes it", async () => {
      await ana.says("Hallo");
      await at.quiet();
      await ana.runs("/lotse", "anfrage", { in: general });
      await expect.poll(() => ana.seesModal()?.filled).toBeDefined();
      await expect.poll(() => Object.keys(ana.seesModal()?.filled.values ?? {}).length).toBeGreaterThan(0);
    });
  });

  describe("shortcuts", () => {
    it("open a learning request from anywhere: mistakes stay in the form, and what is sent is previewed (P4)", async () => {
      await ana.says("Hallo");
      await at.quiet();
      await ana.usesShortcut("request_learning");
      await expect.poll(() => ana.seesModal()?.words).toContain("können");
      const wish = "Was möchtet ihr anders machen können?";
      const obstacle = { "Was hält euch heute davon ab?": "Niemand zeigt es." };
      expect(await ana.submits({ [wish]: "   ", ...obstacle })).toMatchObject({
        state: "errors",
        errors: { [wish]: expect.any(String) },
      });
      const written = { [wish]: "Eigene <!channel> Auswertungen bauen", ...obstacle };
      expect(await ana.submits(written)).toEqual({ state: "cleared" });
      await at.quiet();
      const preview = fromLotse(ana).at(-1);
      expect(preview?.words).toContain("Eigene <!channel> Auswertungen bauen");
      // As rich text it is what was typed, and as a notification it is escaped (S9).
      expect(preview?.text).toContain("Eigene &lt;!channel&gt; Auswertungen bauen");
    });

    it("keep a note about a message: where it stands and one's own words, never what it says (P14)", async () => {
      const bea = at.slack.person(at.team, "Bea", {});
      const channel = at.slack.channel(at.team, "fragen", [ana, bea]);
      const { ts } = await bea.says("Das Geheimnis heißt Kanariengelb.", { in: channel });
      await ana.says("Hallo");
      await at.quiet();
      const take = async (words: string) => {
        await ana.usesShortcut("note_from_message", ts);
        await expect.poll(() => Object.keys(ana.seesModal()?.filled.values ?? {})).toEqual(["words"]);
        expect(await ana.submits({ "Was nimmst du daraus mit?": words })).toEqual({ state: "cleared" });
        await at.quiet();
      };
      await take("Gelb ist gut.");
      expect(fromLotse(ana).at(-1)?.words).toContain("Datenschutz");
      expect(await at.home.store.read.selectFrom("note").select("note").execute()).toEqual([]);
      const [learner] = await at.home.store.read
        .selectFrom("learner")
        .select("learner")
        .where("name", "=", "Ana Arndt")
        .execute();
      await at.home.store.write(async (writer) => {
        const yes = {
          org: "werft",
          learner: learner?.learner ?? "",
          opt_in: "reflections",
          given_at: 1,
        } as const;
        await writer.insertInto("opt_in").values(yes).execute();
      });
      await take("Gelb ist gut.");
      const kept = await at.home.store.read.selectFrom("note").selectAll().execute();
      expect(JSON.stringify(kept)).not.toMatch(/Gelb|Kanarien/);
      await ana.opensHome();
      await expect.poll(() => ana.seesHome()).toContain("[Mein Journal]");
      await ana.clicks("Mein Journal", "home");
      await expect.poll(() => ana.seesModal()?.words).toContain("Gelb ist gut.");
      expect(JSON.stringify(ana.seesModal())).not.toContain("Kanarien");
      await ana.clicks("Löschen");
      await at.quiet();
      expect(await at.home.store.read.selectFrom("note").select("note").execute()).toEqual([]);
    });

    it("ask about a message, privately", async () => {
      const bea = at.slack.person(at.team, "Bea", {});
      const channel = at.slack.channel(at.team, "fragen", [ana, bea]);
      const { ts } = await bea.says(BUDGET, { in: channel });
      await ana.usesShortcut("ask_about_message", ts);
      await at.quiet();
      expect(fromLotse(ana, channel).at(-1)).toMatchObject({
        ephemeral: true,
        words: expect.stringContaining("1.200 Euro"),
      });
      expect(fromLotse(bea, channel)).toEqual([]);
    });

    it("ask about a message of a conversation of two, and are answered in the direct one", async () => {
      const bea = at.slack.person(at.team, "Bea", {});
      const between = at.slack.between(at.team, ana, bea);
      const { ts } = await bea.says(BUDGET, { in: between });
      await ana.usesShortcut("ask_about_message", ts);
      await at.quiet();
      expect(fromLotse(ana).at(-1)?.words).toContain("1.200 Euro");
      expect(ana.reads(between).at(-1)).toContain("Direktchat");
    });
  });

  describe("the Home tab", () => {
    it("says what Lotse is to somebody new, and shows what is theirs to whoever is known", async () => {
      await ana.opensHome();
      await expect.poll(() => ana.seesHome()).toContain("KI-Assistent");
      await ana.says("Hallo");
      await at.quiet();
      await ana.opensHome();
      await expect.poll(() => ana.seesHome()).toContain("Ziel");
      expect(ana.seesHome()).toContain("Datenschutz");
    });

    it("is shown anew after something was pressed on it, and the answer is in the direct conversation", async () => {
      await ana.says("Hallo");
      await at.quiet();
      await ana.opensHome();
      await expect.poll(() => ana.seesHome()).toContain("English");
      const before = at.slack.calls("views.publish").length;
      await ana.clicks("English", "home");
      await at.quiet();
      expect(fromLotse(ana).at(-1)?.words).toContain("let's speak English");
      await expect
        .poll(() => at.slack.calls("views.publish").length, { timeout: 5000 })
        .toBeGreaterThan(before);
      await expect.poll(() => ana.seesHome()).toContain("Privacy");
    });

    it("opens a form from it", async () => {
      await ana.says("Hallo");
      await at.quiet();
      await ana.opensHome();
      await expect.poll(() => ana.seesHome()).toContain("Anfrage");
      await ana.clicks("Neue Anfrage", "home");
      await expect.poll(() => Object.keys(ana.seesModal()?.filled.values ?? {}).length).toBeGreaterThan(0);
    });
  });

  describe("links", () => {
    it("of the catalogue are shown with what they lead to, others are left alone", async () => {
      await ana.says("Hallo");
      await at.quiet();
      await at.home.store.write(async (writer) => {
        await writer
          .updateTable("content_item")
          .set({ url: "https://learn.example.com/c/1" })
          .where("title", "=", "Pivot in zwölf Minuten")
          .execute();
      });
      await at.home.app.importTopics("werft", { families: [], topics: [] });
      const { ts } = await ana.sharesLink("https://learn.example.com/c/1", { in: general });
      await expect
        .poll(() => ana.sees(general).find((one) => one.ts === ts)?.words)
        .toContain("Pivot in zwölf Minuten");
      await ana.sharesLink("https://learn.example.com/c/2", { in: general });
      await at.quiet();
      expect(at.slack.calls("chat.unfurl")).toHaveLength(1);
    });
  });

  it("says what to do when Slack did not open something in time", async () => {
    await ana.says(BUDGET);
    await at.quiet();
    at.slack.faults.next("views.open", { kind: "error", error: "expired_trigger_id" });
    await ana.clicks("Quelle 1");
    await expect.poll(() => ana.reads().at(-1)).toContain("noch einmal");
    expect(ana.seesModal()).toBeNull();
  });
});
