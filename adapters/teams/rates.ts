import type { Rates } from "../../src/channel/pacing.ts";

/**
 * Teams takes 7 a second in a thread, 60 in half a minute and 1,800 in an hour: so one every two seconds, and a burst of a few. Of an
 * app in a tenant it takes 50 a second, of which streams need some.
 */
export const TEAMS_RATES: Rates = { place: { everyMs: 2000, burst: 6 }, whole: { everyMs: 25, burst: 20 } };
