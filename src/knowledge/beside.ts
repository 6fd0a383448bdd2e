import type { Language } from "../channel/language.ts";
import { knowsMore } from "../org/org.ts";
import type { Store } from "../store/store.ts";
import type { Problem, SourceFile } from "./document.ts";
import { asksTheSame, type GoldenQuestion, storeGoldenQuestions } from "./golden-questions.ts";
import { meansTheSame, storeSynonyms } from "./synonyms.ts";

/** Files about the documents, at the top of the place these come from. */
export const GOLDEN_FILE = "golden-questions.yaml";
const SYNONYM_FILE = "synonyms.yaml";

/** Whether a file is about the documents, and none of them. */
export function isBeside(path: string): boolean {
  return path === GOLDEN_FILE || path === SYNONYM_FILE;
}

/** What they say, and what is wrong with them. Null: a file is broken, and what it said before stays. */
export type Beside = {
  golden: readonly GoldenQuestion[] | null;
  synonyms: readonly string[][] | null;
  problems: Problem[];
};

/** A file that is not there says nothing. `language` is for questions that do not show theirs. */
export async function readBeside(files: readonly SourceFile[], language: Language): Promise<Beside> {
  const fileOf = (name: string) => files.find(({ path }) => path === name);
  const golden = fileOf(GOLDEN_FILE);
  const synonyms = fileOf(SYNONYM_FILE);
  // Loaded when there is something to read, as for documents.
  const questions = golden
    ? (await import("./golden-file.ts")).readGoldenQuestions(golden, language)
    : NOTHING;
  const groups = synonyms ? (await import("./synonym-file.ts")).readSynonyms(synonyms) : NOTHING;
  return {
    golden: questions.state === "read" ? questions.value : null,
    synonyms: groups.state === "read" ? groups.value : null,
    problems: [questions, groups].flatMap((read) => (read.state === "broken" ? read.problems : [])),
  };
}

const NOTHING = { state: "read", value: [] } as const;

/** Puts what they say in the place of what the source said before; the same again writes nothing. */
export async function storeBeside(
  store: Store,
  org: string,
  source: string,
  { golden, synonyms }: Beside,
): Promise<void> {
  const read = store.readOf(org);
  if (golden && !(await asksTheSame(read, org, source, golden)))
    await store.write((writer) => storeGoldenQuestions(writer, org, source, golden), org);
  if (synonyms && !(await meansTheSame(read, org, source, synonyms)))
    await store.write(async (writer) => {
      await storeSynonyms(writer, org, source, synonyms);
      await knowsMore(writer, org);
    }, org);
}
