import { z } from "zod";

/** A question by itself needs no more; in UTF-16 code units. */
const LONGEST = 300;

/** What is answered to `follow-up.md`. Null: the question stands by itself. */
export const FollowUp = z.object({ question: z.string().max(LONGEST).nullable() });
