import { z } from "zod";
import { Language } from "../../channel/language.ts";

const Words = z.string().trim().min(1);
const Written = z
  .strictObject({
    question: Words,
    answered: z.array(Words).min(1).optional(),
    fact: Words.optional(),
    says: z.array(z.array(Words).min(1)).min(1).optional(),
  })
  .refine(
    ({ answered, fact, says }) => (answered === undefined) === (fact === undefined && says === undefined),
    "expected “fact” or “says” with “answered”, and neither without",
  );

/** A question with what is right to answer. */
export type Question = {
  question: string;
  language: Language;
  /** The sections that answer it, as `path › headings`; none: nothing does. */
  answered: string[];
  /** What an answer has to say: of each list, one. */
  says: string[][];
};

export const Questions = z
  .strictObject({ de: z.array(Written), en: z.array(Written) })
  .transform((written): Question[] =>
    Language.options.flatMap((language) =>
      written[language].map(({ question, answered = [], fact, says }) => {
        return { question, language, answered, says: says ?? (fact === undefined ? [] : [[fact]]) };
      }),
    ),
  );
