import { jsonElements } from "./json-elements.ts";
import type { RawRecord } from "./raw-record.ts";

/** Records between two looks at what else is waiting. */
const AT_ONCE = 1_000;

/** The records of a JSON text: a list, or the answer of Microsoft Graph with a list as its `value`. */
export function* jsonRecords(text: string): Generator<RawRecord[]> {
  let records: RawRecord[] = [];
  for (const element of jsonElements(text)) {
    records.push("reason" in element ? element : parsed(element));
    if (records.length < AT_ONCE) continue;
    yield records;
    records = [];
  }
  yield records;
}

function parsed({ line, text }: { line: number; text: string }): RawRecord {
  try {
    const record: unknown = JSON.parse(text);
    return { line, record };
  } catch (error) {
    // Where in the entry, if the engine tells; its words would quote the entry.
    const place = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
    const before = text.slice(0, place === undefined ? 0 : Number(place)).split("\n").length - 1;
    return {
      line: line + before,
      reason: "This is not valid JSON: a comma, a bracket or a quotation mark is missing or too many.",
    };
  }
}
