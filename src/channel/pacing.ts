import type { Clock } from "../clock.ts";

/** One every so many milliseconds, and a burst of a few. */
export type Rate = { everyMs: number; burst: number };
/** What a platform takes in one place, and in all places of a workspace or tenant together. */
export type Rates = { place: Rate; whole: Rate };

/** What was put off and never came back is forgotten by then. */
const FORGET_MS = 10 * 60_000;

/**
 * Gives each delivery its moment, so that a fan-out of thousands flows at the pace a platform takes. Whoever comes too early keeps the
 * moment they were given. When the platform says "too many", that workspace or tenant alone rests.
 */
export function pacing(clock: Clock, rates: Rates) {
  /** When the next would be due if there were no bursts, by place or whole. */
  const next = new Map<string, number>();
  const moments = new Map<string, number>();
  const restingUntil = new Map<string, number>();

  function earliest(name: string, { everyMs, burst }: Rate, from: number): number {
    return Math.max(from, (next.get(name) ?? 0) - everyMs * (burst - 1));
  }

  function take(name: string, { everyMs }: Rate, at: number): void {
    next.set(name, Math.max(next.get(name) ?? 0, at) + everyMs);
  }

  function forget(now: number): void {
    if (moments.size + next.size < 10_000) return;
    for (const [delivery, at] of moments) if (at < now - FORGET_MS) moments.delete(delivery);
    for (const [name, at] of next) if (at < now) next.delete(name);
  }

  return {
    /** In how many milliseconds this delivery may go; 0 is now, and then its moment is used up. */
    wait(whole: string, within: string, delivery: string): number {
      const now = clock.now();
      forget(now);
      const rest = restingUntil.get(whole) ?? 0;
      let moment = moments.get(delivery);
      if (moment === undefined || moment < rest) {
        const place = `${whole} ${within}`;
        const turn = earliest(whole, rates.whole, Math.max(now, rest));
        take(whole, rates.whole, turn);
        moment = earliest(place, rates.place, turn);
        take(place, rates.place, moment);
        moments.set(delivery, moment);
      }
      if (moment <= now) moments.delete(delivery);
      return Math.max(0, moment - now);
    },
    /** In how many milliseconds what takes no turn may go, such as a piece of an answer. */
    resting: (whole: string): number => Math.max(0, (restingUntil.get(whole) ?? 0) - clock.now()),
    /** The platform wants a rest. */
    rest(whole: string, ms: number): void {
      const until = clock.now() + ms;
      restingUntil.set(whole, Math.max(until, restingUntil.get(whole) ?? 0));
      // Bursts that were saved up before would begin the next storm.
      const { everyMs, burst } = rates.whole;
      next.set(whole, Math.max(next.get(whole) ?? 0, until + everyMs * (burst - 1)));
    },
  };
}

export type Pacing = ReturnType<typeof pacing>;
