import { createReadStream } from "node:fs";
import { Failure } from "../../src/errors.ts";

/** A line that is not blank. Lines count from 1. */
export type Line = { number: number; text: string };

/**
 * The lines of a file, however large, without their ends (LF or CRLF) and a byte order mark. Not `readline`: to that, the line separators
 * that may stand inside a JSON string end a line, too. Throws Failure `misconfigured` when the file cannot be read.
 */
export async function* linesOf(path: string): AsyncGenerator<Line> {
  let number = 0;
  let rest = "";
  for await (const chunk of textOf(path)) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const text of lines) {
      number++;
      if (text.trim() !== "") yield { number, text };
    }
  }
  if (rest.trim() !== "") yield { number: number + 1, text: rest };
}

async function* textOf(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const chunk of createReadStream(path)) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  } catch (cause) {
    const reason =
      cause instanceof TypeError
        ? "is not UTF-8. Save it as UTF-8."
        : "cannot be read. Check that it is there, is a file and may be read.";
    throw new Failure("misconfigured", `The file ${path} ${reason}`, { cause });
  }
}
