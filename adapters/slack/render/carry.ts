import { Failure } from "../../../src/errors.ts";
import { LIMITS } from "./limits.ts";

/** What a view takes along and brings back: each text with its length before it, so that none grows by escapes. */
export function carry(texts: string[]): string {
  const carried = texts.map((text) => `${text.length}:${text}`).join("");
  if (carried.length > LIMITS.privateMetadata)
    throw new Failure("misconfigured", "A form carries more than Slack takes along. Give it shorter values.");
  return carried;
}

/** The same texts. Empty for what is not from `carry`. */
export function carriedBack(carried: string): string[] {
  const texts: string[] = [];
  let at = 0;
  while (at < carried.length) {
    const colon = carried.indexOf(":", at);
    const length = /^\d{1,4}$/.test(carried.slice(at, colon)) ? Number(carried.slice(at, colon)) : -1;
    const end = colon + 1 + length;
    if (colon < 0 || length < 0 || end > carried.length) return [];
    texts.push(carried.slice(colon + 1, end));
    at = end;
  }
  return texts;
}
