import type { Clock } from "../clock.ts";

/** How long an endpoint is left alone that did not say how long it wants to be. */
const USUAL_MS = 30_000;
/** However long it wants to be left alone: then it is asked whether it still does. */
const LONGEST_MS = 60 * 60 * 1000;

/** An endpoint that failed is left alone for a while, by everything that would ask it. */
export function rests({ now }: Clock) {
  let until = 0;
  return {
    /** For as long as it says itself; null, if it does not say. */
    begin(forMs: number | null): void {
      until = Math.max(until, now() + Math.min(forMs ?? USUAL_MS, LONGEST_MS));
    },
    isResting: () => now() < until,
  };
}
