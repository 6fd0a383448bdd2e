import { beforeEach, describe, expect, it } from "vitest";
import { nearMemory, type ShortMemory } from "../replica/short-memory.ts";
import { type RecentQuestions, recentQuestions } from "./recent.ts";

const ida = { org: "werft", learner: "ida" };
const ben = { org: "werft", learner: "ben" };

describe("recent questions", () => {
  let now: number;
  let memory: ShortMemory;
  let recent: RecentQuestions;

  beforeEach(() => {
    now = 0;
    const clock = { now: () => now };
    memory = nearMemory(clock);
    recent = recentQuestions(memory, clock);
  });

  const keep = (who: typeof ida, place: string, answer: string) =>
    recent.keep(who, {
      ...{ answer, place, question: `q ${answer}`, subject: `s ${answer}`, passages: [] },
      ...{ sure: true, language: "de", said: { language: "de", lines: [] } },
    });
  const previous = async (who: typeof ida, place: string, answer = "next") =>
    (await recent.before(who, place, answer))?.answer ?? null;

  it("are known to whoever asked them, where they asked them", async () => {
    await keep(ida, "chat", "a1");
    await keep(ida, "channel", "a2");
    expect(await previous(ida, "chat")).toBe("a1");
    expect(await previous(ida, "channel")).toBe("a2");
    expect(await previous(ida, "elsewhere")).toBeNull();
    expect(await previous(ben, "chat")).toBeNull();
    expect(await previous({ ...ida, org: "other" }, "chat")).toBeNull();
    expect(await recent.of(ben, "a1")).toBeNull();
  });

  it("do not come before themselves when an answer is written a second time", async () => {
    await keep(ida, "chat", "a1");
    await keep(ida, "chat", "a2");
    await keep(ida, "chat", "a2");
    expect(await previous(ida, "chat", "a2")).toBe("a1");
  });

  it("are three in a place, twelve in all, for a quarter of an hour", async () => {
    for (let n = 0; n < 4; n++) await keep(ida, "chat", `a${n}`);
    expect(await recent.of(ida, "a0")).toBeNull();
    expect((await recent.of(ida, "a1"))?.question).toBe("q a1");
    for (let n = 0; n < 12; n++) await keep(ida, `place ${n}`, `b${n}`);
    expect(await previous(ida, "chat")).toBeNull();
    expect(await previous(ida, "place 0")).toBe("b0");
    now = 15 * 60 * 1000;
    expect(await previous(ida, "place 11")).toBeNull();
  });

  it("are each forgotten in their own time, though a later one is kept", async () => {
    await keep(ida, "chat", "a1");
    now = 10 * 60 * 1000;
    await keep(ida, "channel", "a2");
    now = 16 * 60 * 1000;
    expect(await previous(ida, "chat")).toBeNull();
    expect(await previous(ida, "channel")).toBe("a2");
  });

  it("are forgotten in one place, or all of them", async () => {
    await keep(ida, "chat", "a1");
    await keep(ida, "channel", "a2");
    await recent.leave(ida, "chat");
    expect([await previous(ida, "chat"), await previous(ida, "channel")]).toEqual([null, "a2"]);
    await recent.forget(ida);
    expect(await previous(ida, "channel")).toBeNull();
  });

  it("of a form that an earlier version left are none", async () => {
    await memory.put(JSON.stringify(["recent questions", "werft", "ida"]), [{ answer: "a1" }], 1000);
    expect(await previous(ida, "chat")).toBeNull();
  });
});
