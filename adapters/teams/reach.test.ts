import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pinoLog } from "../../src/log.ts";
import type { Replicas } from "../../src/replicas.ts";
import { redisServer } from "../../tests/redis.ts";
import { overRedis } from "../../tests/replicas.ts";
import { reaching } from "./reach.ts";

const CHAT = "a:1abc";
const BLOCKED = { state: "no", status: 403, reason: "ConversationBlockedByUser", sentence: "" } as const;

describe.skipIf(redisServer === null)("a chat in Teams that is closed to Lotse", () => {
  let replicas: Replicas[];

  beforeEach(async () => {
    const installation = overRedis(redisServer ?? "");
    replicas = [installation.join(), installation.join()];
    for (const { notices } of replicas) await expect.poll(() => notices.isUp()).toBe(true);
  });
  afterEach(async () => {
    for (const { close } of replicas) await close();
  });

  it("is closed for every replica, and open for each as soon as one of them hears from there (F10)", async () => {
    const log = pinoLog("silent");
    const all = replicas.map(({ memory }) => reaching({ memory, log }));
    const closed = () => Promise.all(all.map((one) => one.closed(CHAT)));
    expect(await closed()).toEqual([null, null]);
    await all[0]?.learn(CHAT, BLOCKED);
    expect(await closed()).toEqual([BLOCKED.reason, BLOCKED.reason]);
    await all[1]?.opened(CHAT);
    expect(await closed()).toEqual([null, null]);
    await all[1]?.learn(CHAT, BLOCKED);
    expect(await closed()).toEqual([BLOCKED.reason, BLOCKED.reason]);
  });
});
