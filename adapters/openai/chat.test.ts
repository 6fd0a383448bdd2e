import { once } from "node:events";
import { LLMock } from "@copilotkit/aimock";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ours } from "../../src/redaction/redacted.ts";
import {
  answer,
  begin,
  type Conduct,
  ending,
  event,
  type ModelServer,
  modelServer,
  refusing,
  saying,
  silent,
} from "../../tests/model-server.ts";
import { openaiChat } from "./chat.ts";

const KEY = "sk-of-the-tests";
const ASK = {
  org: "werft",
  task: "answer",
  messages: [
    { role: "system", text: ours("Answer.") },
    { role: "user", text: ours("Wie hoch ist das Lernbudget?") },
  ],
  mostTokens: 100,
} as const;
const never = new AbortController().signal;

let server: ModelServer;
beforeEach(async () => {
  server = await modelServer();
});
afterEach(() => server.close());

const chat = (change: Partial<Parameters<typeof openaiChat>[0]> = {}) =>
  openaiChat({ url: server.url, key: KEY, model: "small", azureVersion: null, ...change });

async function written(model = chat(), signal = never) {
  const pieces: string[] = [];
  let tokens = 0;
  for await (const piece of model.write(ASK, (more) => (tokens += more), signal)) pieces.push(piece);
  return { text: pieces.join(""), pieces, tokens };
}

describe("an answer of a model", () => {
  it("comes in pieces, with what it took, from a server as the world knows it", async () => {
    const sane = new LLMock({ port: 0, chunkSize: 6 });
    sane.onMessage(/Lernbudget/, { content: "[1] Das Lernbudget beträgt 1.200 €." });
    await sane.start();
    try {
      const { text, pieces } = await written(chat({ url: new URL(`${sane.url}/v1`) }));
      expect(text).toBe("[1] Das Lernbudget beträgt 1.200 €.");
      expect(pieces.length).toBeGreaterThan(1);
    } finally {
      await sane.stop();
    }
  });

  it("leaves no word of anybody's in a log, whatever the machine's settings say (P15)", async () => {
    vi.stubEnv("OPENAI_LOG", "debug");
    const logs = (["debug", "info", "warn", "error"] as const).map((level) => {
      return vi.spyOn(console, level).mockReturnValue();
    });
    await written();
    vi.unstubAllEnvs();
    const said = logs.flatMap(({ mock }) => mock.calls);
    vi.restoreAllMocks();
    expect(said).toEqual([]);
  });

  it("is asked for with the texts and nothing about who asks (P15)", async () => {
    vi.stubEnv("OPENAI_ORG_ID", "org-of-the-machine");
    vi.stubEnv("OPENAI_PROJECT_ID", "project-of-the-machine");
    await written();
    vi.unstubAllEnvs();
    expect(server.asked).toEqual([
      {
        model: "small",
        messages: [
          { role: "system", content: "Answer." },
          { role: "user", content: "Wie hoch ist das Lernbudget?" },
        ],
        stream: true,
        max_completion_tokens: 100,
        store: false,
        temperature: 0,
        stream_options: { include_usage: true },
      },
    ]);
    expect(server.headers[0]?.authorization).toBe(`Bearer ${KEY}`);
    expect(JSON.stringify(server.headers)).not.toMatch(/of-the-machine|werft/);
  });

  it("is asked for without a key where the endpoint wants none", async () => {
    await written(chat({ key: null }));
    expect(server.headers[0]).not.toHaveProperty("authorization");
  });

  it("is asked for at the address of a deployment where Azure has them", async () => {
    await written(chat({ url: new URL(server.url.origin), model: "our gpt", azureVersion: "2024-10-21" }));
    expect(server.paths).toEqual(["/openai/deployments/our%20gpt/chat/completions?api-version=2024-10-21"]);
    expect(server.headers[0]).toMatchObject({ "api-key": KEY });
    expect(server.headers[0]).not.toHaveProperty("authorization");
  });

  it("comes at once where a server cannot stream", async () => {
    server.conduct((_, response) => answer(response, "[1] Alles auf einmal."));
    expect(await written()).toEqual({
      text: "[1] Alles auf einmal.",
      pieces: ["[1] Alles auf einmal."],
      tokens: 42,
    });
  });

  it.each([
    ["comments that keep the line open", `: ping\n\n${event("Gut.")}: ping\n\n${ending()}`],
    ["CRLF", `${event("Gut.")}${ending()}`.replaceAll("\n", "\r\n")],
    ["an event without a word", `${event("")}${event("Gut.")}${ending()}`],
    ["a piece without choices", `data: {"choices":[]}\n\n${event("Gut.")}${ending()}`],
    ["no usage", `${event("Gut.")}${ending()}`.replace(/"usage":.*?}/, '"usage":null')],
    ["a mad usage", `${event("Gut.")}${ending()}`.replace('"total_tokens":42', '"total_tokens":-9')],
    ["no [DONE]", `${event("Gut.")}${ending()}`.replace("data: [DONE]\n\n", "")],
    ["fields nobody knows", event("Gut.").replace('"delta"', '"x":{"y":[]},"delta"') + ending()],
    ["another name for its end", event("Gut.") + ending("eos")],
  ])("is read through %s", async (_, body) => {
    server.conduct((_asked, response) => {
      begin(response);
      response.end(body);
    });
    expect((await written()).text).toBe("Gut.");
  });

  it("is read from a server that calls its stream something else", async () => {
    server.conduct((_, response) => {
      begin(response, "text/plain; charset=utf-8");
      response.end(event("Gut.") + ending());
    });
    expect((await written()).text).toBe("Gut.");
  });

  it("is the same however the bytes are cut, in the middle of a letter, too (F1)", async () => {
    const text = "[1] Prüfung für Ärztinnen: 5 € — 👩‍🔧 größer.";
    const bytes = Buffer.from([...text].map(event).join("") + ending());
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 12 }), async (sizes) => {
        server.conduct(async (_, response) => {
          begin(response);
          response.socket?.setNoDelay(true);
          let from = 0;
          for (const size of sizes) {
            if (!response.write(bytes.subarray(from, from + size))) await once(response, "drain");
            await new Promise((resolve) => setImmediate(resolve));
            from += size;
          }
          response.end(bytes.subarray(from));
        });
        expect((await written()).text).toBe(text);
      }),
      { numRuns: 25 },
    );
  });
});

