import type { ShortMemory } from "../../src/replica/short-memory.ts";
import type { Sealer } from "../../src/store/sealing.ts";
import type { Client } from "./connection.ts";

type Parts = { client: Client; prefix: string; sealer: Sealer; near: ShortMemory };

/** Shared by all replicas, sealed, under keys that say nothing. What is `near` serves while Redis is away. */
export function redisMemory({ client, prefix, sealer, near }: Parts): ShortMemory {
  const keyOf = (kind: string, key: string) =>
    `${prefix}${kind}:${sealer.fingerprint(JSON.stringify([kind, key]))}`;
  const placeOf = (key: string) => ["short memory", "", key] as const;

  return {
    async put(key, value, ttlMs) {
      await near.put(key, value, ttlMs);
      await whileThere(client.set(keyOf("put", key), sealer.seal(value, placeOf(key)), "PX", ttlMs));
    },
    async get(key) {
      const found = await whileThere(
        client.get(keyOf("put", key)).then((sealed) => sealed && sealer.open(sealed, placeOf(key))),
      );
      return found ?? near.get(key);
    },
    async once(key, ttlMs) {
      // Both have to say so: what was seen while Redis was away is not new when it is back.
      if (!(await near.once(key, ttlMs))) return false;
      const set = await whileThere(client.set(keyOf("once", key), "1", "PX", ttlMs, "NX"));
      return set !== null;
    },
  };
}

/** Undefined while Redis is away, and of what cannot be read. */
async function whileThere<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch {
    return undefined;
  }
}
