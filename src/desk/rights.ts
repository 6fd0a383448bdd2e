import type { Role } from "../channel/role.ts";

/** Which part of the desk is for whom: an admin looks after the house, and reads nobody's requests. */
const PARTS = {
  /** Learning requests, word for word. */
  requests: ["product_owner", "analyst", "creator", "coach", "culture", "strategist"],
  /** Whether the documents still answer what they should: for those who look after them. */
  content: ["product_owner", "creator"],
  /** The closed months, in bands. */
  needs: ["product_owner", "analyst", "creator", "coach", "culture", "strategist", "works_council"],
  /** Drafts for new content: requests, needs and documents together. */
  briefs: ["product_owner", "creator"],
} as const satisfies Record<string, readonly Role[]>;

/** Those with any part of it. */
export const AT_THE_DESK: readonly Role[] = [...new Set(Object.values(PARTS).flat())];

export function sees(part: keyof typeof PARTS, roles: ReadonlySet<Role>): boolean {
  return PARTS[part].some((role) => roles.has(role));
}

export function hasDesk(roles: ReadonlySet<Role>): boolean {
  return AT_THE_DESK.some((role) => roles.has(role));
}