describe("a server that does not know all of the protocol", () => {
  const knowing =
    (refused: readonly string[], status = 400): Conduct =>
    (asked, response, nth) => {
      const unknown = refused.find((name) => name in asked);
      if (unknown === undefined) return saying("Gut.")(asked, response, nth);
      refusing(status, { message: `Unsupported parameter: '${unknown}'.`, param: unknown })(
        asked,
        response,
        nth,
      );
    };

  it.each([
    [["max_completion_tokens"], 2],
    [["stream_options"], 2],
    [["temperature"], 2],
    [["store"], 2],
    [["max_completion_tokens", "store", "temperature", "stream_options"], 5],
  ])("that refuses %j is asked without from then on", async (refused, requests) => {
    server.conduct(knowing(refused));
    const model = chat();
    expect((await written(model)).text).toBe("Gut.");
    expect(server.asked).toHaveLength(requests);
    await written(model);
    expect(server.asked).toHaveLength(requests + 1);
    const kept = ["store", "temperature", "stream_options"].filter((name) => !refused.includes(name));
    expect(Object.keys(server.asked.at(-1) ?? {})).toEqual(expect.arrayContaining(kept));
  });

  it("and does not say what it is, is asked for the bare minimum", async () => {
    server.conduct((asked, response, nth) => {
      if ("store" in asked) return refusing(422, { message: "Unprocessable" })(asked, response, nth);
      saying("Gut.")(asked, response, nth);
    });
    expect((await written()).text).toBe("Gut.");
    expect(Object.keys(server.asked.at(-1) ?? {})).toEqual(["model", "messages", "stream", "max_tokens"]);
  });

  it("and refuses a text is asked in full again, whatever words of the text it repeats", async () => {
    server.conduct(refusing(400, { message: 'no "store", "max_completion_tokens" here' }));
    const model = chat();
    await expect(written(model)).rejects.toMatchObject({ trouble: "unusable" });
    server.conduct(saying("Gut."));
    await written(model);
    expect(server.asked.at(-1)).toMatchObject({ store: false, max_completion_tokens: 100 });
  });

  it("is not asked again for a text that it holds to be forbidden or too long", async () => {
    server.conduct(refusing(400, { code: "context_length_exceeded", message: "max_completion_tokens" }));
    await expect(written()).rejects.toMatchObject({ trouble: "unusable" });
    expect(server.asked).toHaveLength(1);
  });
});

