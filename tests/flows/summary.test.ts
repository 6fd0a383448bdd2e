import { afterEach, describe, expect, it } from "vitest";
import { extractiveWriter } from "../../src/answer/extract.ts";
import { modelWriter } from "../../src/answer/grounded/writer.ts";
import type { Writer } from "../../src/answer/writer.ts";
import { pinoLog } from "../../src/log.ts";
import { prompts, redactionOf } from "../grounded/parts.ts";
import { hands } from "../hands.ts";
import { type House, house, temporaryFolder } from "../house.ts";
import { openPage, type Page, wordsOf } from "../page.ts";
import { scriptedHelp } from "../scripted-help.ts";
import { scriptedModel } from "../scripted-model.ts";

const sections = [
  ["Antrag", "Reisen beantragst du im Reiseportal vor der Reise. Danke."],
  ["Bahn", "Für Reisen mit der Bahn gilt die zweite Klasse. Gute Fahrt."],
  ["Flug", "Flüge bei Reisen brauchen die Freigabe der Bereichsleitung. Punkt."],
  ["Hotel", "Hotels auf Reisen kosten höchstens 120 Euro je Nacht. Schlaf gut."],
  ["Abrechnung", "Reisen rechnest du innerhalb von 30 Tagen ab. Mit Belegen."],
  ["Ausland", "Reisen ins Ausland meldest du der Personalabteilung. Rechtzeitig."],
  ["Vorschuss", "Einen Vorschuss für Reisen zahlt die Buchhaltung. Auf Antrag."],
  ["Versicherung", "Auf Reisen bist du über die Firma versichert. Immer."],
  ["Haftung", "Für Schäden auf Reisen haftet die Firma nach dem Gesetz. Meist."],
];
const written = (audience: string) =>
  `---\ntitle: Reiserichtlinie\nowner: Team Reisen\n${audience}---\n${sections.map(([head, body]) => `## ${head}\n\n${body}`).join("\n\n")}\n`;

describe("the summary of a long document", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let home: House;
  let ida: Page;

  async function open(help: ReturnType<typeof scriptedHelp> | null, audience = "", writer?: Writer) {
    folder = temporaryFolder();
    const documents = { "reisen.md": written(audience) };
    home = await house({
      folder: folder.path,
      documents,
      ...(help ? { help } : {}),
      ...(writer ? { writer } : {}),
    });
    ida = await openPage(home, "ida");
    await ida.say("Hilfe", 2);
  }
  afterEach(async () => {
    await ida.close();
    await home.close();
    folder.remove();
  });
  const says = async (text: string) => wordsOf(await ida.say(text));

  it("is one sentence of each section, each with its source, and says what is left out", async () => {
    await open(null);
    await says("Wie viel kosten Hotels auf Reisen höchstens?");
    const words = wordsOf(await hands(ida).press("Dokument zusammenfassen"));
    expect(words).toContain("Aus „Reiserichtlinie“, ein Satz aus jedem Abschnitt:");
    expect(words).toContain("Für Reisen mit der Bahn gilt die zweite Klasse.");
    expect(words).not.toContain("Gute Fahrt");
    expect(words).toContain("Reiserichtlinie Versicherung Team Reisen");
    expect(words).toContain("Ein weiterer Abschnitt fehlt hier.");
  });

  it.each([
    "Fasse die Reiserichtlinie zusammen",
    "Fass mir die Reiserichtlinie zusammen, bitte!",
    "Zusammenfassung der Reiserichtlinie",
  ])("can be asked for: “%s”", async (words) => {
    await open(null);
    expect(await says(words)).toContain("Aus „Reiserichtlinie“");
  });

  it("is of the document that was asked about, where none is named, and asks for one where there is none", async () => {
    await open(null);
    expect(await says("Zusammenfassung")).toContain("Was soll ich zusammenfassen?");
    await says("Wie viel kosten Hotels auf Reisen höchstens?");
    expect(await says("Fass das zusammen")).toContain("Aus „Reiserichtlinie“");
    expect(await says("Zusammenfassung von Xylophonquartetten")).toContain("Dazu finde ich kein Dokument");
  });

  it("leaves other verbs to the answers", async () => {
    await open(null);
    expect(await says("Fasse dich kurz: Wie viel kosten Hotels auf Reisen höchstens?")).toContain("120 Euro");
  });

  it("is not for whom the document is not (S3)", async () => {
    await open(null, "audience: [division:nobody]\n");
    expect(await says("Fasse die Reiserichtlinie zusammen")).toBe(
      "Dazu finde ich kein Dokument, das du sehen darfst.",
    );
  });

  it("is in a model's words where there is one, with the sections as sources", async () => {
    const help = scriptedHelp(() => "Reisen in Kürze, vom Modell");
    await open(help);
    const words = await says("Fasse die Reiserichtlinie zusammen");
    expect(words).toMatch(/„Reiserichtlinie“ in Kürze:\s+Reisen in Kürze, vom Modell/);
    expect(words).toContain("Reiserichtlinie Bahn Team Reisen");
    expect(words).toContain("Was wurde gesendet?");
  });

  it("is in the document's own sentences while the model is away (F1)", async () => {
    await open(scriptedHelp(() => null));
    expect(await says("Fasse die Reiserichtlinie zusammen")).toContain("ein Satz aus jedem Abschnitt:");
  });

  describe("by the writer that checks each claim", () => {
    const writing = (...pieces: string[]) => {
      const { model } = scriptedModel(() => pieces);
      const parts = {
        prompts,
        redactionOf: redactionOf(),
        fallback: extractiveWriter,
        log: pinoLog("silent"),
      };
      return modelWriter({ model, ...parts });
    };

    it("is shown claim by claim, each with its section", async () => {
      await open(
        null,
        "",
        writing("[2] Für Reisen mit der Bahn gilt die zweite Klasse.\n[4] Hotels kosten höchstens 120 Euro."),
      );
      const words = await says("Fasse die Reiserichtlinie zusammen");
      expect(words).toContain("„Reiserichtlinie“ in Kürze:");
      expect(words).toContain("Für Reisen mit der Bahn gilt die zweite Klasse.");
      expect(words).not.toContain("Zitat aus");
    });

    it("is the document's own sentences where a claim does not stand in it (S8)", async () => {
      await open(null, "", writing("[2] Für Reisen mit der Bahn gilt die erste Klasse ab 17 Stunden."));
      const words = await says("Fasse die Reiserichtlinie zusammen");
      expect(words).toContain("ein Satz aus jedem Abschnitt:");
      expect(words).not.toContain("17 Stunden");
    });
  });
});
