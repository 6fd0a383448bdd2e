import type { Language } from "../channel/language.ts";
import { wordsFrom } from "../store/rows.ts";
import type { Schema } from "../store/schema.ts";
import type { Reader, Writer } from "../store/store.ts";

type Row = Schema["golden_question"];

/** What L&D wants to see answered, and from where. */
export type GoldenQuestion = {
  /** Its line in the file, from 1. */
  line: number;
  question: string;
  language: Language;
  /** The path of the document that answers it. */
  document: string;
  /** A heading of it; empty for anywhere. */
  section: string;
  /** Of whoever asks. */
  memberships: string[];
};
/** With how it stands: whether its answer cited that place when it was asked last, and since when that is so. */
export type Standing = GoldenQuestion & Pick<Row, "source" | "state" | "since">;

/** In the order of their files. */
export async function goldenQuestions(read: Reader, org: string): Promise<Standing[]> {
  const rows = await read
    .selectFrom("golden_question")
    .selectAll()
    .where("org", "=", org)
    .orderBy("source")
    .orderBy("line")
    .execute();
  return rows.map(({ org: _, memberships_json, ...row }) => {
    return { ...row, memberships: wordsFrom(memberships_json) };
  });
}

/** Whether the source asks nothing else already. */
export async function asksTheSame(
  read: Reader,
  org: string,
  source: string,
  questions: readonly GoldenQuestion[],
): Promise<boolean> {
  const before = (await goldenQuestions(read, org)).filter((one) => one.source === source);
  return JSON.stringify(before.map(asWritten)) === JSON.stringify(questions.map(asWritten));
}

function asWritten({ line, question, language, document, section, memberships }: GoldenQuestion): unknown {
  return [line, question, language, document, section, memberships];
}

/** Puts these in the place of what the source asked before. One that expects the same as before keeps its standing. */
export async function storeGoldenQuestions(
  writer: Writer,
  org: string,
  source: string,
  questions: readonly GoldenQuestion[],
): Promise<void> {
  const known = (await goldenQuestions(writer, org)).filter((one) => one.source === source);
  const before = new Map(known.map((one) => [one.question, one]));
  const rows = questions.map(({ memberships, ...columns }): Row => {
    const same = before.get(columns.question);
    const stands = same !== undefined && expected(same) === expected({ ...columns, memberships });
    const { state, since } = stands ? same : ({ state: "unasked", since: null } as const);
    return { org, source, ...columns, memberships_json: JSON.stringify(memberships), state, since };
  });
  await writer.deleteFrom("golden_question").where("org", "=", org).where("source", "=", source).execute();
  for (const row of rows) await writer.insertInto("golden_question").values(row).execute();
}

function expected({ document, section, memberships }: GoldenQuestion): string {
  return JSON.stringify([document, section, memberships]);
}

/** How a question stands now; nothing if it has left the file. */
export async function storeStanding(
  writer: Writer,
  org: string,
  { source, question, state, since }: Standing,
): Promise<void> {
  await writer
    .updateTable("golden_question")
    .set({ state, since })
    .where("org", "=", org)
    .where("source", "=", source)
    .where("question", "=", question)
    .execute();
}
