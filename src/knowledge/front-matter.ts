import { LineCounter, parseDocument, visit } from "yaml";
import { z } from "zod";
import { Language } from "../channel/language.ts";
import { plainText } from "../channel/text.ts";

/** What may stand above a document, between two lines of `---`. Every key is optional. */
const FrontMatter = z.object({
  title: z
    .union([z.string(), z.number()], "expected a line of text")
    .transform(String)
    .pipe(z.string().trim().min(1, "expected a line of text"))
    .optional(),
  owner: z.string("expected a name").trim().min(1, "expected a name").optional(),
  language: z.enum(Language.options, "expected de or en").optional(),
  reviewed: z.iso.date("expected a date like 2026-09-01").optional(),
  audience: z
    .array(z.string().regex(/^(division|unit):[a-z0-9-]+$/, "expected division:NAME or unit:NAME"))
    .min(1, "expected at least one division:NAME or unit:NAME; leave the key out for everyone")
    .optional(),
  url: z.url({ protocol: /^https?$/, error: "expected an http or https address" }).optional(),
});
export type FrontMatter = z.infer<typeof FrontMatter>;

export type Above =
  | { state: "read"; matter: FrontMatter; body: string; bodyLine: number }
  | { state: "broken"; line: number; reason: string };

const FENCE = "---";

/**
 * Separates the front matter from the text. Lines count from 1. Empty lines and invisible characters before it do not matter: a
 * restricted document must not be shown to everyone because of them.
 */
export function readFrontMatter(text: string): Above {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => plainText(line) !== "");
  if (plainText(lines[start] ?? "") !== FENCE) return { state: "read", matter: {}, body: text, bodyLine: 1 };
  const end = lines.findIndex((line, at) => at > start && line.trimEnd() === FENCE);
  if (end === -1) return broken(start + 1, "The front matter has no closing line of ---.");

  const firstLine = start + 2;
  const counter = new LineCounter();
  const yaml = parseDocument(lines.slice(start + 1, end).join("\n"), {
    lineCounter: counter,
    logLevel: "error",
    merge: true,
    prettyErrors: false,
  });
  const lineAt = (offset: number) => counter.linePos(offset).line + firstLine - 1;
  const error = yaml.errors[0];
  if (error) return broken(lineAt(error.pos[0]), `The front matter is not valid YAML: ${error.message}.`);
  const alias = firstAlias(yaml);
  if (alias)
    return broken(lineAt(alias.offset), `“*${alias.name}” would be a YAML alias. Put the value in quotes.`);

  const value: unknown = yaml.toJS() ?? {};
  const bare = (words: string) => words.replace(/["' ]/g, "");
  const lineOfKey = (key: string) => {
    const at = lines.findIndex((line, n) => n > start && n < end && bare(line).startsWith(`${bare(key)}:`));
    return at === -1 ? firstLine : at + 1;
  };
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return broken(firstLine, "The front matter must be a list of “key: value” lines.");
  const misspelt = Object.keys(value).find(
    (key) => !KEYS.includes(key) && KEYS.some((known) => looksLike(key, known)),
  );
  if (misspelt !== undefined) {
    return broken(
      lineOfKey(misspelt),
      `“${misspelt}” looks like a misspelling. Known keys are ${KEYS.join(", ")}.`,
    );
  }
  const matter = FrontMatter.safeParse(value);
  if (!matter.success) {
    const issue = matter.error.issues[0];
    const key = String(issue?.path[0] ?? "");
    return broken(lineOfKey(key), `“${key}” cannot be used: ${issue?.message ?? "its form is wrong"}.`);
  }
  return { state: "read", matter: matter.data, body: lines.slice(end + 1).join("\n"), bodyLine: end + 2 };
}

const KEYS = Object.keys(FrontMatter.shape);

/**
 * Other keys are other tools' and pass. But a misspelt `audience` would show a restricted document to everyone, so a key that is
 * a known one in another case, or with one letter missing, added, changed or swapped, stops the import.
 */
function looksLike(key: string, known: string): boolean {
  const typed = key.trim().toLowerCase();
  if (typed === known) return true;
  if (typed.length < 4) return false;
  let from = 0;
  while (from < typed.length && typed[from] === known[from]) from++;
  const rest = (word: string, skip: number) => word.slice(from + skip);
  return (
    rest(typed, 1) === rest(known, 1) ||
    rest(typed, 1) === rest(known, 0) ||
    rest(typed, 0) === rest(known, 1) ||
    (typed[from] === known[from + 1] && typed[from + 1] === known[from] && rest(typed, 2) === rest(known, 2))
  );
}

/** Nobody who writes documents needs aliases: they are emphasis that ended up in a title, or a bomb. */
export function firstAlias(yaml: ReturnType<typeof parseDocument>): { name: string; offset: number } | null {
  let found: { name: string; offset: number } | null = null;
  visit(yaml, {
    Alias(_, { source, range }) {
      found = { name: source, offset: range?.[0] ?? 0 };
      return visit.BREAK;
    },
  });
  return found;
}

function broken(line: number, reason: string): Above {
  return { state: "broken", line, reason };
}
