import { CsvError, type Parser, parse } from "csv-parse";
import { type Column, cellValue, type Header, readHeader } from "./csv-columns.ts";
import { CUT_OFF, type RawRecord } from "./raw-record.ts";

/** Characters read between two looks at what else is waiting. */
const CHARACTERS_AT_ONCE = 250_000;
/** A quotation mark that is never closed makes a cell of the rest of the file: it is not waited for. */
const LONGEST_RECORD = 1_000_000;

/** The records of a CSV text whose first line names the columns, a batch at a time. */
export async function* csvRecords(text: string): AsyncGenerator<RawRecord[]> {
  let records: RawRecord[] = [];
  let header: Header | null = null;
  let lastLine = 0;

  const parser = parse({
    delimiter: delimiterOf(text),
    record_delimiter: "\n",
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_RECORD,
    on_record(cells, { lines }) {
      // Counted at its end: a cell in quotation marks may have lines of its own.
      const line = lines - cells.reduce((sum, cell) => sum + cell.split("\n").length - 1, 0);
      lastLine = lines;
      if (cells.every((cell) => cell.trim() === "")) return null;
      if (header === null) {
        header = readHeader(cells);
        if (header.state === "broken") records.push({ line, reason: header.reason });
      } else if (header.state === "read") records.push(toRecord(line, cells, header.columns));
      return null;
    },
  });
  parser.on("error", () => {}); // It is what the calls below give back.
  parser.resume();

  for (const piece of pieces(text)) {
    const error = await written(parser, piece);
    if (error) records.push(problemOf(error, lastLine + 1));
    yield records;
    records = [];
    if (error) return;
  }
}

/** The text in pieces that end with a line, and null behind the last one. */
function* pieces(text: string): Generator<string | null> {
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf("\n", at + CHARACTERS_AT_ONCE);
    const next = end === -1 ? text.length : end + 1;
    yield text.slice(at, next);
    at = next;
  }
  yield null;
}

function written(parser: Parser, piece: string | null): Promise<Error | null> {
  return new Promise((resolve) => {
    const done = (error?: Error | null) => resolve(error ?? null);
    if (piece === null) parser.end(done);
    else parser.write(piece, done);
  });
}

/** Excel in German separates with semicolons, its “Unicode text” with tabs. No column name has any of them. */
export function delimiterOf(text: string): string {
  const first = /\S[^\n]*/.exec(text)?.[0] ?? "";
  const count = (sign: string) => first.split(sign).length;
  return [",", ";", "\t"].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

function toRecord(line: number, cells: readonly string[], columns: readonly (Column | null)[]): RawRecord {
  const extra = cells.slice(columns.length).some((cell) => cell.trim() !== "");
  if (cells.length < columns.length || extra) {
    const reason = `The row has ${cells.length} cells, but there are ${columns.length} columns. A text with the separating sign in it must stand in quotation marks; if this is the last row, the file was cut off.`;
    return { line, reason };
  }
  const record: Record<string, unknown> = {};
  columns.forEach((column, at) => {
    if (column) record[column.field] = cellValue(column, cells[at] ?? "");
  });
  return { line, record };
}

function problemOf(error: Error, line: number): RawRecord {
  const code = error instanceof CsvError ? error.code : "";
  if (code === "CSV_QUOTE_NOT_CLOSED")
    return { line, reason: `A quotation mark that is opened here is never closed. ${CUT_OFF}` };
  if (code === "CSV_MAX_RECORD_SIZE")
    return { line, reason: "The row that begins here does not end. A closing quotation mark is missing." };
  return {
    line,
    reason:
      "A quotation mark stands in the middle of a cell. Put the cell in quotation marks and double those inside it.",
  };
}
