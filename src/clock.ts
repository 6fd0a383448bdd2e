/** The only source of the current time, so that tests can move it. */
export type Clock = { now(): number };

export const systemClock: Clock = { now: () => Date.now() };

/** The day (UTC) as ISO date: as much of a time as may be kept where a person must not be found by it. */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/**
 * Microseconds since the epoch, strictly rising within this process and beyond `after`: the order in which things arrived, also when
 * the clock is set back.
 */
export function orderedStamps(clock: Clock, after = 0): () => number {
  let last = after;
  return () => {
    last = Math.max(last + 1, clock.now() * 1000);
    return last;
  };
}
