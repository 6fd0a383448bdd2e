import type { Clock } from "../clock.ts";
import { Failure } from "../errors.ts";
import type { SourceFile } from "../knowledge/document.ts";
import { type Named, personNamed } from "../learner/person.ts";
import { orgRow } from "../org/administer.ts";
import type { KeyVault } from "../store/key-vault.ts";
import type { LearnerKeys } from "../store/learner-keys.ts";
import type { Sealer } from "../store/sealing.ts";
import type { Store } from "../store/store.ts";
import type { Wrapping } from "../store/wrapping.ts";

/** What commands work on. */
export type At = {
  store: Store;
  sealer: Sealer;
  keys: LearnerKeys;
  vault: KeyVault;
  wrapping: Wrapping;
  clock: Clock;
  /** Such as `demo, SQLite`. */
  house: string;
  /** Throws Failure `misconfigured` when the file cannot be read. */
  readFile(path: string): SourceFile;
};

/** What stands behind a command. */
export type Given = {
  words: readonly string[];
  /** The value of an option; null when it is not given. */
  value(option: string): string | null;
  has(option: string): boolean;
};

export type Cell = string | number | boolean | null;
/** Where a command says what it did. Ids, counts and states; nothing that people wrote. */
export type Print = {
  say(line: string): void;
  /** As a table, or as JSON; `none` when there is nothing. */
  list(rows: readonly Record<string, Cell>[], none: string): void;
};

export type Command = {
  /** What follows the command, as its help shows it. */
  takes: string;
  does: string;
  /** Beside `--org`, `--json` and `--help`. */
  options?: Record<string, "value" | "flag">;
  run(at: At, given: Given, print: Print): Promise<void>;
};

/** The options by which somebody is named, and how help shows them. */
export const WHO = { learner: "value", mail: "value", connection: "value", native: "value" } as const;
export const WHO_TAKES = "(--learner ID | --mail ADDRESS | --connection ID --native ID)";

/** The company that is meant: it need not be named where there is only one. */
export async function orgOf({ store }: At, given: Given): Promise<string> {
  const named = given.value("org");
  if (named !== null) return (await orgRow(store.readOf(named), named)).org;
  const [only, ...more] = await store.orgs();
  if (only === undefined)
    throw new Failure("misconfigured", "There is no company yet. Add one with: org add ID --name NAME");
  if (more.length > 0)
    throw new Failure(
      "misconfigured",
      `There is more than one company: ${[only, ...more].join(", ")}. Name one with --org.`,
    );
  return only;
}

export async function personOf({ store, sealer }: At, org: string, given: Given): Promise<string> {
  return personNamed(store.readOf(org), sealer, org, named(given));
}

function named(given: Given): Named {
  const [learner, mail] = [given.value("learner"), given.value("mail")];
  const [connection, native] = [given.value("connection"), given.value("native")];
  const ways: Named[] = [
    ...(learner === null ? [] : [{ by: "learner", learner } as const]),
    ...(mail === null ? [] : [{ by: "mail", mail } as const]),
    ...(connection === null || native === null ? [] : [{ by: "identity", connection, native } as const]),
  ];
  const [way, another] = ways;
  if (!way || another) throw new Failure("misconfigured", `Say once who is meant: ${WHO_TAKES}`);
  return way;
}

/** Exactly these words, in this order. Throws Failure, naming what is missing or too much. */
export function wordsOf<Names extends readonly string[]>(
  { words }: Given,
  ...names: Names
): { [Place in keyof Names]: string } {
  const missing = names[words.length];
  if (missing !== undefined) throw new Failure("misconfigured", `${missing} is missing.`);
  if (words.length > names.length)
    throw new Failure("misconfigured", `“${words[names.length]}” is one word too many.`);
  return words as unknown as { [Place in keyof Names]: string };
}

/** At least one. Throws Failure, naming what is missing. */
export function someOf({ words }: Given, name: string): readonly string[] {
  if (words.length === 0) throw new Failure("misconfigured", `${name} is missing.`);
  return words;
}

/** "2 people", "1 person". */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

export function timeOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
