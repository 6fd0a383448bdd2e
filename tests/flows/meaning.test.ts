import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openaiEmbedder } from "../../adapters/openai/embeddings.ts";
import { CHANCE_QUESTIONS } from "../../src/meaning/chance.ts";
import { type EmbeddingsServer, embeddingsServer } from "../embeddings-server.ts";
import { type House, house, memorySource, ORG, temporaryFolder } from "../house.ts";
import { movingClock } from "../moving-clock.ts";
import { openPage, type Page, wordsOf } from "../page.ts";

const NOON = "2026-11-25T12:00:00Z";
const document = (title: string, text: string, audience = "") =>
  `---\ntitle: ${title}\nlanguage: de\n${audience}---\n# ${title}\n\n${text}\n`;

const documents: Record<string, string> = {
  "mobil.md": document("Mobiles Arbeiten", "Mobiles Arbeiten geht an zwei Tagen in der Woche."),
  "lernbudget.md": document("Lernbudget", "Jede Person hat ein Lernbudget von 1.200 Euro im Jahr."),
  "kantine.md": document("Kantine", "Mittags gibt es Suppe, Salat und ein warmes Gericht."),
  "rabatt.md": document(
    "Kranichrabatt",
    "Ab zehn Booten gewähren wir zwölf Prozent Kranichrabatt.",
    "audience: [division:vertrieb]\n",
  ),
};
const EVERYTHING = Object.keys(documents).length;
const GENERAL = CHANCE_QUESTIONS.de.length + CHANCE_QUESTIONS.en.length;
/** Shares no word with its answer. */
const PARAPHRASE = "Homeoffice?";

