import type { Rates } from "../../src/channel/pacing.ts";

/**
 * Teams takes 7 a second in a thread, and 60 in half a minute. It takes no more than 1,800 in an hour, too, which no talk comes near. Of
 * an app in a tenant it takes 50 a second, of which streams need some.
 */
export const TEAMS_RATES: Rates = { place: { everyMs: 550, burst: 6 }, whole: { everyMs: 25, burst: 20 } };
