import { RateLimiterMemory, RateLimiterRedis } from "rate-limiter-flexible";
import { type Limits, taken } from "../../src/replica/limits.ts";
import type { Sealer } from "../../src/store/sealing.ts";
import type { Client } from "./connection.ts";

type Parts = { client: Client; prefix: string; sealer: Sealer };

/** Counts for all replicas together; each for itself while Redis is away. Whom it counts for stands nowhere in clear. */
export function redisLimits({ client, prefix, sealer }: Parts): Limits {
  const counters = new Map<string, RateLimiterRedis>();
  return {
    take({ name, most, seconds }, who) {
      const counter =
        counters.get(name) ??
        new RateLimiterRedis({
          storeClient: client,
          keyPrefix: `${prefix}limit:${name}`,
          points: most,
          duration: seconds,
          rejectIfRedisNotReady: true,
          insuranceLimiter: new RateLimiterMemory({ points: most, duration: seconds }),
        });
      counters.set(name, counter);
      return taken(counter.consume(sealer.fingerprint(JSON.stringify(["limit", who]))));
    },
  };
}
