import type { Clock } from "../clock.ts";

/** Keeps for a short time what may be lost, such as the state of a sign-in under way. Never throws. */
export interface ShortMemory {
  /** Keeps plain data for `ttlMs` milliseconds. */
  put(key: string, value: unknown, ttlMs: number): Promise<void>;
  /** What was put there; null when it is over, was lost, or never was. */
  get(key: string): Promise<unknown>;
  /** True the first time within `ttlMs`: so a nonce counts once. */
  once(key: string, ttlMs: number): Promise<boolean>;
}

/** Beyond this many, what is over is forgotten, and then what is oldest. */
const MOST = 100_000;

/** In this process. */
export function nearMemory(clock: Clock): ShortMemory {
  const kept = new Map<string, { json: string; until: number }>();

  function find(key: string): string | null {
    const found = kept.get(key);
    return found && found.until > clock.now() ? found.json : null;
  }

  function keep(key: string, json: string, ttlMs: number): void {
    if (kept.size >= MOST) makeRoom();
    kept.delete(key);
    kept.set(key, { json, until: clock.now() + ttlMs });
  }

  function makeRoom(): void {
    for (const [key, { until }] of kept) if (until <= clock.now()) kept.delete(key);
    // In the order they came.
    for (const key of kept.keys()) {
      if (kept.size < MOST) return;
      kept.delete(key);
    }
  }

  return {
    async put(key, value, ttlMs) {
      keep(`put ${key}`, JSON.stringify(value), ttlMs);
    },
    async get(key) {
      const json = find(`put ${key}`);
      return json === null ? null : JSON.parse(json);
    },
    async once(key, ttlMs) {
      if (find(`once ${key}`) !== null) return false;
      keep(`once ${key}`, "", ttlMs);
      return true;
    },
  };
}
