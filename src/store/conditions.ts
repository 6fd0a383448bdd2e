import { sql } from "kysely";

/**
 * The conditions of the partial indexes, letter for letter: with a bound parameter in its place, neither engine would know that the
 * index applies, and would read through everything that was ever settled.
 */
export const waitingEvent = sql<boolean>`inbox.state = 'waiting'`;
export const settledEvent = sql<boolean>`inbox.state = 'done'`;
/** Has no index: few are, and they are looked for once an hour. */
export const quarantinedEvent = sql<boolean>`inbox.state = 'quarantined'`;
export const openDelivery = sql<boolean>`outbox.state in ('pending', 'sending', 'unknown')`;
export const settledDelivery = sql<boolean>`outbox.state in ('sent', 'refused')`;
