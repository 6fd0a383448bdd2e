import { Failure } from "../errors.ts";

/** No configuration goes below it. */
const FLOOR = 5;

/** Throws Failure `misconfigured` for a number of people that would let somebody be singled out. */
export function checkSmallestGroup(smallestGroup: number): void {
  if (Number.isInteger(smallestGroup) && smallestGroup >= FLOOR) return;
  throw new Failure(
    "misconfigured",
    `The smallest group that is shown has to be a whole number from ${FLOOR} on, not ${smallestGroup}.`,
  );
}
