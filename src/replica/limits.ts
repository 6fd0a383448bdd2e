import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

/** So many times in so many seconds, for each of those it is counted for. */
export type Limit = { name: string; most: number; seconds: number };

export type Taken = { state: "free" } | { state: "limited"; retryAfterMs: number };

export interface Limits {
  /** Counts one for `who`, and says whether it is still within the limit. Never throws: what counts may be away, people go on. */
  take(limit: Limit, who: string): Promise<Taken>;
}

/** Counts in this process. */
export function memoryLimits(): Limits {
  const counters = new Map<string, RateLimiterMemory>();
  return {
    take({ name, most, seconds }, who) {
      const counter = counters.get(name) ?? new RateLimiterMemory({ points: most, duration: seconds });
      counters.set(name, counter);
      return taken(counter.consume(who));
    },
  };
}

/** What a counter of the package says; it rejects with the state of the count when that is used up. */
export async function taken(consumed: Promise<unknown>): Promise<Taken> {
  try {
    await consumed;
    return { state: "free" };
  } catch (reason) {
    if (!(reason instanceof RateLimiterRes)) throw reason;
    return { state: "limited", retryAfterMs: Math.max(1, reason.msBeforeNext) };
  }
}
