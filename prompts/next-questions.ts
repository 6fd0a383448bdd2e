import { z } from "zod";

/** What is answered to `next-questions.md`. */
export const NextQuestions = z.object({ questions: z.array(z.string()).max(10) });
