import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ShortMemory } from "../../src/replica/short-memory.ts";
import type { Replicas } from "../../src/replicas.ts";
import { installations } from "../replicas.ts";

describe.each(installations)("the short memory of $name", ({ open }) => {
  let replica: Replicas;
  let memory: ShortMemory;

  beforeEach(async () => {
    replica = open().join();
    memory = replica.memory;
    await expect.poll(() => replica.notices.isUp()).toBe(true);
  });
  afterEach(() => replica.close());

  it("gives back what was put there, and nothing else", async () => {
    await memory.put("sign-in", { state: "s1", to: ["/"] }, 60_000);
    expect(await memory.get("sign-in")).toEqual({ state: "s1", to: ["/"] });
    expect(await memory.get("other")).toBeNull();
  });

  it("keeps the latest, and a copy of it", async () => {
    const value = { state: "s1" };
    await memory.put("sign-in", value, 60_000);
    value.state = "changed";
    expect(await memory.get("sign-in")).toEqual({ state: "s1" });
    await memory.put("sign-in", { state: "s2" }, 60_000);
    expect(await memory.get("sign-in")).toEqual({ state: "s2" });
  });

  it("forgets when the time is over", async () => {
    await memory.put("sign-in", "soon gone", 200);
    expect(await memory.get("sign-in")).toBe("soon gone");
    await expect.poll(() => memory.get("sign-in")).toBeNull();
  });

  it("lets a nonce count once, whoever comes first, until its time is over", async () => {
    const first = await Promise.all(Array.from({ length: 20 }, () => memory.once("nonce", 60_000)));
    expect(first.filter(Boolean)).toHaveLength(1);
    expect(await memory.once("nonce", 60_000)).toBe(false);
    expect(await memory.once("another", 200)).toBe(true);
    expect(await memory.once("another", 200)).toBe(false);
    await expect.poll(() => memory.once("another", 200)).toBe(true);
  });

  it("takes what was put and what was seen once for two things", async () => {
    await memory.put("same", 1, 60_000);
    expect(await memory.once("same", 60_000)).toBe(true);
    expect(await memory.get("same")).toBe(1);
  });
});
