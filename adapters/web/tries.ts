import type { Limit, Limits } from "../../src/replica/limits.ts";

/** From one network address, which a whole company may share. */
const LIMITS = {
  "sign-in": { name: "sign-in", most: 600, seconds: 600 },
  code: { name: "code", most: 10, seconds: 600 },
} satisfies Record<string, Limit>;

/** Counts a try; false if it was one too many. */
export type Tries = (what: keyof typeof LIMITS, from: string) => Promise<boolean>;

export function triesOver(limits: Limits): Tries {
  return async (what, from) => (await limits.take(LIMITS[what], from)).state === "free";
}
