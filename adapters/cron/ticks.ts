import { schedule } from "node-cron";

/** Calls `tick` every minute until closed. Only a tick: what is due is in the store, so a missed one does no harm. */
export function everyMinute(tick: () => Promise<void>): { close(): void } {
  const task = schedule("* * * * *", tick, { timezone: "UTC", noOverlap: true });
  return { close: () => void task.destroy() };
}
