import { z } from "zod";
import { Language } from "../channel/language.ts";
import { plainText } from "../channel/text.ts";
import { recognise } from "../i18n/recognise.ts";
import type { Problem, SourceFile } from "./document.ts";
import type { GoldenQuestion } from "./golden-questions.ts";
import { readYaml } from "./yaml-file.ts";

const MOST_QUESTIONS = 500;
const LONGEST = 500;

const line = (expected: string) =>
  z
    .string(expected)
    .transform(plainText)
    .pipe(z.string().min(1, expected).max(LONGEST, `expected at most ${LONGEST} characters`));
const GoldenQuestions = z
  .array(
    z.strictObject(
      {
        question: line("expected a question"),
        document: line("expected the path of a document in this folder, such as en/learning-budget.md"),
        section: line("expected a heading of the document").optional(),
        language: z.enum(Language.options, "expected de or en").optional(),
        memberships: z
          .array(z.string().regex(/^(division|unit):[a-z0-9-]+$/, "expected division:NAME or unit:NAME"))
          .min(1, "expected at least one division:NAME or unit:NAME; leave the key out for everyone")
          .optional(),
      },
      "expected a question and its document",
    ),
    "expected a list of questions, each with its document",
  )
  .max(MOST_QUESTIONS, `expected at most ${MOST_QUESTIONS} questions`)
  .nullable()
  .transform((questions) => questions ?? []);

/** The questions of a file; `language` is for those that do not say theirs and do not show it. */
export function readGoldenQuestions(
  file: SourceFile,
  language: Language,
): { state: "read"; value: GoldenQuestion[] } | { state: "broken"; problems: Problem[] } {
  const read = readYaml(file, GoldenQuestions);
  if (read.state === "broken") return read;
  const value = read.value.map((one, at): GoldenQuestion => {
    const { question, document, section = "", memberships = [] } = one;
    const spoken = one.language ?? recognise(question) ?? language;
    return { line: read.lineOf([at]), question, language: spoken, document, section, memberships };
  });
  const first = new Map<string, number>();
  const problems = value.flatMap(({ question, line }): Problem[] => {
    const before = first.get(question);
    first.set(question, before ?? line);
    if (before === undefined) return [];
    return [{ path: file.path, line, reason: `The same question stands in line ${before}.` }];
  });
  return problems.length > 0 ? { state: "broken", problems } : { state: "read", value };
}
