import type { Log } from "../log.ts";

/** How long it is remembered whose something is, milliseconds: what an admin binds counts soon, and no event waits for a query. */
const REMEMBERED_MS = 10_000;
/** How often it is said that what comes from an unbound place is not taken. */
const SAY_AGAIN_MS = 10 * 60_000;

type Parts = {
  now(): number;
  log: Log;
  /** Said where nothing is bound: what happens, and how to bind it. */
  unbound: string;
};

/** Whose a workspace or a tenant is, as it was found a moment ago. */
export function homes<Home>({ now, log, unbound }: Parts) {
  const remembered = new Map<string, { home: Home | null; until: number }>();
  const said = new Map<string, number>();

  /** No more is kept of the past than may still count. */
  function forgetOld(): void {
    for (const [key, { until }] of remembered) if (until <= now()) remembered.delete(key);
    for (const [source, at] of said) if (now() >= at + SAY_AGAIN_MS) said.delete(source);
  }

  return {
    /** As remembered under `key`, or as `find` finds it. */
    async of(key: string, find: () => Promise<Home | null>): Promise<Home | null> {
      const known = remembered.get(key);
      if (known && known.until > now()) return known.home;
      const home = await find();
      forgetOld();
      remembered.set(key, { home, until: now() + REMEMBERED_MS });
      return home;
    },
    sayUnbound(source: string): void {
      if (now() < (said.get(source) ?? 0) + SAY_AGAIN_MS) return;
      said.set(source, now());
      log.warn(unbound, { source });
    },
    forget(): void {
      remembered.clear();
    },
  };
}
