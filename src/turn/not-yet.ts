/** There is something to do, but not before this time (epoch milliseconds). */
export type NotYet = { notBefore: number };

/** How soon to look again at what was sealed with a key that is not known here just now, milliseconds. */
export const KEY_AWAY_MS = 1000;

export function isNotYet(taken: object | null): taken is NotYet {
  return taken !== null && "notBefore" in taken;
}
