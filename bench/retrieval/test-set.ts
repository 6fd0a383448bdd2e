import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { Language } from "../../src/channel/language.ts";

/** What is searched. */
export type Item = { id: string; document: string; title: string; text: string };
/** `grades`: how relevant an item is to the question, by its id; what is not named is not. */
export type Question = { text: string; grades: ReadonlyMap<string, number> };
export type TestSet = { name: string; language: Language; items: Item[]; questions: Question[] };

const Info = z.object({ lang: Language });
const ItemLine = z.object({
  _id: z.coerce.string(),
  title: z.string().nullish(),
  text: z.string(),
  doc: z.string().nullish(),
});
const QuestionLine = z.object({ _id: z.coerce.string(), text: z.string() });

/** The names of the sets in a folder, in order. */
export function setsIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, "qrels.tsv")))
    .sort();
}

/** Reads a set, without the questions nothing is relevant to. docs/test-data.md says what its files look like. */
export function readSet(folder: string, name: string): TestSet {
  const grades = readGrades(join(folder, name, "qrels.tsv"));
  const items = records(join(folder, name, "corpus.jsonl"), ItemLine);
  const questions = records(join(folder, name, "queries.jsonl"), QuestionLine);
  return {
    name,
    language: languageOf(folder, name),
    items: items.map(({ _id, doc, title, text }) => ({
      id: _id,
      document: doc ?? _id,
      title: title ?? "",
      text,
    })),
    questions: questions.flatMap(({ _id, text }) => {
      const judged = grades.get(_id) ?? new Map<string, number>();
      return [...judged.values()].some((grade) => grade > 0) ? [{ text, grades: judged }] : [];
    }),
  };
}

export function languageOf(folder: string, name: string): Language {
  return Info.parse(JSON.parse(readFileSync(join(folder, name, "INFO.json"), "utf8"))).lang;
}

/** The records of a JSONL file. */
export function records<Schema extends z.ZodType>(path: string, schema: Schema): z.output<Schema>[] {
  return lines(path).map((line) => schema.parse(JSON.parse(line)));
}

function readGrades(path: string): Map<string, Map<string, number>> {
  const grades = new Map<string, Map<string, number>>();
  for (const line of lines(path)) {
    const [question = "", , item = "", grade] = line.split(/\s+/);
    const judged = grades.get(question) ?? new Map<string, number>();
    grades.set(question, judged.set(item, Number(grade)));
  }
  return grades;
}

function lines(path: string): string[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "");
}
