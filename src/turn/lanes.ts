import type { Log } from "../log.ts";

/** One conversation of one org. */
export type Lane = { org: string; conversation: string };

/** What to do about a lane after a look at it: nothing until it is woken, or another look in so many milliseconds. */
export type LookAgain = { inMs: number } | null;

/** After an error nobody expected, milliseconds. */
const AFTER_ERROR_MS = 1000;
/** The longest a timer can wait, milliseconds; asked for more, it would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Runs `run` for every lane that is woken: each lane alone, at most `limit` lanes at once, the longest waiting first. A wake-up
 * during a run leads to another run. Wake-ups may be lost or doubled: what there is to do is in the store, not here.
 */
export function lanes({ limit, run, log }: { limit: number; run(lane: Lane): Promise<LookAgain>; log: Log }) {
  const waiting = new Map<string, Lane>();
  const running = new Set<string>();
  const again = new Map<string, Lane>();
  const timers = new Map<string, NodeJS.Timeout>();
  const resting: (() => void)[] = [];
  let closed = false;

  function wake(lane: Lane): void {
    if (closed) return;
    const name = JSON.stringify([lane.org, lane.conversation]);
    clearTimeout(timers.get(name));
    timers.delete(name);
    if (running.has(name)) again.set(name, lane);
    else waiting.set(name, lane);
    startNext();
  }

  function startNext(): void {
    for (const [name, lane] of waiting) {
      if (running.size >= limit) return;
      waiting.delete(name);
      running.add(name);
      void look(name, lane);
    }
  }

  async function look(name: string, lane: Lane): Promise<void> {
    let next: LookAgain;
    try {
      next = await run(lane);
    } catch (error) {
      log.error("could not go on; trying again shortly", lane, error);
      next = { inMs: AFTER_ERROR_MS };
    }
    running.delete(name);
    const woken = again.get(name);
    again.delete(name);
    if (woken) wake(woken);
    else if (next) wakeLater(name, lane, next.inMs);
    startNext();
    if (running.size === 0) for (const resolve of resting.splice(0)) resolve();
  }

  function wakeLater(name: string, lane: Lane, ms: number): void {
    if (closed) return;
    timers.set(
      name,
      setTimeout(() => wake(lane), Math.min(Math.max(1, ms), LONGEST_TIMER_MS)),
    );
  }

  return {
    wake,
    /** Starts nothing more; resolves when nothing runs. */
    async close(): Promise<void> {
      closed = true;
      waiting.clear();
      again.clear();
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
      if (running.size > 0) await new Promise<void>((resolve) => resting.push(resolve));
    },
  };
}
