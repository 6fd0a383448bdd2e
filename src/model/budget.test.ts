import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Bench, engines } from "../../tests/engines.ts";
import { movingClock } from "../../tests/moving-clock.ts";
import { forgetOld } from "../privacy/retention.ts";
import { budget, useToday } from "./budget.ts";

describe.each(engines)("the daily budget of a language model in $name", ({ open }) => {
  let bench: Bench;
  const clock = movingClock("2026-11-25T22:00:00Z");
  beforeEach(async () => {
    clock.set("2026-11-25T22:00:00Z");
    bench = await open();
    for (const org of ["werft", "kontor"])
      await bench.store.write(
        (writer) =>
          writer
            .insertInto("org")
            .values({
              ...{ org, name: org, language: "de", demo: 0, zone: "Europe/Berlin", seeded_at: null },
              ...{ stopped_at: null, pilot: 0, unit_claim: null, signals_from: null, knowledge: null },
            })
            .execute(),
        org,
      );
  });
  afterEach(() => bench.close());

  const held = (tokensADay: number) => budget({ store: bench.store, clock }, tokensADay);
  const use = (org = "werft") => useToday(bench.store.readOf(org), org, clock.now());

  it("counts what was taken in place of what was set aside", async () => {
    const spending = await held(1000).spend("werft", 600);
    expect(await use()).toEqual({ asked: 1, failed: 0, tokens: 600 });
    await spending.settle({ tokens: 250, failed: false });
    expect(await use()).toEqual({ asked: 1, failed: 0, tokens: 250 });
    await (await held(1000).spend("werft", 600)).settle({ tokens: 0, failed: true });
    expect(await use()).toEqual({ asked: 2, failed: 1, tokens: 250 });
  });

  it("holds for all that ask at once, in several replicas, too (S14)", async () => {
    const replicas = [held(1000), held(1000)];
    const asked = await Promise.allSettled(
      Array.from({ length: 20 }, (_, at) => replicas[at % 2]?.spend("werft", 100)),
    );
    expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
    for (const one of asked)
      if (one.status === "rejected") expect(one.reason).toMatchObject({ trouble: "used-up" });
    expect(await use()).toEqual({ asked: 10, failed: 0, tokens: 1000 });
  });

  it("of one company is none of the other's, and the next day it is new", async () => {
    await held(1000).spend("werft", 1000);
    await expect(held(1000).spend("werft", 1)).rejects.toMatchObject({ trouble: "used-up" });
    await held(1000).spend("kontor", 1000);
    clock.set("2026-11-26T00:00:00Z");
    await held(1000).spend("werft", 1000);
    expect(await use()).toMatchObject({ asked: 1, tokens: 1000 });
  });

  it("counts for the day it was set aside in, if it ends in the next", async () => {
    const spending = await held(1000).spend("werft", 600);
    clock.set("2026-11-26T00:00:01Z");
    await spending.settle({ tokens: 400, failed: false });
    expect(await use()).toEqual({ asked: 0, failed: 0, tokens: 0 });
  });

  it("keeps its counts for 90 days", async () => {
    await held(1000).spend("werft", 600);
    const day = clock.now();
    clock.set("2027-02-23T00:00:00Z");
    await forgetOld(bench.store, clock.now());
    expect(await useToday(bench.store.readOf("werft"), "werft", day)).toMatchObject({ asked: 1 });
    clock.set("2027-02-23T00:00:01Z");
    await forgetOld(bench.store, clock.now());
    expect(await useToday(bench.store.readOf("werft"), "werft", day)).toMatchObject({ asked: 0 });
  });
});
