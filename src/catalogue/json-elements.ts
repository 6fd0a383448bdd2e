import { CUT_OFF } from "./raw-record.ts";

/** An element of the list as it is written, with the line it begins in, or what is wrong with the list. */
export type JsonElement = { line: number; text: string } | { line: number; reason: string };

const CODE = {
  tab: 0x09,
  newLine: 0x0a,
  return: 0x0d,
  space: 0x20,
  quote: 0x22,
  comma: 0x2c,
  colon: 0x3a,
  openList: 0x5b,
  backslash: 0x5c,
  closeList: 0x5d,
  openObject: 0x7b,
  closeObject: 0x7d,
};
const NO_LIST =
  "A catalogue is a list of entries ([ … ]), or an object with such a list as its “value”, as Microsoft Graph answers.";
const ONE_PAGE =
  "This is one page of several: “@odata.nextLink” leads to the next one. Put the entries of all pages into one list.";

/**
 * Cuts a JSON list into its elements without parsing them. JSON.parse would hold up everybody else while it reads a large file, and
 * would not say in which line an element stands.
 */
export function* jsonElements(text: string): Generator<JsonElement> {
  let at = 0;
  let line = 1;

  const peek = () => (at < text.length ? text.charCodeAt(at) : -1);
  const problem = (reason: string) => ({ line, reason: at >= text.length ? CUT_OFF : reason });

  function skipSpace(): void {
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === CODE.newLine) line++;
      else if (code !== CODE.space && code !== CODE.tab && code !== CODE.return) return;
    }
  }

  function skipString(): boolean {
    for (at++; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === CODE.quote) {
        at++;
        return true;
      }
      if (code === CODE.newLine) line++;
      else if (code === CODE.backslash) at++;
    }
    return false;
  }

  /** Past one value, whatever is inside it; false if the text ends first. */
  function skipValue(): boolean {
    let depth = 0;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      if (code === CODE.quote) {
        if (!skipString()) return false;
        if (depth === 0) return true;
        continue;
      }
      if (code === CODE.openObject || code === CODE.openList) depth++;
      else if (code === CODE.closeObject || code === CODE.closeList) {
        if (depth === 0) return true;
        depth--;
        if (depth === 0) {
          at++;
          return true;
        }
      } else if (depth === 0 && (code === CODE.comma || code <= CODE.space)) return true;
      if (code === CODE.newLine) line++;
      at++;
    }
    return depth === 0;
  }

  /** From the opening bracket past the closing one; true if it got there. */
  function* list(): Generator<JsonElement, boolean> {
    at++;
    skipSpace();
    if (peek() === CODE.closeList) {
      at++;
      return true;
    }
    for (;;) {
      const start = { at, line };
      if (!skipValue() || at === start.at) {
        yield problem("An entry is missing here, or there is a comma too many.");
        return false;
      }
      yield { line: start.line, text: text.slice(start.at, at) };
      skipSpace();
      const code = peek();
      if (code !== CODE.comma && code !== CODE.closeList) {
        yield problem("A comma is missing between this entry and the one before it.");
        return false;
      }
      at++;
      if (code === CODE.closeList) return true;
      skipSpace();
    }
  }

  function* object(): Generator<JsonElement, boolean> {
    let found = false;
    at++;
    for (;;) {
      skipSpace();
      if (peek() === CODE.closeObject && !found) break;
      const key = { at, line };
      if (peek() !== CODE.quote || !skipString()) {
        yield problem(NO_LIST);
        return false;
      }
      const name = text.slice(key.at, at);
      skipSpace();
      if (peek() !== CODE.colon) {
        yield problem(NO_LIST);
        return false;
      }
      at++;
      skipSpace();
      const isList = name === '"value"' && peek() === CODE.openList;
      if (isList) {
        found = true;
        if (!(yield* list())) return false;
      } else {
        if (name === '"@odata.nextLink"' && !text.startsWith("null", at)) yield { line, reason: ONE_PAGE };
        if (!skipValue()) {
          yield problem(NO_LIST);
          return false;
        }
      }
      skipSpace();
      const code = peek();
      at++;
      if (code === CODE.closeObject) break;
      if (code === CODE.comma) continue;
      at--;
      yield problem(NO_LIST);
      return false;
    }
    if (!found) yield { line: 1, reason: NO_LIST };
    return found;
  }

  skipSpace();
  const code = peek();
  if (code !== CODE.openList && code !== CODE.openObject) {
    yield { line, reason: NO_LIST };
    return;
  }
  const complete = yield* code === CODE.openList ? list() : object();
  if (!complete) return;
  skipSpace();
  if (at < text.length)
    yield { line, reason: "There is more behind the end of the list. Keep one list only." };
}
