/** There is something to do, but not before this time (epoch milliseconds). */
export type NotYet = { notBefore: number };

export function isNotYet(taken: object | null): taken is NotYet {
  return taken !== null && "notBefore" in taken;
}
