import { z } from "zod";

/** What is answered to `topics.md`. */
export const Topics = z.object({ topics: z.array(z.string()).max(10) });
