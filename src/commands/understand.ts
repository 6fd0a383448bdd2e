import { Failure } from "../errors.ts";
import type { Command, Given } from "./command.ts";

type Commands = Readonly<Record<string, Command>>;

/** What was typed: a command with what stands behind it, or a wish for help. */
export type Understood =
  | { state: "command"; command: Command; given: Given }
  | { state: "help"; lines: string[] };

/** How options are read, as `node:util` does. Throws for one that is not known. */
export type ReadOptions = (
  words: readonly string[],
  options: Record<string, { type: "string" | "boolean" }>,
) => { values: Record<string, string | boolean | undefined>; positionals: string[] };

/** Throws Failure, with a sentence, for words that mean nothing here. */
export function understand(commands: Commands, typed: readonly string[], read: ReadOptions): Understood {
  const words = typed.filter((word) => word !== "help");
  const asks = typed.includes("help") || typed.includes("--help") || typed.length === 0;
  const plain = words.filter((word) => !word.startsWith("-"));
  const name = longest(commands, words);
  if (name === null) {
    const group = plain.join(" ");
    const within = Object.keys(commands).filter((one) => one === group || one.startsWith(`${group} `));
    if (asks && plain.length === 0)
      return { state: "help", lines: overview(commands, Object.keys(commands)) };
    if (asks && within.length > 0) return { state: "help", lines: overview(commands, within) };
    if (within.length > 0)
      throw new Failure("misconfigured", `“${group}” needs one more word: ${within.join("; ")}.`);
    throw new Failure(
      "misconfigured",
      `There is no command “${group}”. See which there are with: lotse help`,
    );
  }
  const command = commands[name];
  if (!command) throw new Error("A command was found by its name.");
  if (asks) return { state: "help", lines: [usage(name, command), "", command.does] };
  return { state: "command", command, given: givenIn(name, command, words, read) };
}

/** The command that most of the first words name. */
function longest(commands: Commands, words: readonly string[]): string | null {
  const names = Object.keys(commands).filter((name) =>
    name.split(" ").every((word, at) => words[at] === word),
  );
  return names.sort((a, b) => b.length - a.length)[0] ?? null;
}

function givenIn(name: string, command: Command, words: readonly string[], read: ReadOptions): Given {
  const own = Object.entries(command.options ?? {}).map(([option, kind]) => {
    return [option, { type: kind === "value" ? "string" : "boolean" }] as const;
  });
  const options = { org: { type: "string" }, json: { type: "boolean" }, ...Object.fromEntries(own) } as const;
  try {
    const { values, positionals } = read(words.slice(name.split(" ").length), options);
    return {
      words: positionals,
      value(option) {
        const value = values[option];
        return typeof value === "string" ? value : null;
      },
      has: (option) => values[option] === true,
    };
  } catch {
    throw new Failure("misconfigured", `These options cannot be understood. ${usage(name, command)}`);
  }
}

function usage(name: string, { takes }: Command): string {
  return `Usage: lotse ${[name, takes].filter((part) => part !== "").join(" ")} [--org ID]`;
}

function overview(commands: Commands, names: readonly string[]): string[] {
  const widest = Math.max(...names.map((name) => name.length));
  return [
    "Usage: lotse COMMAND [--org ID] [--json]. More on one: lotse COMMAND --help",
    "",
    ...names.map((name) => `  ${name.padEnd(widest)}  ${commands[name]?.does ?? ""}`),
  ];
}
