import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  answer,
  type Conduct,
  type ModelServer,
  modelServer,
  refusing,
  saying,
  silent,
} from "../../tests/model-server.ts";
import { examineModel } from "./doctor.ts";

let server: ModelServer;
beforeEach(async () => {
  server = await modelServer();
});
afterEach(() => server.close());

const examine = async (now: () => number = () => 0) =>
  (await examineModel({ url: server.url, key: "sk-x7", model: "small", azureVersion: null }, now)).map(
    ({ state, sentence }) => `${state}: ${sentence}`,
  );
const able: Conduct = (asked, response, nth) =>
  saying(asked.stream ? "one, two, three, four" : '{"colours":["red"]}')(asked, response, nth);

describe("the doctor, of a language model", () => {
  it("says that all is well", async () => {
    server.conduct(able);
    expect(await examine()).toEqual([
      `right: small at ${server.url.host} answers.`,
      "right: It begins after 0 s.",
      "right: Its answer comes in pieces.",
      "right: It says what an answer takes in tokens.",
      "right: It answers in the shape it is asked for, by a schema (json_schema).",
    ]);
  });

  it("says what it does without", async () => {
    server.conduct((asked, response, nth) => {
      const unknown = ["store", "stream_options", "response_format"].find((name) => name in asked);
      if (unknown !== undefined) return refusing(400, { param: unknown })(asked, response, nth);
      if (asked.stream !== true) return able(asked, response, nth);
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ choices: [{ message: { content: "one" }, finish_reason: "stop" }] }));
    });
    expect((await examine()).filter((finding) => !finding.startsWith("right"))).toEqual([
      "note: Its answer comes at once, so people see nothing of it until it is whole.",
      "note: It does not say what an answer takes in tokens: that is estimated by length.",
      expect.stringMatching(/^note: It does not take `store: false`/),
      expect.stringMatching(/^note: It knows no shapes/),
    ]);
  });

  it("says that it answers in no shape", async () => {
    server.conduct((_, response) => answer(response, "one, two"));
    expect((await examine()).at(-1)).toMatch(/^note: It answers in no shape: .* answers are not\.$/);
  });

  it.each<[string, Conduct, RegExp]>([
    ["the key", refusing(401), /answers 401. Check MODEL_KEY/],
    ["the name", refusing(404), /Check MODEL_URL and MODEL_NAME/],
    [
      "the address",
      (_, response) => void response.writeHead(200, { "content-type": "text/html" }).end(),
      /Check MODEL_URL/,
    ],
    ["the account", refusing(429, { code: "insufficient_quota" }), /its account is used up/],
    ["a model that thinks too long", saying("one", "length"), /thinks before it answers/],
  ])("says what to do about %s, and repeats no key", async (_, conduct, sentence) => {
    server.conduct(conduct);
    const findings = await examine();
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatch(/^wrong: /);
    expect(findings[0]).toMatch(sentence);
    expect(findings[0]).not.toContain("x7");
  });

  it("says that it is too slow for people who wait", async () => {
    server.conduct(able);
    let now = 0;
    const findings = await examine(() => {
      now += 7_500;
      return now;
    });
    expect(findings[1]).toBe(
      "wrong: It begins after 7.5 s, and Lotse waits 7 s. Choose a model that is faster, or does not think first.",
    );
  });

  it("does not wait forever", async () => {
    const over = new AbortController();
    vi.spyOn(AbortSignal, "timeout").mockReturnValue(over.signal);
    server.conduct((...args) => {
      over.abort();
      silent(...args);
    });
    expect(await examine()).toEqual([
      "wrong: The language model has said nothing for 30 s. Check MODEL_URL, or choose a faster one.",
    ]);
    vi.restoreAllMocks();
  });

  it("says what to set when nothing is", async () => {
    expect(await examineModel(null, () => 0)).toEqual([
      { state: "note", sentence: expect.stringContaining("MODEL_URL and MODEL_NAME") },
    ]);
  });
});