describe("no answer of a model", () => {
  const raw =
    (body: string, type?: string): Conduct =>
    (_, response) => {
      begin(response, type);
      response.end(body);
    };
  const cutAfter =
    (text: string): Conduct =>
    (_, response) => {
      begin(response);
      response.write(text, () => response.destroy());
    };

  it.each<[string, Conduct, string]>([
    ["500", refusing(500), "unavailable"],
    ["a wrong key", refusing(401), "refused"],
    ["a forbidden key", refusing(403), "refused"],
    ["an unknown model", refusing(404), "refused"],
    ["an account without money", refusing(429, { code: "insufficient_quota" }), "refused"],
    ["too long a request", refusing(413), "unusable"],
    ["a page in HTML", raw("<html>Sign in</html>", "text/html"), "unavailable"],
    ["JSON that is none", raw("{no", "application/json"), "unavailable"],
    ["JSON about something else", raw('["no"]', "application/json"), "unavailable"],
    ["garbage in the stream", raw("data: {no\n\n"), "unavailable"],
    ["an error in the stream", raw(`${event("G")}data: {"error":{"message":"no"}}\n\n`), "unavailable"],
    ["bytes of nothing", raw("\0\xff\x01"), "unavailable"],
    ["an empty stream", raw(""), "unavailable"],
    ["a stream that stops", raw(event("[1] Das")), "unavailable"],
    ["a stream that is cut", cutAfter(event("[1] Das")), "unavailable"],
    ["nothing said", raw(ending()), "unusable"],
    ["its longest", raw(event("[1] Das") + ending("length")), "unusable"],
    ["a filter", raw(event("[1] Das") + ending("content_filter")), "unusable"],
    ["a wish for tools", raw(ending("tool_calls")), "unusable"],
    ["a refusal", raw(event("").replace('"content":""', '"refusal":"No."')), "unusable"],
  ])("comes of %s (F1, F2)", async (_, conduct, trouble) => {
    server.conduct(conduct);
    await expect(written()).rejects.toMatchObject({ name: "Error", trouble });
  });

  it("comes of a server that is not there (F1)", async () => {
    await server.close();
    await expect(written()).rejects.toMatchObject({ trouble: "unavailable" });
  });

  it("comes of one that leads elsewhere: texts go nowhere else", async () => {
    const other = await modelServer();
    server.conduct((_, response) => {
      response.writeHead(307, { location: other.url.href });
      response.end();
    });
    await expect(written()).rejects.toMatchObject({ trouble: "unavailable" });
    expect(other.asked).toEqual([]);
    await other.close();
  });

  it.each([
    [429, { "retry-after": "30" }, 30_000],
    [429, { "retry-after-ms": "1500" }, 1500],
    [429, {}, null],
    [503, { "retry-after": "2" }, 2000],
  ])("comes of one that is busy (%i, %j), with when to ask again (F3)", async (status, headers, afterMs) => {
    server.conduct(refusing(status, {}, headers));
    await expect(written()).rejects.toMatchObject({ trouble: "busy", afterMs });
    expect(server.asked).toHaveLength(1);
  });

  it.each<[string, (asked: unknown) => string]>([
    ["one word after the other", () => event("Wort ".repeat(20))],
    ["one word without an end", () => "x".repeat(64 * 1024)],
  ])("comes of too much of it, and the rest is not read: %s (F2)", async (_, chunk) => {
    let stopped: Promise<unknown> = Promise.resolve();
    server.conduct(async (asked, response) => {
      begin(response);
      stopped = once(response, "close");
      while (!response.destroyed)
        if (!response.write(chunk(asked))) await Promise.race([once(response, "drain"), stopped]);
        else await new Promise((resolve) => setImmediate(resolve));
    });
    await expect(written()).rejects.toMatchObject({ trouble: "unusable" });
    await stopped;
    expect(server.left()).toBe(1);
  });

  it("comes when nobody waits any more: the request ends with it", async () => {
    const leaving = new AbortController();
    server.conduct((_, response) => {
      begin(response);
      response.write(event("[1] Das"));
    });
    const pieces: string[] = [];
    const reading = async () => {
      for await (const piece of chat().write(ASK, () => {}, leaving.signal)) {
        pieces.push(piece);
        leaving.abort();
      }
    };
    await expect(reading()).rejects.toMatchObject({ trouble: "ended" });
    expect(pieces).toEqual(["[1] Das"]);
    await expect.poll(() => server.left()).toBe(1);
  });

  it("comes of silence, when nobody waits any more", async () => {
    const leaving = new AbortController();
    server.conduct(() => leaving.abort());
    await expect(written(chat(), leaving.signal)).rejects.toMatchObject({ trouble: "ended" });
    server.conduct(silent);
    await expect(written(chat(), leaving.signal)).rejects.toMatchObject({ trouble: "ended" });
    expect(server.asked).toHaveLength(1);
  });

  it("repeats nothing of what the provider said", async () => {
    server.conduct(refusing(500, { message: "you asked: Wie hoch ist das Lernbudget?" }));
    await expect(written()).rejects.not.toThrow(/Lernbudget/);
  });

  it("is left to the provider when who asked has had enough", async () => {
    server.conduct((_, response) => {
      begin(response);
      response.write(event("[1] Das"));
    });
    for await (const _piece of chat().write(ASK, () => {}, never)) break;
    await expect.poll(() => server.left()).toBe(1);
  });
});
