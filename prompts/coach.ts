import { z } from "zod";

/** In UTF-16 code units. */
const LONGEST = 400;

/** What is answered to `coach.md`. */
export const Coached = z.object({
  /** How each try fits, in order. */
  fits: z.array(z.enum(["yes", "partly", "no"])).max(10),
  /** What is right in the last one, as the excerpts say it. */
  right: z.string().max(LONGEST).nullable(),
  /** What it leaves out, without saying it. */
  missing: z.string().max(LONGEST).nullable(),
  question: z.string().max(LONGEST),
  pointer: z.string().max(LONGEST),
  cited: z.array(z.number().int()).min(1).max(10),
});
export type Coached = z.infer<typeof Coached>;
