import type { Rates } from "../../src/channel/pacing.ts";

/**
 * Slack takes about one message a second in a channel, and a burst of a few. Of a workspace it does not say how many; others have found
 * some 525 a minute to go well.
 */
export const SLACK_RATES: Rates = { place: { everyMs: 1000, burst: 4 }, whole: { everyMs: 120, burst: 30 } };
