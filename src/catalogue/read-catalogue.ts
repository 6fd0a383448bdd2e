import { setImmediate as yieldToOthers } from "node:timers/promises";
import type { Problem, SourceFile } from "../knowledge/document.ts";
import type { ContentItem } from "./content-item.ts";
import { decode } from "./encoding.ts";
import { readContent, type TopicsOf } from "./learning-content.ts";
import { problemList } from "./problem-list.ts";
import type { RawRecord } from "./raw-record.ts";
import { csvRecords } from "./read-csv.ts";
import { jsonRecords } from "./read-json.ts";
import { LARGEST_FILE_BYTES } from "./source.ts";

export type ReadCatalogue =
  /** `leftOut` counts the records that their source says are not to be shown. */
  { state: "read"; items: ContentItem[]; leftOut: number } | { state: "refused"; problems: Problem[] };

/** Everything in a file as items, or everything that is wrong with it. Others get their turn while a large file is read. */
export async function readCatalogue(
  source: string,
  file: SourceFile,
  topicsOf: TopicsOf,
): Promise<ReadCatalogue> {
  const problems = problemList(file.path);
  const items: ContentItem[] = [];
  const lines = new Map<string, number>();
  let leftOut = 0;

  function take(raw: RawRecord): void {
    const read = "reason" in raw ? raw : readContent(source, raw.record, topicsOf);
    if ("reason" in read) {
      problems.add(raw.line, read.reason);
      return;
    }
    const earlier = lines.get(read.externalId);
    if (earlier !== undefined) {
      const id = `The externalId “${read.externalId}” is used`;
      problems.add(
        raw.line,
        `${id} in line ${earlier} and again in line ${raw.line}. Each entry needs its own.`,
      );
      return;
    }
    lines.set(read.externalId, raw.line);
    if (read.item) items.push(read.item);
    else leftOut++;
  }

  const opened = open(file);
  if (opened.state === "broken") problems.add(opened.line, opened.reason);
  else {
    for await (const records of opened.records) {
      records.forEach(take);
      await yieldToOthers();
    }
    // An export that went wrong must not empty the catalogue.
    if (lines.size === 0 && problems.all().length === 0) problems.add(1, "There are no entries in it.");
  }
  const found = problems.all();
  return found.length > 0 ? { state: "refused", problems: found } : { state: "read", items, leftOut };
}

type Opened =
  | { state: "open"; records: Iterable<RawRecord[]> | AsyncIterable<RawRecord[]> }
  | { state: "broken"; line: number; reason: string };

function open({ path, bytes }: SourceFile): Opened {
  const broken = (line: number, reason: string): Opened => ({ state: "broken", line, reason });
  const ending = /\.(json|csv)$/i.exec(path)?.[1]?.toLowerCase();
  if (ending === undefined) return broken(1, "A catalogue is a .json or a .csv file.");
  if (bytes.length > LARGEST_FILE_BYTES)
    return broken(1, `The file is larger than ${LARGEST_FILE_BYTES / 1e6} MB. Split it into several files.`);
  const decoded = decode(bytes);
  if (decoded.state === "broken") return broken(decoded.line, decoded.reason);
  if (decoded.text.trim() === "") return broken(1, "The file is empty.");
  return {
    state: "open",
    records: ending === "json" ? jsonRecords(decoded.text) : csvRecords(decoded.text),
  };
}
