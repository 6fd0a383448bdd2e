import type { Clock } from "../../../src/clock.ts";
import type { Tier } from "./method.ts";

type Allowance = { calls: number; within: number };
const MINUTE = 60_000;
const TIERS: Record<Exclude<Tier, "unlimited">, Allowance> = {
  1: { calls: 1, within: MINUTE },
  2: { calls: 20, within: MINUTE },
  3: { calls: 50, within: MINUTE },
  4: { calls: 100, within: MINUTE },
  "per channel": { calls: 1, within: 1000 },
};

/** Slack's limits on calls, once they are on: a sliding window per method and workspace, or per channel. */
export function rates(clock: Clock) {
  const calls = new Map<string, number[]>();
  const own = new Map<string, Allowance>();
  let isOn = false;

  return {
    /** As published, for every method. */
    enforce(): void {
      isOn = true;
    },
    /** For one method: what it may be called in a workspace (or in a channel, where that is its limit). */
    allow(name: string, allowance: Allowance): void {
      own.set(name, allowance);
    },
    /** Seconds to wait, or null when the call may be made. */
    waitFor(name: string, tier: Tier, team: string, channel: string): number | null {
      const allowance = own.get(name) ?? (isOn && tier !== "unlimited" ? TIERS[tier] : null);
      if (!allowance) return null;
      const key = [name, team, tier === "per channel" ? channel : ""].join();
      const now = clock.now();
      const recent = (calls.get(key) ?? []).filter((at) => at > now - allowance.within);
      const [first] = recent;
      if (recent.length >= allowance.calls && first !== undefined) {
        calls.set(key, recent);
        return Math.max(1, Math.ceil((first + allowance.within - now) / 1000));
      }
      calls.set(key, [...recent, now]);
      return null;
    },
  };
}
export type Rates = ReturnType<typeof rates>;
