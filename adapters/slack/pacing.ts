import type { Clock } from "../../src/clock.ts";

/** Slack takes about one message a second in a channel, and a burst of a few. */
const CHANNEL = { everyMs: 1000, burst: 4 };
/** Of a workspace Slack does not say how many; others have found some 525 a minute to go well. */
const WORKSPACE = { everyMs: 120, burst: 30 };
/** What was put off and never came back is forgotten by then. */
const FORGET_MS = 10 * 60_000;

/**
 * Gives each delivery its moment, so that a fan-out of thousands flows at the pace Slack takes. Whoever comes too early keeps the moment
 * they were given. When Slack says "too many", that workspace alone rests.
 */
export function pacing(clock: Clock) {
  /** When the next would be due if there were no bursts, by channel or workspace. */
  const next = new Map<string, number>();
  const moments = new Map<string, number>();
  const restingUntil = new Map<string, number>();

  function earliest(name: string, { everyMs, burst }: typeof CHANNEL, from: number): number {
    return Math.max(from, (next.get(name) ?? 0) - everyMs * (burst - 1));
  }

  function take(name: string, { everyMs }: typeof CHANNEL, at: number): void {
    next.set(name, Math.max(next.get(name) ?? 0, at) + everyMs);
  }

  function forget(now: number): void {
    if (moments.size + next.size < 10_000) return;
    for (const [delivery, at] of moments) if (at < now - FORGET_MS) moments.delete(delivery);
    for (const [name, at] of next) if (at < now) next.delete(name);
  }

  return {
    /** In how many milliseconds this delivery may go; 0 is now, and then its moment is used up. */
    wait(workspace: string, channel: string, delivery: string): number {
      const now = clock.now();
      forget(now);
      const rest = restingUntil.get(workspace) ?? 0;
      let moment = moments.get(delivery);
      if (moment === undefined || moment < rest) {
        const place = `${workspace} ${channel}`;
        const turn = earliest(workspace, WORKSPACE, Math.max(now, rest));
        take(workspace, WORKSPACE, turn);
        moment = earliest(place, CHANNEL, turn);
        take(place, CHANNEL, moment);
        moments.set(delivery, moment);
      }
      if (moment <= now) moments.delete(delivery);
      return Math.max(0, moment - now);
    },
    /** Slack wants a rest. */
    rest(workspace: string, ms: number): void {
      const until = clock.now() + ms;
      restingUntil.set(workspace, Math.max(until, restingUntil.get(workspace) ?? 0));
      // Bursts that were saved up before would begin the next storm.
      next.set(
        workspace,
        Math.max(next.get(workspace) ?? 0, until + WORKSPACE.everyMs * (WORKSPACE.burst - 1)),
      );
    },
  };
}

export type Pacing = ReturnType<typeof pacing>;
