import { setTimeout as pause } from "node:timers/promises";
import { isFailure } from "../errors.ts";

const EVERY_MS = 500;

/**
 * Writes as soon as the store takes it, for at most `forMs()` milliseconds: a full disk or a restarting database must not leave what
 * this process holds to its lease. Gives up quietly; then the lease runs out.
 */
export async function whenWritable(write: () => Promise<void>, forMs: () => number): Promise<void> {
  for (let waited = 0; waited <= forMs(); waited += EVERY_MS) {
    try {
      return await write();
    } catch (error) {
      if (isFailure(error, "lost")) return;
      if (!isFailure(error, "unavailable")) throw error;
      await pause(EVERY_MS);
    }
  }
}
