/** The only source of the current time, so that tests can move it. */
export type Clock = { now(): number };

export const systemClock: Clock = { now: () => Date.now() };

/** Microseconds since the epoch, strictly rising within this process: the order in which things arrived. */
export function orderedStamps(clock: Clock): () => number {
  let last = 0;
  return () => {
    last = Math.max(last + 1, clock.now() * 1000);
    return last;
  };
}
