import type { Clock } from "../../src/clock.ts";
import type { Log } from "../../src/log.ts";
import { noticesOver } from "../../src/replica/notices.ts";
import { nearMemory } from "../../src/replica/short-memory.ts";
import type { Sealer } from "../../src/store/sealing.ts";
import { readRedisUrl } from "./address.ts";
import { connect } from "./connection.ts";
import { redisLimits } from "./redis-limits.ts";
import { redisMemory } from "./redis-memory.ts";
import { redisWire } from "./redis-wire.ts";

/** What replicas share, over the Redis of this URL. It need not be there: then each replica goes by itself. */
export function redisReplicas(
  url: string,
  { sealer, clock, log }: { sealer: Sealer; clock: Clock; log: Log },
) {
  const address = readRedisUrl(url);
  const client = connect(address);
  // Installations that share a Redis have different keys, and do not see each other.
  const prefix = `lotse:${sealer.fingerprint("redis").slice(0, 16)}:`;
  const wire = redisWire({ speaker: client, hearer: connect(address), channel: `${prefix}notices` });
  const notices = noticesOver(wire, { sealer, log });
  return {
    notices,
    limits: redisLimits({ client, prefix, sealer }),
    memory: redisMemory({ client, prefix, sealer, near: nearMemory(clock) }),
    async close() {
      await notices.close();
      client.disconnect();
    },
  };
}
