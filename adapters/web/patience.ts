import { type Place, placeName } from "./hub.ts";

/** How long a page waits for what comes of something until it looks into the record, again and again, milliseconds. */
const WAITS_MS = [3000, 6000, 12_000, 30_000];

/**
 * What one replica shows, pages at another hear by a notice, and a notice may be lost. So whoever sent something looks for the answer
 * in the record when none comes by itself.
 */
export function patience(look: (place: Place) => void) {
  const timers = new Map<string, NodeJS.Timeout>();

  function wait(place: Place, [ms, ...more]: number[]): void {
    end(place);
    if (ms === undefined) return;
    const timer = setTimeout(() => {
      look(place);
      wait(place, more);
    }, ms);
    timers.set(placeName(place), timer.unref());
  }

  function end(place: Place): void {
    clearTimeout(timers.get(placeName(place)));
    timers.delete(placeName(place));
  }

  return {
    begin: (place: Place) => wait(place, WAITS_MS),
    /** There is a sign of the answer. */
    again(place: Place): void {
      if (timers.has(placeName(place))) wait(place, WAITS_MS);
    },
    end,
    close(): void {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}
