import { isUtf8 } from "node:buffer";

export type Decoded = { state: "text"; text: string } | { state: "broken"; line: number; reason: string };
type Encoding = "utf-8" | "utf-16le" | "utf-16be";

/** Looked at to tell UTF-16 without a byte order mark. */
const SAMPLE_BYTES = 512;
const NEW_LINE = 0x0a;

/** The text of an exported file with Unix line ends: UTF-8, or the UTF-16 that spreadsheets like to write. */
export function decode(bytes: Uint8Array): Decoded {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04)
    return broken(1, "This is a workbook or another packed file. Save it as “CSV UTF-8” instead.");
  const encoding = encodingOf(bytes);
  if (encoding === null) return broken(1, "The text is UTF-32. Save the file as UTF-8.");
  const read = encoding === "utf-8" ? fromUtf8(bytes) : fromUtf16(bytes, encoding);
  if (read.state === "broken") return read;
  const text = read.text.includes("\r") ? read.text.replace(/\r\n?/g, "\n") : read.text;
  const zero = text.indexOf("\0");
  if (zero === -1) return { state: "text", text };
  return broken(
    lineAt(text, zero),
    "There are zero bytes in the text, so the file is damaged. Export it again.",
  );
}

function encodingOf(bytes: Uint8Array): Encoding | null {
  const [first, second, third, fourth] = bytes;
  if (first === 0xff && second === 0xfe) return third === 0 && fourth === 0 ? null : "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (first === 0 && second === 0 && third === 0xfe && fourth === 0xff) return null;
  // Without a mark: of a text that is mostly Latin, every other byte is zero.
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const zeros = (from: 0 | 1) => sample.filter((byte, at) => byte === 0 && at % 2 === from).length;
  const [even, odd] = [zeros(0), zeros(1)];
  if (odd > sample.length / 4 && even < odd / 4) return "utf-16le";
  return even > sample.length / 4 && odd < even / 4 ? "utf-16be" : "utf-8";
}

function fromUtf8(bytes: Uint8Array): Decoded {
  if (isUtf8(bytes)) return { state: "text", text: new TextDecoder("utf-8").decode(bytes) };
  // A line feed is never part of another letter, so the lines can be looked at one by one.
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const found = bytes.indexOf(NEW_LINE, start);
    const end = found === -1 ? bytes.length : found + 1;
    if (!isUtf8(bytes.subarray(start, end))) break;
    start = end;
  }
  if ([1, 2, 3].some((cut) => isUtf8(bytes.subarray(0, bytes.length - cut))))
    return broken(line, "The file ends in the middle of a letter, so it was cut off. Export it again.");
  return broken(line, "The text is not UTF-8. Save the file as UTF-8 (in Excel: “CSV UTF-8”).");
}

function fromUtf16(bytes: Uint8Array, encoding: Encoding): Decoded {
  const text = new TextDecoder(encoding).decode(bytes);
  if (bytes.length % 2 === 1)
    return broken(
      lineAt(text, text.length),
      "The file ends in the middle of a letter, so it was cut off. Export it again.",
    );
  try {
    return { state: "text", text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch {
    const damaged = text.indexOf("\uFFFD");
    return broken(lineAt(text, damaged), "The text is damaged UTF-16. Save the file as UTF-8.");
  }
}

/** The line of a place in the text, from 1. */
function lineAt(text: string, place: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < place; at = text.indexOf("\n", at + 1)) line++;
  return line;
}

function broken(line: number, reason: string): Decoded {
  return { state: "broken", line, reason };
}
