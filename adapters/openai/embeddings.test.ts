import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ours } from "../../src/redaction/redacted.ts";
import { answerTo, type EmbeddingsServer, embeddingsServer } from "../../tests/embeddings-server.ts";
import { openaiEmbedder } from "./embeddings.ts";

const KEY = "sk-of-the-tests";
const TEXTS = ["Wie hoch ist das Lernbudget?", "Vertraulich: mobiles Arbeiten"];

describe("an OpenAI-compatible endpoint for embeddings", () => {
  let server: EmbeddingsServer;
  const never = new AbortController().signal;

  beforeEach(async () => {
    server = await embeddingsServer();
  });
  afterEach(() => server.close());

  const ask = (texts = TEXTS, signal = never, url = server.url) =>
    openaiEmbedder({ url, key: KEY, model: "concepts" }).embed(texts.map(ours), signal);
  const body = (change: (answer: ReturnType<typeof answerTo>) => unknown) => () => ({
    status: 200,
    body: JSON.stringify(change(answerTo(TEXTS))),
  });

  it("gives a vector for each text, in the order of the texts whatever order it answers in", async () => {
    const both = await ask();
    const [first, second] = [await ask(TEXTS.slice(0, 1)), await ask(TEXTS.slice(1))];
    if (both.state !== "embedded" || first.state !== "embedded" || second.state !== "embedded")
      throw new Error("not embedded");
    expect(both.vectors).toEqual([...first.vectors, ...second.vectors]);
    expect(both.vectors.map((vector) => vector.length)).toEqual([512, 512]);
    expect(server.headers[0]?.authorization).toBe(`Bearer ${KEY}`);
  });

  it("is told of no account that the environment names", async () => {
    vi.stubEnv("OPENAI_ORG_ID", "org-of-the-machine");
    vi.stubEnv("OPENAI_PROJECT_ID", "project-of-the-machine");
    await ask();
    vi.unstubAllEnvs();
    expect(JSON.stringify(server.headers)).not.toContain("of-the-machine");
  });

  it.each([
    [429, { "retry-after": "30" }, 30_000],
    [429, { "retry-after-ms": "1500" }, 1500],
    [503, { "retry-after": "2" }, 2000],
    [429, {}, null],
    [500, {}, null],
    [401, {}, null],
    [404, {}, null],
  ])(
    "is to be asked later when it answers %i with %j, and was asked once",
    async (status, headers, afterMs) => {
      server.fail(() => ({ status, headers }));
      expect(await ask()).toMatchObject({ state: "later", afterMs, why: { kind: "unavailable" } });
      expect(server.asked).toHaveLength(1);
    },
  );

  it("understands a time of day to come back at", async () => {
    const inAMinute = new Date(Date.now() + 60_000).toUTCString();
    server.fail(() => ({ status: 429, headers: { "retry-after": inAMinute } }));
    const answer = await ask();
    if (answer.state !== "later") throw new Error(answer.state);
    expect(answer.afterMs).toBeGreaterThan(30_000);
    expect(answer.afterMs).toBeLessThanOrEqual(60_000);
  });

  it.each([400, 413, 422])("refuses texts with %i", async (status) => {
    server.fail(() => ({ status }));
    expect(await ask()).toMatchObject({ state: "refused" });
  });

  it.each([
    ["no JSON", () => ({ status: 200, body: "<html>" }), "cannot be read"],
    ["another shape", () => ({ status: 200, body: '{"data":"x"}' }), "not a list of embeddings"],
    ["nothing", () => ({ status: 200, body: "" }), "not a list of embeddings"],
    [
      "words for numbers",
      body((a) => ({ data: a.data.map((d) => ({ ...d, embedding: ["x"] })) })),
      "not a list",
    ],
    ["too few", body((a) => ({ data: a.data.slice(1) })), "1 embeddings to 2 texts"],
    [
      "one twice",
      body((a) => ({ data: a.data.map((d) => ({ ...d, index: 0 })) })),
      "2 embeddings to 2 texts",
    ],
    [
      "zeros",
      body((a) => ({ data: a.data.map((d) => ({ ...d, embedding: d.embedding.map(() => 0) })) })),
      "zeros",
    ],
    ["its own size", () => ({ status: 200, body: JSON.stringify(answerTo(TEXTS, 768)) }), "768 numbers"],
  ])("is not believed when it answers %s", async (_, trouble, why) => {
    server.fail(trouble);
    const answer = await ask();
    expect(answer.state).toBe("later");
    expect(answer.state === "later" && answer.why.message).toContain(why);
  });

  it("says what to do about a model that cannot be asked for 512 dimensions", async () => {
    server.fail(() => ({ status: 200, body: JSON.stringify(answerTo(TEXTS, 1024)) }));
    const answer = await ask();
    expect(answer.state === "later" && answer.why.message).toContain("Name a model in EMBEDDINGS_MODEL");
  });

  it("never has its own words passed on, which may quote the texts or the key", async () => {
    server.fail((texts) => ({
      status: 400,
      body: JSON.stringify({ error: { message: texts.join() + KEY } }),
    }));
    const answer = await ask();
    expect(answer.state === "refused" && answer.why.message).toBe(
      "The endpoint for embeddings: it answers 400.",
    );
    expect(answer.state === "refused" && answer.why.cause).toBeUndefined();
  });

  it("is not waited for any longer than the caller wants", async () => {
    server.fail(() => "silence");
    const patience = new AbortController();
    const answer = ask(TEXTS, patience.signal);
    await expect.poll(() => server.asked.length).toBe(1);
    patience.abort();
    expect(await answer).toMatchObject({ state: "later", afterMs: null });
  });

  it("is not asked at all for somebody who has gone", async () => {
    expect(await ask(TEXTS, AbortSignal.abort())).toMatchObject({ state: "later" });
    expect(server.asked).toEqual([]);
  });

  it("may be away", async () => {
    await server.close();
    expect(await ask()).toMatchObject({ state: "later", afterMs: null });
  });

  it("cannot send the texts on to somewhere else", async () => {
    const elsewhere = await embeddingsServer();
    const location = `${elsewhere.url}/embeddings`;
    server.fail(() => ({ status: 307, headers: { location } }));
    expect(await ask()).toMatchObject({ state: "later" });
    expect(elsewhere.asked).toEqual([]);
    await elsewhere.close();
  });
});
