import { z } from "zod";
import { plainText } from "../channel/text.ts";
import type { Problem, SourceFile } from "./document.ts";
import { readYaml } from "./yaml-file.ts";

const MOST_GROUPS = 2_000;
const MOST_IN_GROUP = 20;
const LONGEST = 100;

const Phrase = z
  .union([z.string(), z.number()], "expected a word or a few words")
  .transform((words) => plainText(String(words)))
  .pipe(
    z
      .string()
      .min(1, "expected a word or a few words")
      .max(LONGEST, `expected at most ${LONGEST} characters`),
  );
const Groups = z
  .array(
    z
      .array(Phrase, "expected words that mean the same, such as [home office, remote work]")
      .min(2, "expected at least two words that mean the same")
      .max(MOST_IN_GROUP, `expected at most ${MOST_IN_GROUP} words`),
    "expected a list of groups, each in a line of its own: - [home office, remote work]",
  )
  .max(MOST_GROUPS, `expected at most ${MOST_GROUPS} groups`)
  .nullable()
  .transform((groups) => groups ?? []);

/** Words and phrases that mean the same, group by group. */
export function readSynonyms(
  file: SourceFile,
): { state: "read"; value: string[][] } | { state: "broken"; problems: Problem[] } {
  return readYaml(file, Groups);
}
