import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { sqliteStore } from "../../adapters/sqlite/sqlite-store.ts";
import { pinoLog } from "../../src/log.ts";
import { useToday } from "../../src/model/budget.ts";
import { type Model, ModelFailure } from "../../src/model/model.ts";
import { helpOf } from "../../src/model.ts";
import { ours } from "../../src/redaction/redacted.ts";
import { rosters } from "../../src/redaction/rosters.ts";
import type { Store } from "../../src/store/store.ts";
import { prompts } from "../grounded/parts.ts";
import { ORG, temporaryFolder } from "../house.ts";
import {
  begin,
  type Conduct,
  ending,
  event,
  type ModelServer,
  modelServer,
  refusing,
  saying,
  silent,
} from "../model-server.ts";

const QUESTION = "Vertraulich: wie hoch ist das Lernbudget?";
const ASK = {
  org: ORG,
  task: "answer",
  messages: [{ role: "user", text: ours(QUESTION) }],
  mostTokens: 100,
} as const;
/** A third of its letters. */
const PROMPT_TOKENS = 14;
const SHAPE = z.object({ topics: z.array(z.string()) });
const never = new AbortController().signal;

describe("a language model", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let server: ModelServer;
  let store: Store;
  let model: Model;
  let lines: string[];
  let nextPort: number;

  const log = () => pinoLog("info", (line) => lines.push(line));
  const clock = { now: () => Date.now() };
  const open = async (tokensADay = 1_000_000) => {
    const { model } = await helpOf(
      { url: server.url, key: null, model: "small", azureVersion: null, tokensADay },
      { store, rosters: rosters(store), prompts, clock, log: log() },
    );
    return model;
  };

  beforeEach(async () => {
    folder = temporaryFolder();
    store = sqliteStore(join(folder.path, "lotse.sqlite"));
    server = await modelServer();
    nextPort = Number(server.url.port);
    lines = [];
    model = await open();
  });
  afterEach(async () => {
    vi.useRealTimers();
    await server.close();
    await store.close();
    folder.remove();
  });

  /** What came, and the trouble it ended with; null: it was a whole answer. */
  async function written(signal = never, ask: Parameters<Model["write"]>[0] = ASK) {
    let text = "";
    try {
      for await (const piece of model.write(ask, signal)) text += piece;
      return { text, trouble: null };
    } catch (error) {
      if (!(error instanceof ModelFailure)) throw error;
      return { text, trouble: error.trouble };
    }
  }
  const use = () => useToday(store.readOf(ORG), ORG, clock.now());
  const asked = () => server.asked.length;
  /** From now on time passes only where it is told to: it is `advance` that waits. */
  const holdTime = () => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  const advance = (ms: number) => vi.advanceTimersByTimeAsync(ms);
  const starting =
    (text: string): Conduct =>
    (_, response) => {
      begin(response);
      response.write(event(text));
    };

  it("is counted by company and day, with what it says it took", async () => {
    expect(await written()).toEqual({ text: "Gut.", trouble: null });
    expect(await use()).toEqual({ asked: 1, failed: 0, tokens: 42 });
  });

  it("is counted by the length of the texts where it does not say", async () => {
    server.conduct((_, response) => {
      begin(response);
      response.end(event("Sechs!") + ending().replace(/data: \{"choices":\[\].*\n\n/, ""));
    });
    await written();
    expect(await use()).toEqual({ asked: 1, failed: 0, tokens: PROMPT_TOKENS + 2 });
  });

  it("that fails is asked once more, before anything is said (F1)", async () => {
    server.conduct((...args) => (asked() === 1 ? refusing(500) : saying("Gut."))(...args));
    expect(await written()).toEqual({ text: "Gut.", trouble: null });
    expect(await use()).toEqual({ asked: 2, failed: 1, tokens: 42 });
  });

  it("that breaks off in the middle is not asked again, and what was said is kept (F1)", async () => {
    server.conduct((_, response) => {
      begin(response);
      response.end(event("[1] Das"));
    });
    expect(await written()).toEqual({ text: "[1] Das", trouble: "unavailable" });
    expect(asked()).toBe(1);
  });

  it.each([401, 404, 400])("that answers %i is not asked again: that would not help", async (status) => {
    server.conduct(refusing(status, { code: "content_filter" }));
    expect((await written()).trouble).not.toBeNull();
    expect(asked()).toBe(1);
  });

  it("that says nothing is waited for 7 s, and the request ends (F1)", async () => {
    server.conduct(silent);
    holdTime();
    const answer = written();
    await vi.waitFor(() => expect(asked()).toBe(1));
    await advance(6_990);
    expect(server.left()).toBe(0);
    await advance(20);
    expect(await answer).toEqual({ text: "", trouble: "slow" });
    await vi.waitFor(() => expect(server.left()).toBe(1));
    expect(asked()).toBe(1);
  });

  it("that falls silent in the middle is waited for 3 s more (F1)", async () => {
    server.conduct(starting("[1] Das"));
    holdTime();
    const pieces = model.write(ASK, never)[Symbol.asyncIterator]();
    expect(await pieces.next()).toMatchObject({ value: "[1] Das" });
    // Whoever reads takes as long as it takes.
    await advance(5_000);
    const next = expect(pieces.next()).rejects.toMatchObject({ trouble: "slow" });
    await advance(3_010);
    await next;
  });

  it("that drips is waited for half a minute in all", async () => {
    server.conduct((_, response) => {
      begin(response);
      const drip = setInterval(() => response.write(event("x")), 5);
      response.on("close", () => clearInterval(drip));
    });
    holdTime();
    let text = "";
    const answer = (async () => {
      for await (const piece of model.write({ ...ASK, mostTokens: 10_000 }, never)) {
        text += piece;
        await advance(2_000);
      }
    })();
    await expect(answer).rejects.toMatchObject({ trouble: "slow" });
    expect(text).toMatch(/^x{15}$/);
  });

  it("that fills a shape has 10 s for it", async () => {
    server.conduct(silent);
    holdTime();
    const filled = expect(model.fill(ASK, SHAPE, never)).rejects.toMatchObject({ trouble: "slow" });
    await vi.waitFor(() => expect(asked()).toBe(1));
    await advance(10_010);
    await filled;
  });

  it("fills a shape, and is counted for it", async () => {
    server.conduct(saying('{"topics":["Excel"]}'));
    expect(await model.fill(ASK, SHAPE, never)).toEqual({ topics: ["Excel"] });
    expect(await use()).toEqual({ asked: 1, failed: 0, tokens: 42 });
  });

  it("is left alone after 5 failures in a row, and tried by one request half a minute later (F1)", async () => {
    server.conduct(refusing(500));
    for (const trouble of ["unavailable", "unavailable", "resting", "resting"])
      expect((await written()).trouble).toBe(trouble);
    expect(asked()).toBe(5);
    expect(lines.filter((line) => line.includes("is left alone"))).toHaveLength(1);

    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 29_000 });
    expect((await written()).trouble).toBe("resting");
    vi.setSystemTime(Date.now() + 1_001);
    const released = Promise.withResolvers<void>();
    server.conduct(async (...args) => {
      await released.promise;
      saying("Wieder da.")(...args);
    });
    const first = written();
    await vi.waitFor(() => expect(asked()).toBe(6));
    expect((await written()).trouble).toBe("resting");
    released.resolve();
    expect(await first).toEqual({ text: "Wieder da.", trouble: null });
    expect((await written()).trouble).toBeNull();
    expect(lines.some((line) => line.includes("is back"))).toBe(true);
  });

  it("is not back because whoever tried it had no more time, or no more tokens (F1)", async () => {
    model = await open(5 * (PROMPT_TOKENS + ASK.mostTokens));
    server.conduct(refusing(500));
    for (let time = 0; time < 3; time++) await written();
    expect(asked()).toBe(5);

    server.conduct(silent);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 30_001 });
    await expect(model.fill(ASK, SHAPE, AbortSignal.timeout(50))).rejects.toMatchObject({ trouble: "ended" });
    expect(asked()).toBe(6);
    expect((await written()).trouble).toBe("resting");

    vi.setSystemTime(Date.now() + 30_001);
    const greedy = { ...ASK, mostTokens: 1_000_000 };
    await expect(model.fill(greedy, SHAPE, never)).rejects.toMatchObject({ trouble: "used-up" });
    expect((await written()).trouble).toBe("resting");
    expect(asked()).toBe(6);
    expect(lines.some((line) => line.includes("is back"))).toBe(false);
  });

  it("is left alone as soon, however many have no more tokens in between (F1)", async () => {
    server.conduct(refusing(500));
    const greedy = { ...ASK, mostTokens: 2_000_000 };
    for (let time = 0; time < 3; time++) {
      await written();
      await expect(model.fill(greedy, SHAPE, never)).rejects.toThrow(ModelFailure);
    }
    expect(asked()).toBe(5);
  });

  it("is left alone, too, when it is not there at all (F1)", async () => {
    await server.close();
    for (const trouble of ["unavailable", "unavailable", "resting"])
      expect((await written()).trouble).toBe(trouble);
    server = await modelServer(saying("Gut."), nextPort);
    expect((await written()).trouble).toBe("resting");
    expect(await use()).toEqual({ asked: 5, failed: 5, tokens: 0 });
  });

  it("is not left alone for questions it does not like: nobody can take it from the others", async () => {
    server.conduct(refusing(400, { code: "content_filter" }));
    for (let time = 0; time < 6; time++) expect((await written()).trouble).toBe("unusable");
    server.conduct(saying("Gut."));
    expect((await written()).trouble).toBeNull();
  });

  it("that wants to be asked later is not asked before, by anybody (F3)", async () => {
    server.conduct(refusing(429, {}, { "retry-after": "30" }));
    const all = await Promise.all(Array.from({ length: 8 }, () => written()));
    expect(all.every(({ trouble }) => trouble === "busy")).toBe(true);
    const once = asked();
    expect(once).toBeLessThanOrEqual(8);
    for (let time = 0; time < 20; time++) expect((await written()).trouble).toBe("busy");
    expect(asked()).toBe(once);
    server.conduct(saying("Gut."));
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 30_001 });
    expect((await written()).trouble).toBeNull();
  });

  it("that wants to be asked a moment later is asked then (F3)", async () => {
    server.conduct((...args) =>
      (asked() === 1 ? refusing(429, {}, { "retry-after-ms": "50" }) : saying("Gut."))(...args),
    );
    expect(await written()).toEqual({ text: "Gut.", trouble: null });
  });

  it("is asked by no more than 8 of a company at once; a few more wait, the others hear so (S14)", async () => {
    const released = Promise.withResolvers<void>();
    server.conduct(async (...args) => {
      await released.promise;
      saying("Gut.")(...args);
    });
    const all = Array.from({ length: 30 }, () => written());
    await vi.waitFor(() => expect(asked()).toBe(8));
    const ended = await Promise.all(all.slice(24));
    expect(ended.map(({ trouble }) => trouble)).toEqual(new Array(6).fill("busy"));
    expect(asked()).toBe(8);
    released.resolve();
    expect((await Promise.all(all)).filter(({ trouble }) => trouble === null)).toHaveLength(24);
  });

  it("takes no more in a day than it may, under 50 times the load (S14, F3)", async () => {
    const each = PROMPT_TOKENS + ASK.mostTokens;
    model = await open(each * 2);
    const troubles: (string | null)[] = [];
    for (let time = 0; time < 50; time++) troubles.push((await written()).trouble);
    // It takes 42 of what was set aside: the fourth has no room any more.
    expect(troubles.slice(0, 4)).toEqual([null, null, null, "used-up"]);
    expect(asked()).toBe(3);
    expect((await use()).tokens).toBe(3 * 42);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 24 * 60 * 60 * 1000 });
    expect((await written()).trouble).toBeNull();
  });

  it("is not asked when what it takes cannot be counted, and that is no failure of its own", async () => {
    await store.close();
    for (let time = 0; time < 6; time++) expect((await written()).trouble).toBe("busy");
    expect(asked()).toBe(0);
    store = sqliteStore(join(folder.path, "lotse.sqlite"));
  });

  it("that is not waited for any more is let go, with its place, and what it took is counted", async () => {
    server.conduct(starting("[1] Das"));
    for (let time = 0; time < 10; time++) {
      const leaving = new AbortController();
      for await (const _ of model.write(ASK, leaving.signal)) break;
    }
    await vi.waitFor(() => expect(server.left()).toBe(10));
    expect(await use()).toEqual({ asked: 10, failed: 0, tokens: 10 * (PROMPT_TOKENS + 3) });

    const leaving = new AbortController();
    server.conduct(() => leaving.abort());
    expect(await written(leaving.signal)).toEqual({ text: "", trouble: "ended" });
    expect((await use()).failed).toBe(0);
  });

  it.each<[string, Conduct]>([
    ["garbage", (_, response) => void response.end("no")],
    ["an error", refusing(500, { message: QUESTION })],
    ["HTML", (_, response) => void response.writeHead(200, { "content-type": "text/html" }).end(QUESTION)],
  ])("is spoken of in the log without a word of anybody's: %s (F2)", async (_, conduct) => {
    server.conduct(conduct);
    expect((await written()).trouble).toBe("unavailable");
    expect(lines.join("\n")).toContain('"reason":"unavailable"');
    expect(lines.join("\n")).not.toContain("Lernbudget");
  });
});
