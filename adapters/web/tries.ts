import type { Clock } from "../../src/clock.ts";

/** How often something may be tried from one network address in ten minutes. A whole company may share an address. */
const MOST = { "sign-in": 600, code: 10 } as const;
const WITHIN_MS = 10 * 60_000;

/** Counts a try; false if it was one too many. */
export type Tries = (what: keyof typeof MOST, from: string) => Promise<boolean>;

/** Counts in this process. */
export function triesHere(clock: Clock): Tries {
  let counts = new Map<string, number>();
  let since = clock.now();
  return async (what, from) => {
    const now = clock.now();
    if (Math.abs(now - since) >= WITHIN_MS) {
      counts = new Map();
      since = now;
    }
    const name = `${what} ${from}`;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return count <= MOST[what];
  };
}
