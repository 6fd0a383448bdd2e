import { z } from "zod";

/** What somebody does for learning in the company, beside learning: everybody is a learner. */
export const Role = z.enum([
  "product_owner",
  "analyst",
  "creator",
  "coach",
  "culture",
  "strategist",
  "admin",
  "works_council",
]);
export type Role = z.infer<typeof Role>;
