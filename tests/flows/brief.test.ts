import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { texts } from "../../src/i18n/texts.ts";
import { prompts } from "../grounded/parts.ts";
import { hands } from "../hands.ts";
import { type House, house, ORG, temporaryFolder } from "../house.ts";
import { openPage, type Page, wordsOf } from "../page.ts";
import { scriptedHelp } from "../scripted-help.ts";

const documents = {
  "pivot.md":
    "---\ntitle: Auswertungen\nowner: Controlling\n---\n## Pivot-Tabellen\n\nPivot-Tabellen fassen Stundenzettel zusammen.\n",
};
const change = "Wir werten Stundenzettel mit Pivot-Tabellen aus.";
const obstacle = "Niemand hat gezeigt, wie eine Pivot-Tabelle geht.";

describe("the draft of a brief", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let home: House;
  let ida: Page;
  let uma: Page;
  let made: unknown;
  let help: ReturnType<typeof scriptedHelp>;

  async function open(withModel: boolean) {
    folder = temporaryFolder();
    help = { ...scriptedHelp(() => made), prompts };
    home = await house({ folder: folder.path, documents, ...(withModel ? { help } : {}) });
    ida = await openPage(home, "ida");
    uma = await openPage(home, "uma");
    await ida.say("Anfrage", 2);
    await hands(ida).fill(texts.de.request.write, { change, obstacle });
    await hands(ida).press(texts.de.request.send, 2);
    await uma.say("Hilfe", 2);
  }
  beforeEach(() => {
    made = { gaps: ["Wie aktualisiert man sie?"], outline: ["Der erste Stundenzettel"] };
  });
  afterEach(async () => {
    await Promise.all([ida.close(), uma.close()]);
    await home.close();
    folder.remove();
  });
  const brief = async (page: Page, words = "Briefing zu Pivot-Tabellen") => wordsOf(await page.say(words));

  async function release() {
    const month = { org: ORG, month: "2026-10" };
    const whole = { ...month, closed_at: 1, smallest_group: 5, people: 40 };
    const withheld_json = JSON.stringify({ few: 0, complement: 0, difference: 0 });
    const cell = { ...month, division: "", subject: "pivot" };
    await home.store.write(async (writer) => {
      await writer
        .insertInto("snapshot")
        .values({ ...whole, withheld_json })
        .execute();
      await writer
        .insertInto("snapshot_cell")
        .values([
          { ...cell, level: "company", band: "10-19" },
          { ...cell, level: "unanswered", band: "5-9" },
        ])
        .execute();
    }, ORG);
  }

  describe("without a model", () => {
    beforeEach(() => open(false));

    it("is filled from requests, released needs, documents and the catalogue, and is called a draft (P10)", async () => {
      await release();
      const words = await brief(uma);
      expect(words).toContain("Ein Entwurf aus dem, was bekannt ist.");
      expect(words).toContain(change);
      expect(words).toContain(obstacle);
      expect(words).toContain("Im Oktober 2026 wollten 10 bis 19 Personen dazu etwas lernen.");
      expect(words).toContain("hatten 5 bis 9 Personen eine Frage dazu");
      expect(words).toContain("Dokument: Auswertungen › Pivot-Tabellen [1]");
      expect(words).toContain("Katalog: Pivot");
      expect(words).toContain("Gliederung (Vorlage)");
      expect(words).not.toContain("Sprachmodell");
    });

    it("leaves open what is not known", async () => {
      const words = await brief(uma, "Briefing zu Xylophonquartetten");
      expect(words).toContain(texts.de.brief.open.purpose);
      expect(words).toContain(texts.de.brief.open.audience);
      expect(words).toContain(texts.de.brief.open.exists);
      expect(words).not.toContain(change);
      expect(await brief(uma, "Briefing")).toBe(texts.de.brief.what);
    });

    it("is not for whoever has no part in it, however they ask (S3)", async () => {
      expect(await brief(ida)).toBe(texts.de.brief.notYours);
      expect(await brief(ida, "Draft a brief on pivot tables")).not.toContain(obstacle);
    });
  });

  describe("with a model", () => {
    beforeEach(() => open(true));

    it("has its proposals, called that, and sends no word of a request (P15, P16)", async () => {
      const words = await brief(uma);
      expect(words).toContain("Was fehlen könnte (Vorschlag eines Sprachmodells)");
      expect(words).toContain("Wie aktualisiert man sie?");
      expect(words).toContain("Der erste Stundenzettel");
      const left = JSON.stringify(help.asked.filter(({ task }) => task === "brief"));
      expect(left).toContain("Pivot-Tabellen fassen Stundenzettel zusammen");
      expect(left).not.toContain("Niemand hat gezeigt");
    });

    it.each([
      [{ gaps: ["Siehe https://boese.example"], outline: ["![x](https://boese.example/x)"] }],
      [{ gaps: [], outline: ["In 17 Tagen zur Tabelle"] }],
      ["prima"],
      [null],
    ])("has the template where nothing of it may be shown: %j (S7, S8, F1)", async (wrong) => {
      made = wrong;
      const words = await brief(uma);
      expect(words).toContain("Gliederung (Vorlage)");
      expect(words).not.toContain("Sprachmodell");
      expect(words).not.toContain("boese");
    });
  });
});
