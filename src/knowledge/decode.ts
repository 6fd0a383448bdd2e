import { isUtf8 } from "node:buffer";

type Decoded = { state: "text"; text: string } | { state: "broken"; line: number };

/** The text of a file, with LF at its line ends. A zero byte is UTF-16, which looks like UTF-8 as long as all letters are English. */
export function decode(bytes: Uint8Array): Decoded {
  const text = new TextDecoder("utf-8").decode(bytes).replace(/\r\n?/g, "\n");
  if (isUtf8(bytes) && !text.includes("\0")) return { state: "text", text };
  return { state: "broken", line: lineAt(text, text.search(/[\uFFFD\0]/)) };
}

/** The line of a place in a text, from 1. */
export function lineAt(text: string, at: number): number {
  return text.slice(0, at).split("\n").length;
}
