import { isNode, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { decode } from "./decode.ts";
import type { Problem, SourceFile } from "./document.ts";
import { firstAlias } from "./front-matter.ts";

const LARGEST_FILE_BYTES = 1_000_000;

/** `lineOf` says in which line (from 1) a part of the value stands. */
export type YamlRead<Value> =
  | { state: "read"; value: Value; lineOf(path: readonly PropertyKey[]): number }
  | { state: "broken"; problems: Problem[] };

/** A YAML file of this form, or everything that is wrong with it. */
export function readYaml<Schema extends z.ZodType>(
  file: SourceFile,
  schema: Schema,
): YamlRead<z.output<Schema>> {
  try {
    return read(file, schema);
  } catch (error) {
    // The parser goes down into what is nested by calling itself.
    if (!(error instanceof RangeError)) throw error;
    return { state: "broken", problems: [{ path: file.path, line: 1, reason: "It is nested too deeply." }] };
  }
}

function read<Schema extends z.ZodType>(
  { path, bytes }: SourceFile,
  schema: Schema,
): YamlRead<z.output<Schema>> {
  const broken = (line: number, reason: string): YamlRead<never> => {
    return { state: "broken", problems: [{ path, line, reason }] };
  };
  if (bytes.length > LARGEST_FILE_BYTES)
    return broken(1, `The file is larger than ${LARGEST_FILE_BYTES / 1e6} MB.`);
  const decoded = decode(bytes);
  if (decoded.state === "broken")
    return broken(decoded.line, "The text is not UTF-8. Save the file as UTF-8.");
  const counter = new LineCounter();
  const yaml = parseDocument(decoded.text, { lineCounter: counter, logLevel: "error", prettyErrors: false });
  const lineAt = (offset: number) => Math.max(1, counter.linePos(offset).line);
  if (yaml.errors.length > 0) {
    const problems = yaml.errors.map(({ pos, message }) => {
      return { path, line: lineAt(pos[0]), reason: `This is not valid YAML: ${message}.` };
    });
    return { state: "broken", problems };
  }
  const alias = firstAlias(yaml);
  if (alias)
    return broken(lineAt(alias.offset), `“*${alias.name}” would be a YAML alias. Put the value in quotes.`);

  /** Of something that is missing: where it would stand. */
  const lineOf = (at: readonly PropertyKey[]): number => {
    const node = at.length === 0 ? yaml.contents : yaml.getIn(at, true);
    if (isNode(node)) return lineAt(node.range?.[0] ?? 0);
    return at.length === 0 ? 1 : lineOf(at.slice(0, -1));
  };
  const parsed = schema.safeParse(yaml.toJS());
  if (parsed.success) return { state: "read", value: parsed.data, lineOf };
  return { state: "broken", problems: parsed.error.issues.map((issue) => problemOf(issue)) };

  function problemOf(issue: z.core.$ZodIssue): Problem {
    if (issue.code === "unrecognized_keys") {
      const [key = ""] = issue.keys;
      return { path, line: lineOf([...issue.path, key]), reason: `“${key}” is no key that belongs here.` };
    }
    const key = issue.path.findLast((part) => typeof part === "string");
    const what = key === undefined ? "This" : `“${String(key)}”`;
    return { path, line: lineOf(issue.path), reason: `${what} cannot be used: ${issue.message}.` };
  }
}
