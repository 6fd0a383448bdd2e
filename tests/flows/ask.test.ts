import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type House, house, temporaryFolder } from "../house.ts";
import { blockOf, openPage, type Page, wordsOf } from "../page.ts";

describe("asking a question", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let home: House;
  let ida: Page;

  beforeEach(async () => {
    folder = temporaryFolder();
    home = await house({ folder: folder.path });
    ida = await openPage(home, "ida");
  });
  afterEach(async () => {
    await ida.close();
    await home.close();
    folder.remove();
  });

  it("says that it is an AI before its first answer, and only then (P16)", async () => {
    const [introduction, answer] = await ida.say("Wie hoch ist mein Lernbudget?", 2);
    expect(wordsOf([introduction].flatMap((m) => m ?? []))).toContain("KI-Assistent");
    expect(wordsOf([answer].flatMap((m) => m ?? []))).toContain("1.200 Euro");
    const later = await ida.say("Wie beantrage ich eine Schulung?");
    expect(wordsOf(later)).not.toContain("KI-Assistent");
  });

  it("quotes the passage, marks the answering sentence and names the source", async () => {
    const messages = await ida.say("Wie hoch ist mein Lernbudget?", 2);
    const quote = blockOf(messages, "quote");
    expect(quote.label).toBe("Zitat aus „Lernbudget“");
    expect(quote.parts.filter((part) => part.mark).map((part) => part.text.trim())).toContain(
      "Jede Person hat ein Lernbudget von 1.200 Euro im Jahr.",
    );
    const [citation] = blockOf(messages, "citations").citations;
    expect(citation).toMatchObject({
      number: quote.citation,
      title: "Lernbudget",
      section: "Wie hoch ist das Lernbudget?",
      detail: "Team Lernen, geprüft am 1. September 2026",
      url: "https://intranet.werft.example/lernbudget",
    });
  });

  it("answers in English when asked in English, and warns of a stale source", async () => {
    const messages = await ida.say("How long does mentoring last?", 2);
    const words = wordsOf(messages);
    expect(words).toContain("I'm Lotse, an AI assistant");
    expect(words).toContain("Quotation from “Mentoring”");
    expect(words).toContain("Learning team, reviewed 1 March 2025");
    expect(words).toContain("“Mentoring” was last reviewed more than a year ago");
  });

  it("says when a quotation is in the other language than the question", async () => {
    expect(wordsOf(await ida.say("Wie läuft das Mentoring?", 2))).toContain("auf Englisch zitiert");
    expect(wordsOf(await ida.say("Wie hoch ist mein Lernbudget?"))).not.toContain("auf Englisch zitiert");
  });

  it("takes thanks for thanks and not for a question", async () => {
    await ida.say("Wie hoch ist mein Lernbudget?", 2);
    expect(wordsOf(await ida.say("Danke!"))).toBe("Gern! Frag mich jederzeit wieder.");
    expect(wordsOf(await ida.say("Thank you"))).toBe("You're welcome! Ask me whenever you like.");
  });

  it("says honestly when the documents do not have it, with a next step", async () => {
    const messages = await ida.say("Wer wurde 1990 Fußballweltmeister?", 2);
    expect(wordsOf(messages)).toContain("nicht gefunden");
    expect(wordsOf(messages)).toContain("Was du tun kannst");
    expect(messages.flatMap(({ blocks }) => blocks).some((block) => block.kind === "quote")).toBe(false);
  });

  it("opens the passage behind a citation, and refuses it to those it is not for (S5)", async () => {
    const ben = await openPage(home, "ben");
    const messages = await ben.say("Wie hoch ist der Kranichrabatt?", 2);
    const [citation] = blockOf(messages, "citations").citations;
    const path = `/api/passages/${encodeURIComponent(citation?.passage ?? "")}`;
    const opened = await (await ben.get(path)).json();
    expect(opened).toMatchObject({ title: "Rabattstaffel" });
    expect(JSON.stringify(opened)).toContain("zwölf Prozent");
    expect((await ida.get(path)).status).toBe(404);
    await ben.close();
  });

  it("never finds a document for somebody outside its audience (S5)", async () => {
    const messages = await ida.say("Wie hoch ist der Kranichrabatt?", 2);
    expect(wordsOf(messages)).not.toContain("Rabattstaffel");
    expect(wordsOf(messages)).not.toContain("zwölf Prozent");
  });

  it("does not tell by its words that there are documents for others only (S5)", async () => {
    const place = temporaryFolder();
    const hidden = "---\naudience: [division:vertrieb]\n---\n# Kranichrabatt\n\nZwölf Prozent.\n";
    const other = await house({ folder: place.path, documents: { "rabatt.md": hidden } });
    const page = await openPage(other, "ida");
    const messages = await page.say("Wie hoch ist der Kranichrabatt?", 2);
    await page.close();
    await other.close();
    place.remove();
    expect(wordsOf(messages)).toContain("Es gibt noch keine Dokumente");
  });

  it("offers other sections of the same document", async () => {
    const messages = await ida.say("Wie beantrage ich eine Schulung?", 2);
    expect(blockOf(messages, "prompts").prompts).toContain("Wie hoch ist das Lernbudget?");
  });

  it("names the document with a section that does not name it itself", async () => {
    const messages = await ida.say("How often does a mentoring pair meet?", 2);
    expect(blockOf(messages, "prompts").prompts).toContain("Mentoring: Who can be a mentor?");
  });

  it.each([
    ["", ["voice"], "Sprachnachrichten"],
    ["Schau mal", ["file"], "Dateien"],
    ["", [], "ohne Worte"],
    ["🚀🚀🚀", [], "ein paar Worte"],
    ["x ".repeat(5000), [], "viel Text"],
  ])("answers %j with %j kindly", async (text, attachments, expected) => {
    const messages = await ida.send({ kind: "message", text, attachments }, 2);
    expect(wordsOf(messages)).toContain(expected);
  });

  it("shows HTML, right-to-left and control characters as plain text", async () => {
    const typed = "<b>Lernbudget</b> \u202Egnusueb\u202C \u0007 Wie hoch?";
    await ida.say(typed, 2);
    const own = [...ida.messages.values()].find((message) => message.author === "learner");
    expect(wordsOf(own ? [own] : [])).toBe("<b>Lernbudget</b> gnusueb  Wie hoch?");
  });

  it("takes a language choice by button and by word, and keeps it", async () => {
    const [, chosen] = await ida.send({ kind: "action", action: "language.choose", value: "en" }, 2);
    expect(wordsOf(chosen ? [chosen] : [])).toBe("Sure, let's speak English.");
    expect(wordsOf(await ida.say("Lernbudget"))).toContain("Quotation from");
    expect(wordsOf(await ida.say("auf Deutsch bitte"))).toBe("Gern, wir sprechen Deutsch.");
    expect(wordsOf(await ida.say("Lernbudget"))).toContain("Zitat aus");
    expect(ida.seen.filter(({ name }) => name === "me").map(({ data }) => data)).toEqual([
      { language: "en" },
      { language: "de" },
    ]);
  });

  it("goes back to the chosen language when it is chosen again after a question in the other one", async () => {
    await ida.send({ kind: "action", action: "language.choose", value: "de" }, 2);
    expect(wordsOf(await ida.say("How long does mentoring last?"))).toContain("Quotation from");
    await ida.send({ kind: "action", action: "language.choose", value: "de" });
    expect(wordsOf(await ida.say("Lernbudget"))).toContain("Zitat aus");
  });
});
