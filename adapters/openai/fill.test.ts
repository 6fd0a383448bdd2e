import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { ours } from "../../src/redaction/redacted.ts";
import { type Conduct, type ModelServer, modelServer, refusing, saying } from "../../tests/model-server.ts";
import { openaiChat } from "./chat.ts";

const TOPICS = z.object({ topics: z.array(z.string()) });
const GOOD = '{"topics":["Excel"]}';
const ASK = {
  org: "werft",
  task: "topics",
  messages: [{ role: "user", text: ours("Which topics?") }],
  mostTokens: 100,
} as const;
const never = new AbortController().signal;

let server: ModelServer;
beforeEach(async () => {
  server = await modelServer(saying(GOOD));
});
afterEach(() => server.close());

const chat = () => openaiChat({ url: server.url, key: null, model: "small", azureVersion: null });
const filled = (model = chat(), counted: (tokens: number) => void = () => {}) =>
  model.fill(ASK, TOPICS, counted, never);
const formats = () =>
  server.asked.map(
    ({ response_format }) => z.object({ type: z.string() }).safeParse(response_format).data?.type,
  );
/** Takes no shape of these kinds. */
const refuses =
  (...types: string[]): Conduct =>
  (asked, response, nth) => {
    const type = z.object({ type: z.string() }).safeParse(asked.response_format).data?.type ?? "none";
    const conduct = types.includes(type)
      ? refusing(400, { message: `'response_format' of type ${type} is not supported` })
      : saying(GOOD);
    conduct(asked, response, nth);
  };

describe("an answer in a shape", () => {
  it("is asked for by its schema, with what it took", async () => {
    let tokens = 0;
    expect(await filled(chat(), (more) => (tokens += more))).toEqual({ topics: ["Excel"] });
    expect(tokens).toBe(42);
    expect(server.asked[0]).toMatchObject({
      stream: false,
      response_format: {
        type: "json_schema",
        json_schema: {
          strict: true,
          schema: { type: "object", required: ["topics"], additionalProperties: false },
        },
      },
    });
    expect(server.asked[0]).not.toHaveProperty("stream_options");
  });

  it.each([
    [["json_schema"], ["json_schema", "json_object"], "json_object"],
    [["json_schema", "json_object"], ["json_schema", "json_object", undefined], "words"],
  ])("is asked for as the server can: one that refuses %j", async (refused, tried, rung) => {
    server.conduct(refuses(...refused));
    const model = chat();
    expect(await filled(model)).toEqual({ topics: ["Excel"] });
    expect(formats()).toEqual(tried);
    expect(server.asked.at(-1)?.messages.at(-1)).toMatchObject({
      role: "system",
      content: expect.stringContaining('"required":["topics"]'),
    });
    expect(model.manner().rung).toBe(rung);
    await filled(model);
    expect(formats()).toHaveLength(tried.length + 1);
  });

  it("is found by a server that refuses all it does not know, without a word about it", async () => {
    server.conduct((asked, response, nth) => {
      const known = ["model", "messages", "stream", "max_tokens"];
      const takes = Object.keys(asked).every((name) => known.includes(name));
      (takes ? saying(GOOD) : refusing(400, {}))(asked, response, nth);
    });
    expect(await filled()).toEqual({ topics: ["Excel"] });
  });

  it.each([
    ["words around it", `Gern! Hier:\n\n\`\`\`json\n${GOOD}\n\`\`\`\nNoch etwas?`],
    ["what it thought", `<think>Perhaps {"topics":3}?</think>\n${GOOD}`],
    ["spaces", `\n  ${GOOD}  \n`],
  ])("is read with %s", async (_, text) => {
    server.conduct(saying(text));
    expect(await filled()).toEqual({ topics: ["Excel"] });
    expect(server.asked).toHaveLength(1);
  });

  it("is mended once where it misses the shape (F2)", async () => {
    server.conduct((asked, response, nth) =>
      saying(nth === 1 ? '{"topics":"Excel"}' : GOOD)(asked, response, nth),
    );
    const model = chat();
    expect(await filled(model)).toEqual({ topics: ["Excel"] });
    expect(server.asked[1]?.messages.slice(1)).toEqual([
      { role: "assistant", content: '{"topics":"Excel"}' },
      { role: "user", content: expect.stringMatching(/expected array.*"required":\["topics"\]/s) },
    ]);
    expect(model.manner().rung).toBe("json_schema");
  });

  it("is asked for more plainly of a server that says it takes schemas and answers prose", async () => {
    server.conduct((asked, response, nth) =>
      saying(asked.messages.some(({ content }) => content.includes("JSON Schema")) ? GOOD : "Excel!")(
        asked,
        response,
        nth,
      ),
    );
    const model = chat();
    await filled(model);
    await filled(model);
    expect(formats()).toEqual(["json_schema", "json_object", "json_object"]);
  });

  it.each(["Excel!", '{"topics":3}', '{"topics":["Ex', "", "{}", "[]", "null"])(
    "is none when it is %j twice (F2)",
    async (text) => {
      server.conduct(saying(text));
      await expect(filled()).rejects.toMatchObject({ trouble: "unusable" });
      expect(server.asked).toHaveLength(2);
    },
  );

  it.each<[string, Conduct, string]>([
    ["that is cut", saying('{"topics":["Ex', "length"), "unusable"],
    ["of a megabyte", saying(`{"topics":["${"x".repeat(1024 * 1024)}"]}`), "unusable"],
    ["longer than asked for", saying(`{"topics":["${"x".repeat(1000)}"]}`), "unusable"],
    ["of a server in trouble", refusing(500), "unavailable"],
  ])("is none when it is one %s (F2)", async (_, conduct, trouble) => {
    server.conduct(conduct);
    await expect(filled()).rejects.toMatchObject({ trouble });
    expect(server.asked).toHaveLength(1);
  });
});
