import type { Band } from "../store/schema.ts";

/** From the most people to the fewest. */
export const BANDS = ["most", "50+", "20-49", "10-19", "5-9"] as const satisfies readonly Band[];

/** How a count is shown. "Most" where so few are missing that it would tell about each of the others. */
export function bandOf(count: number, population: number, smallestGroup: number): Band {
  if (population - count < smallestGroup) return "most";
  if (count >= 50) return "50+";
  if (count >= 20) return "20-49";
  return count >= 10 ? "10-19" : "5-9";
}
