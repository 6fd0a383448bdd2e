import type { Clock } from "../../../src/clock.ts";
import type { Operation } from "./faults.ts";

type Allowance = { calls: number; within: number };
type Kind = "send" | "members";
const SECOND = 1000;
/** Per bot and thread. */
const THREAD: Record<Kind, readonly Allowance[]> = {
  send: [
    { calls: 7, within: SECOND },
    { calls: 8, within: 2 * SECOND },
    { calls: 60, within: 30 * SECOND },
    { calls: 1800, within: 3600 * SECOND },
  ],
  members: [
    { calls: 14, within: SECOND },
    { calls: 16, within: 2 * SECOND },
    { calls: 120, within: 30 * SECOND },
    { calls: 3600, within: 3600 * SECOND },
  ],
};
/** Per app and tenant, whatever it calls. */
const TENANT: readonly Allowance[] = [{ calls: 50, within: SECOND }];

/** The published limits on calls, once they are on: sliding windows per thread and per tenant. */
export function rates(clock: Clock) {
  const made = new Map<string, number[]>();
  let tenantAllowances = TENANT;
  let isOn = false;

  function waitFor(key: string, allowances: readonly Allowance[]): number {
    const [now, calls] = [clock.now(), made.get(key) ?? []];
    const waits = allowances.map(({ calls: most, within }) => {
      const first = calls.filter((at) => at > now - within).at(-most);
      return first === undefined ? 0 : first + within - now;
    });
    return Math.max(0, ...waits);
  }

  return {
    /** As published. */
    enforce(): void {
      isOn = true;
    },
    /** For all conversations of a tenant together. */
    allowTenant(allowance: Allowance): void {
      [tenantAllowances, isOn] = [[allowance], true];
    },
    /** Counts the call; how many milliseconds it came too early, or 0. */
    count(operation: Operation, tenant: string, thread: string): number {
      if (!isOn) return 0;
      const kind: Kind = operation === "members" ? "members" : "send";
      const keys = [`${kind} ${thread}`, `tenant ${tenant}`] as const;
      const wait = Math.max(waitFor(keys[0], THREAD[kind]), waitFor(keys[1], tenantAllowances));
      if (wait > 0) return wait;
      const since = clock.now() - 3600 * SECOND;
      for (const key of keys) {
        made.set(key, [...(made.get(key) ?? []).filter((at) => at > since), clock.now()]);
      }
      return 0;
    },
  };
}
export type Rates = ReturnType<typeof rates>;
