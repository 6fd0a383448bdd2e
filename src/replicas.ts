import type { Clock } from "./clock.ts";
import type { Log } from "./log.ts";
import { type Limits, memoryLimits } from "./replica/limits.ts";
import { type Notices, noticesOver } from "./replica/notices.ts";
import { nearMemory, type ShortMemory } from "./replica/short-memory.ts";
import { room } from "./replica/wire.ts";
import type { Sealer } from "./store/sealing.ts";

/** What replicas share beside the store. All of it may be lost. */
export type Replicas = { notices: Notices; limits: Limits; memory: ShortMemory; close(): Promise<void> };

type Parts = { sealer: Sealer; clock: Clock; log: Log };

/** Over Redis, or within this process when there is none. Throws Failure `misconfigured` for a URL that cannot be read, and only then. */
export async function openReplicas(redisUrl: string | null, parts: Parts): Promise<Replicas> {
  if (redisUrl === null) {
    const notices = noticesOver(room().join(), parts);
    return { notices, limits: memoryLimits(), memory: nearMemory(parts.clock), close: notices.close };
  }
  // Loaded when it is wanted: the demo starts without it.
  const { redisReplicas } = await import("../adapters/redis/redis-replicas.ts");
  return redisReplicas(redisUrl, parts);
}