describe("finding by meaning", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let server: EmbeddingsServer;
  let lines: string[];
  let clock: ReturnType<typeof movingClock>;
  const open: { close(): Promise<unknown> }[] = [];

  beforeEach(async () => {
    folder = temporaryFolder();
    server = await embeddingsServer();
    lines = [];
    clock = movingClock(NOON);
  });
  afterEach(async () => {
    for (const one of open.splice(0).reverse()) await one.close();
    await server.close();
    folder.remove();
  });

  async function start(model = "concepts", texts = documents): Promise<House> {
    const embedder = openaiEmbedder({ url: server.url, key: "k-1-secret", model });
    const log = (line: string) => void lines.push(line);
    const home = await house({ folder: folder.path, documents: texts, embedder, clock, log });
    open.push(home);
    return home;
  }
  async function pageOf(home: House, person: string): Promise<Page> {
    const page = await openPage(home, person);
    open.push(page);
    await page.say("Danke!", 2);
    return page;
  }
  const vectorsIn = async (home: House) =>
    (await home.store.read.selectFrom("text_vector").selectAll().execute()).length;
  /** What passages say, as they were sent; not the questions to compare with. */
  const sentPassages = () => server.asked.flat().filter((text) => text.includes("\n"));
  const embedded = async (home: House, passages = EVERYTHING) => {
    await expect.poll(() => vectorsIn(home), { timeout: 20_000 }).toBe(GENERAL + passages);
    await isReckoned(home);
  };
  /** The paraphrase is found once the last step of the background is done. */
  async function isReckoned(home: House): Promise<void> {
    const page = await openPage(home, "uma");
    await page.say("Danke!", page.fromLotse().length === 0 ? 2 : 1);
    await expect
      .poll(async () => wordsOf(await page.say(PARAPHRASE)), { timeout: 20_000 })
      .toContain("zwei Tagen");
    await page.close();
  }

  it("answers a question in other words than the document's, and says that it is not sure", async () => {
    const home = await start();
    await embedded(home);
    const ida = await pageOf(home, "ida");
    const words = wordsOf(await ida.say(PARAPHRASE));
    expect(words).toContain("Mobiles Arbeiten geht an zwei Tagen");
    expect(words).toContain("Was du tun kannst");
  });

  it("answers a question in another language than the document's", async () => {
    const home = await start();
    await embedded(home);
    const ida = await pageOf(home, "ida");
    const words = wordsOf(await ida.say("Is there an allowance for each of us?"));
    expect(words).toContain("1.200 Euro");
    expect(words).toContain("quoted in German");
  });

  it("does not answer what the documents do not have, however near something is", async () => {
    const home = await start();
    await embedded(home);
    const ida = await pageOf(home, "ida");
    for (const question of ["Wer wurde 1990 Fußballweltmeister?", "Wie tief ist der Marianengraben?"])
      expect(wordsOf(await ida.say(question))).toContain("nicht gefunden");
  });

  it("still answers with the words' own answer, and as sure as without", async () => {
    const home = await start();
    await embedded(home);
    const ida = await pageOf(home, "ida");
    const words = wordsOf(await ida.say("Wie viel Euro Lernbudget hat jede Person im Jahr?"));
    expect(words).toContain("1.200 Euro");
    expect(words).not.toContain("Was du tun kannst");
  });

  it("never finds by meaning what is not for somebody, and finds it for those it is for (S5)", async () => {
    const home = await start();
    await embedded(home);
    const [ida, ben] = [await pageOf(home, "ida"), await pageOf(home, "ben")];
    expect(wordsOf(await ben.say("Preisnachlass?"))).toContain("zwölf Prozent");
    const shown = wordsOf(await ida.say("Preisnachlass?"));
    expect(shown).not.toContain("Kranichrabatt");
    expect(shown).toContain("nicht gefunden");
  });

  it("follows an audience that changes, from the next question on (S5)", async () => {
    const home = await start();
    await embedded(home);
    const ida = await pageOf(home, "ida");
    const opened = { ...documents, "rabatt.md": (documents["rabatt.md"] ?? "").replace(/audience.*\n/, "") };
    await home.app.importDocuments(ORG, "de", memorySource(opened));
    await expect.poll(async () => wordsOf(await ida.say("Preisnachlass?"))).toContain("zwölf Prozent");
    await home.app.importDocuments(ORG, "de", memorySource(documents));
    expect(wordsOf(await ida.say("Preisnachlass?"))).not.toContain("zwölf Prozent");
    // Who may read it is nothing that is sent.
    expect(sentPassages().filter((text) => text.includes("Kranichrabatt"))).toHaveLength(1);
  });

  it("asks for many texts at once, each of them once", async () => {
    const home = await start();
    await embedded(home);
    const texts = server.asked.filter((batch) => batch[0] !== PARAPHRASE);
    expect(Math.max(...texts.map((batch) => batch.length))).toBe(32);
    expect(texts.length).toBeLessThan(10);
    expect(new Set(texts.flat()).size).toBe(texts.flat().length);
  });

  it("asks for nothing again at the next start, nor for a file that was moved", async () => {
    await embedded(await start());
    await open.splice(0)[0]?.close();
    const before = sentPassages().length;
    const { "mobil.md": moved = "", ...rest } = documents;
    const home = await start("concepts", { ...rest, "neu/mobil.md": moved });
    await isReckoned(home);
    expect(sentPassages()).toHaveLength(before);
  });

  it("asks for what changed, and for nothing else", async () => {
    const home = await start();
    await embedded(home);
    const before = sentPassages().length;
    const changed = document("Kantine", "Abends gibt es nichts mehr.");
    await home.app.importDocuments(ORG, "de", memorySource({ ...documents, "kantine.md": changed }));
    await expect.poll(() => sentPassages().length).toBe(before + 1);
    expect(sentPassages().at(-1)).toBe("Kantine\nAbends gibt es nichts mehr.");
  });

  it("asks for everything again when another model is named, and keeps nothing of the first", async () => {
    await embedded(await start());
    await open.splice(0)[0]?.close();
    const home = await start("another");
    await isReckoned(home);
    expect(sentPassages()).toHaveLength(2 * EVERYTHING);
    const models = await home.store.read.selectFrom("text_vector").select("model").distinct().execute();
    expect(models).toEqual([{ model: "another" }]);
  });

  it("forgets what a document meant together with the document (P12)", async () => {
    const home = await start();
    await embedded(home);
    const before = await vectorsIn(home);
    const { "mobil.md": _, ...rest } = documents;
    await home.app.importDocuments(ORG, "de", memorySource(rest));
    expect(await vectorsIn(home)).toBe(before - 1);
    const ida = await pageOf(home, "ida");
    expect(wordsOf(await ida.say(PARAPHRASE))).not.toContain("zwei Tagen");
  });

  it("answers by words alone, within its patience, while the endpoint says nothing", async () => {
    const home = await start();
    await embedded(home);
    const ida = await pageOf(home, "ida");
    server.fail(() => "silence");
    expect(wordsOf(await ida.say("Wie hoch ist mein Lernbudget?"))).toContain("1.200 Euro");
    const asked = server.asked.length;
    // And does not wait for it again at once.
    expect(wordsOf(await ida.say("Wie hoch ist mein Lernbudget?"))).toContain("1.200 Euro");
    expect(server.asked).toHaveLength(asked);
    server.work();
    clock.set("2026-11-25T12:05:00Z");
    expect(wordsOf(await ida.say(PARAPHRASE))).toContain("zwei Tagen");
  });

  it("says in the log by ids that it had to do without, and never what was asked or answered (P3)", async () => {
    const home = await start();
    await embedded(home);
    const ida = await pageOf(home, "ida");
    server.fail(() => ({ status: 500, body: JSON.stringify({ error: { message: "Geheimwort" } }) }));
    expect(wordsOf(await ida.say("Wie hoch ist mein Lernbudget?"))).toContain("1.200 Euro");
    const said = lines.filter((line) => line.includes("its words alone were searched"));
    expect(said).toHaveLength(1);
    expect(JSON.parse(said[0] ?? "")).toMatchObject({
      org: ORG,
      why: "The endpoint for embeddings: it answers 500.",
    });
    expect(lines.join()).not.toMatch(/Lernbudget|Geheimwort|k-1-secret|Homeoffice/);
  });

  it("tells learners where their questions go, and that nothing goes anywhere where no endpoint is named (P2)", async () => {
    const ida = await pageOf(await start(), "ida");
    expect(wordsOf(await ida.say("Datenschutz"))).toContain(server.url.host);
    await open
      .splice(0)
      .reverse()
      .reduce((before, one) => before.then(() => one.close()), Promise.resolve<unknown>(0));
    const alone = await house({ folder: folder.path, documents });
    open.push(alone);
    expect(wordsOf(await (await pageOf(alone, "ben")).say("privacy"))).toContain(
      "Nichts verlässt dieses System",
    );
  });

  it("asks nobody anything where no endpoint is named, and finds by words (P15)", async () => {
    const home = await house({ folder: folder.path, documents });
    open.push(home);
    const ida = await pageOf(home, "ida");
    expect(wordsOf(await ida.say("Wie hoch ist mein Lernbudget?"))).toContain("1.200 Euro");
    expect(wordsOf(await ida.say(PARAPHRASE))).toContain("nicht gefunden");
    expect(await vectorsIn(home)).toBe(0);
    expect(server.asked).toEqual([]);
  });

  it("asks nothing about no documents", async () => {
    const home = await house({
      folder: folder.path,
      empty: true,
      embedder: openaiEmbedder({ url: server.url, key: "k", model: "concepts" }),
    });
    open.push(home);
    await home.app.tick();
    expect(server.asked).toEqual([]);
  });
});
