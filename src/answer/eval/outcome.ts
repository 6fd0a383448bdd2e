import { z } from "zod";
import { Language } from "../../channel/language.ts";

/** What became of a question. */
export const Outcome = z.object({
  question: z.string(),
  language: Language,
  marks: z.object({
    right: z.boolean().nullable(),
    cited: z.boolean().nullable(),
    honest: z.boolean(),
    language: z.boolean().nullable(),
  }),
  /** Whose words were shown. */
  by: z.enum(["model", "passages", "nobody"]),
  /** Why they were not the model's, where it was asked. */
  fellBack: z.string().nullable(),
  tokens: z.number(),
  /** Until the first word could be read. */
  firstMs: z.number(),
  shown: z.string(),
});
export type Outcome = z.infer<typeof Outcome>;

/** All questions put to one model, as it is kept to compare with. */
export const Run = z.object({ model: z.string(), outcomes: z.array(Outcome) });
export type Run = z.infer<typeof Run>;
