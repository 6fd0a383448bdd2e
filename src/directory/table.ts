import { CsvError } from "csv-parse";
import { parse } from "csv-parse/sync";
import { decode } from "../catalogue/encoding.ts";
import { problemList } from "../catalogue/problem-list.ts";
import { delimiterOf } from "../catalogue/read-csv.ts";
import type { Problem, SourceFile } from "../knowledge/document.ts";

/** The columns of a file, each with what its first row may call it: bare lower-case letters. */
export type Columns<Name extends string> = Record<Name, { called: readonly string[]; needed: boolean }>;
type TableRow<Name extends string> = { line: number } & Record<Name, string>;
export type Table<Name extends string> = {
  rows: TableRow<Name>[];
  problems: ReturnType<typeof problemList>;
};

/** A CSV file of the company as rows of trimmed cells; a column that is not there is empty. */
export function readTable<Name extends string>(file: SourceFile, columns: Columns<Name>): Table<Name> {
  const problems = problemList(file.path);
  const none = (line: number, reason: string) => {
    problems.add(line, reason);
    return { rows: [], problems };
  };
  const decoded = decode(file.bytes);
  if (decoded.state === "broken") return none(decoded.line, decoded.reason);
  const cut = cells(decoded.text);
  if (cut.state === "broken") return none(cut.line, cut.reason);
  const [head, ...body] = cut.rows;
  if (!head) return none(1, "The file is empty.");

  const names = Object.keys(columns) as Name[];
  const at = new Map(names.map((name) => [name, placeOf(head.cells, columns[name].called)]));
  const missing = names.filter((name) => columns[name].needed && at.get(name) === -1);
  if (missing.length > 0)
    return none(head.line, `The first row must name the columns. Missing: ${missing.join(", ")}.`);
  const rows: TableRow<Name>[] = [];
  for (const { line, cells } of body) {
    if (cells.length !== head.cells.length)
      problems.add(line, `The row has ${cells.length} cells, but there are ${head.cells.length} columns.`);
    else {
      const named = names.map((name) => [name, cells[at.get(name) ?? -1] ?? ""]);
      rows.push({ line, ...(Object.fromEntries(named) as Record<Name, string>) });
    }
  }
  if (body.length === 0) problems.add(head.line, "There are no rows below the first.");
  return { rows, problems };
}

export type Refused = { state: "refused"; problems: Problem[] };

/** All that is wrong with a file, from its top to its end; null when nothing is. */
export function refusal({ problems }: Pick<Table<string>, "problems">): Refused | null {
  const found = problems.all().toSorted((a, b) => a.line - b.line);
  return found.length === 0 ? null : { state: "refused", problems: found };
}

function placeOf(head: readonly string[], called: readonly string[]): number {
  return head.findIndex((cell) => called.includes(cell.toLowerCase().replace(/[^\p{L}]+/gu, "")));
}

type Cut =
  | { state: "cut"; rows: { line: number; cells: string[] }[] }
  | { state: "broken"; line: number; reason: string };

function cells(text: string): Cut {
  const rows: { line: number; cells: string[] }[] = [];
  try {
    parse(text, {
      delimiter: delimiterOf(text),
      record_delimiter: "\n",
      relax_column_count: true,
      skip_empty_lines: true,
      on_record(cells: string[], { lines }) {
        // Counted at its end: a cell in quotation marks may have lines of its own.
        const line = lines - cells.reduce((sum, cell) => sum + cell.split("\n").length - 1, 0);
        const trimmed = cells.map((cell) => cell.trim());
        if (trimmed.some((cell) => cell !== "")) rows.push({ line, cells: trimmed });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = (rows.at(-1)?.line ?? 0) + 1;
    return { state: "broken", line, reason: "A quotation mark in or below this row is not closed." };
  }
  return { state: "cut", rows };
}
