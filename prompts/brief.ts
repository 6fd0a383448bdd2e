import { z } from "zod";

/** In UTF-16 code units. */
const LONGEST = 200;

/** What is answered to `brief.md`. */
export const Proposed = z.object({
  gaps: z.array(z.string().max(LONGEST)).max(10),
  outline: z.array(z.string().max(LONGEST)).max(10),
});
export type Proposed = z.infer<typeof Proposed>;
