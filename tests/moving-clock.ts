import type { Clock } from "../src/clock.ts";

/** A clock that stands where it is put, apart from the time that passes while a test runs. */
export function movingClock(start: string): Clock & { set(time: string): void } {
  let from = Date.parse(start);
  let since = performance.now();
  return {
    now: () => Math.round(from + performance.now() - since),
    set(time) {
      from = Date.parse(time);
      since = performance.now();
    },
  };
}
