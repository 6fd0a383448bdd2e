import { expect, it } from "vitest";
import { memoryLimits } from "../../src/replica/limits.ts";
import { triesOver } from "./tries.ts";

it("counts the tries of an address, and those of another apart (S14)", async () => {
  const tries = triesOver(memoryLimits());
  const all = await Promise.all(Array.from({ length: 11 }, () => tries("code", "192.0.2.1")));
  expect(all).toEqual([...Array.from({ length: 10 }, () => true), false]);
  expect(await tries("code", "192.0.2.2")).toBe(true);
  expect(await tries("sign-in", "192.0.2.1")).toBe(true);
});
