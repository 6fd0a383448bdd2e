import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openaiEmbedder } from "../../adapters/openai/embeddings.ts";
import { Failure } from "../../src/errors.ts";
import { CHANCE_QUESTIONS } from "../../src/meaning/chance.ts";
import type { Store } from "../../src/store/store.ts";
import { type EmbeddingsServer, embeddingsServer } from "../embeddings-server.ts";
import { type House, house, memorySource, ORG, temporaryFolder } from "../house.ts";
import { movingClock } from "../moving-clock.ts";
import { openPage, wordsOf } from "../page.ts";
import { startProduct } from "../product.ts";

const GENERAL = CHANCE_QUESTIONS.de.length + CHANCE_QUESTIONS.en.length;
const PATIENT = { timeout: 30_000 };
/** Nothing but letters, so that no word is much like another. */
const name = (at: number) => String.fromCharCode(97 + Math.floor(at / 26), 97 + (at % 26)).repeat(4);
const files = (count: number): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, at) => [
      `${name(at)}.md`,
      `# ${name(at)}\n\nHier steht ${name(at)}wort.`,
    ]),
  );

describe("an endpoint for embeddings that fails", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let server: EmbeddingsServer;
  let clock: ReturnType<typeof movingClock>;
  let lines: string[];
  let home: House | null;

  beforeEach(async () => {
    folder = temporaryFolder();
    server = await embeddingsServer();
    clock = movingClock("2026-11-25T12:00:00Z");
    lines = [];
    home = null;
  });
  afterEach(async () => {
    await home?.close();
    await server.close();
    folder.remove();
  });

  async function start(documents: Record<string, string>, around?: (store: Store) => Store): Promise<House> {
    const embedder = openaiEmbedder({ url: server.url, key: "k", model: "concepts" });
    const log = (line: string) => void lines.push(line);
    home = await house({
      folder: folder.path,
      documents,
      embedder,
      clock,
      log,
      ...(around ? { around } : {}),
    });
    return home;
  }
  const vectorsIn = async ({ store }: House) =>
    (await store.read.selectFrom("text_vector").select("hash").execute()).length;
  const said = (words: string) => lines.filter((line) => line.includes(words));
  async function answerTo(home: House, question: string): Promise<string> {
    const ida = await openPage(home, "ida");
    const words = wordsOf(await ida.say(question, ida.fromLotse().length === 0 ? 2 : 1));
    await ida.close();
    return words;
  }

  it("is left alone for as long as it asks for, by passages and questions alike, and then goes on (F3)", async () => {
    const home = await start(files(3));
    await expect.poll(() => vectorsIn(home), PATIENT).toBe(GENERAL + 3);
    const before = server.asked.length;
    server.fail(() => ({ status: 429, headers: { "retry-after": "120" } }));
    await home.app.importDocuments(ORG, "de", memorySource(files(100)));
    await expect.poll(() => said("a later tick goes on").length).toBe(2);
    const asked = server.asked.length;
    expect(asked).toBe(before + 2);
    server.work();
    clock.set("2026-11-25T12:01:55Z");
    await home.app.tick();
    expect(await answerTo(home, "aaaaaaaawort?")).toContain("Hier steht aaaaaaaawort");
    expect(server.asked).toHaveLength(asked);
    clock.set("2026-11-25T12:02:05Z");
    await home.app.tick();
    await expect.poll(() => vectorsIn(home), PATIENT).toBe(GENERAL + 100);
  });

  it.each([
    ["500", { status: 500 }, "it answers 500"],
    ["the wrong key", { status: 401 }, "Check EMBEDDINGS_KEY"],
    [
      "a model without dimensions",
      { status: 200, body: '{"data":[{"index":0,"embedding":[1]}]}' },
      "embeddings to",
    ],
    ["nonsense", { status: 200, body: "<html>" }, "cannot be read"],
    // As servers do that know no "dimensions".
    ["400 to whatever it is sent", { status: 400 }, "takes no text at all"],
  ])(
    "costs nothing but the meaning when it answers %s, and is asked twice at a time at most",
    async (_, trouble, why) => {
      server.fail(() => trouble);
      const home = await start(files(100));
      await expect.poll(() => lines.join(), PATIENT).toContain(why);
      expect(await answerTo(home, "aaaaaaaawort?")).toContain("Hier steht aaaaaaaawort");
      expect(server.asked.length).toBeLessThanOrEqual(4);
      server.work();
      clock.set("2026-11-25T12:01:00Z");
      await home.app.tick();
      await expect.poll(() => vectorsIn(home), PATIENT).toBe(GENERAL + 100);
    },
  );

  it("refuses one text without keeping the others from being embedded, and is not asked for it again", async () => {
    server.fail((texts) => (texts.some((text) => text.includes("zuviel")) ? { status: 400 } : null));
    const home = await start({ ...files(60), "gift.md": "# Gift\n\nDas ist zuviel." });
    await expect.poll(() => said("cannot be embedded; it is found by its words").length, PATIENT).toBe(1);
    await expect.poll(() => vectorsIn(home), PATIENT).toBe(GENERAL + 60);
    const refused = () => server.asked.filter((texts) => texts.join().includes("zuviel")).length;
    const before = refused();
    await home.app.importDocuments(
      ORG,
      "de",
      memorySource({ ...files(61), "gift.md": "# Gift\n\nDas ist zuviel." }),
    );
    await expect.poll(() => vectorsIn(home), PATIENT).toBe(GENERAL + 61);
    expect(refused()).toBe(before);
    server.work();
    expect(await answerTo(home, "zuviel?")).toContain("Das ist zuviel");
  });

  it("loses nothing when the store is away while it answers", async () => {
    const engine = { away: false };
    const home = await start({ "kantine.md": "# Kantine\n\nSuppe." }, (store) => ({
      ...store,
      write(work, org) {
        if (engine.away) throw new Failure("unavailable", "The store is away.");
        return store.write(work, org);
      },
    }));
    await expect.poll(() => vectorsIn(home), PATIENT).toBe(GENERAL + 1);
    const gate = Promise.withResolvers<null>();
    server.fail(() => gate.promise);
    await home.app.importDocuments(ORG, "de", memorySource(files(3)));
    engine.away = true;
    gate.resolve(null);
    await expect.poll(() => said("could not be embedded").length).toBeGreaterThan(0);
    engine.away = false;
    await home.app.tick();
    await expect.poll(() => vectorsIn(home), PATIENT).toBe(GENERAL + 3);
  });

  it("has nothing kept of a document that went while it was being embedded (P12)", async () => {
    const gate = Promise.withResolvers<null>();
    server.fail((texts) => (texts.some((text) => text.includes("\n")) ? gate.promise : null));
    const home = await start(files(40));
    await expect
      .poll(() => server.asked.flat().filter((text) => text.includes("\n")).length, PATIENT)
      .toBe(40);
    await home.app.importDocuments(ORG, "de", memorySource(files(10)));
    gate.resolve(null);
    await expect.poll(() => vectorsIn(home), PATIENT).toBe(GENERAL + 10);
    await expect(answerTo(home, "aaaaaaaawort?")).resolves.toContain("Hier steht aaaaaaaawort");
    expect(await vectorsIn(home)).toBe(GENERAL + 10);
  });

  it("is asked for nothing twice after a SIGKILL in the middle, but for what was under way", async () => {
    const environment = {
      DATA_DIR: join(folder.path, "data"),
      EMBEDDINGS_URL: server.url.href,
      EMBEDDINGS_KEY: "k",
      EMBEDDINGS_MODEL: "concepts",
    };
    // Once both that are under way hear nothing, what was answered before is in the store.
    server.fail(() => (server.asked.length > 6 ? "silence" : null));
    const first = startProduct(environment);
    await expect.poll(() => server.asked.length, PATIENT).toBe(8);
    await first.end("SIGKILL");
    const under = server.asked.slice(6).flat();

    server.work();
    const second = startProduct(environment);
    await second.ready();
    const database = new DatabaseSync(join(folder.path, "data", "lotse.sqlite"), { readOnly: true });
    const count = (query: string) =>
      Number(database.prepare(`select count(*) as n from (${query})`).get()?.n);
    const texts = count(
      "select distinct title, section, text from passage join document using (org, document)",
    );
    await expect.poll(() => count("select hash from text_vector"), PATIENT).toBe(GENERAL + texts);
    database.close();
    await second.end("SIGTERM");
    const seen = new Set<string>();
    const twice = server.asked.flat().filter((text) => seen.size === seen.add(text).size);
    expect(twice.sort()).toEqual(under.sort());
  });
});
