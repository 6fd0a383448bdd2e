import { randomBytes } from "node:crypto";
import { redisReplicas } from "../adapters/redis/redis-replicas.ts";
import { systemClock as clock } from "../src/clock.ts";
import { pinoLog } from "../src/log.ts";
import { memoryLimits } from "../src/replica/limits.ts";
import { noticesOver } from "../src/replica/notices.ts";
import { nearMemory } from "../src/replica/short-memory.ts";
import { room } from "../src/replica/wire.ts";
import type { Replicas } from "../src/replicas.ts";
import { aesSealer } from "../src/store/sealing.ts";
import { redisServer } from "./redis.ts";

/** An installation whose replicas can be joined one after another. */
type Installation = { name: string; open(): { join(): Replicas } };

const within: Installation = {
  name: "this process",
  open() {
    const parts = { sealer: aesSealer(randomBytes(32)), log: pinoLog("silent") };
    const place = room();
    return {
      join() {
        const notices = noticesOver(place.join(), parts);
        return { notices, limits: memoryLimits(), memory: nearMemory(clock), close: notices.close };
      },
    };
  },
};

/** With a key of its own, and so without a view of others on the same server. `by`: another way to that server. */
export const overRedis = (url: string, log = pinoLog("silent")) => {
  const sealer = aesSealer(randomBytes(32));
  return { join: (by = url): Replicas => redisReplicas(by, { sealer, clock, log }) };
};

/** Everything that replicas can share by: the contracts run on each. */
export const installations: Installation[] = [
  within,
  ...[redisServer].flatMap((url) => (url === null ? [] : [{ name: "Redis", open: () => overRedis(url) }])),
];
