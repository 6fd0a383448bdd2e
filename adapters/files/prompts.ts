import { readdirSync, readFileSync } from "node:fs";
import { join, parse } from "node:path";
import type { Prompts } from "../../src/model/prompts.ts";
import { ours } from "../../src/redaction/redacted.ts";

const PLACE = /\{\{(\w+)\}\}/g;

/** The prompts of a folder: a Markdown file each, read now. */
export function promptFiles(path: string): Prompts {
  const prompts = new Map(
    readdirSync(path)
      .filter((file) => file.endsWith(".md"))
      .map((file) => [parse(file).name, readFileSync(join(path, file), "utf8").trim()]),
  );
  return {
    of(task, values) {
      const prompt = prompts.get(task);
      if (prompt === undefined) throw new Error(`There is no prompt “${task}”.`);
      const places = new Set(Array.from(prompt.matchAll(PLACE), ([, name]) => name));
      const unknown = Object.keys(values).find((name) => !places.has(name));
      if (unknown !== undefined) throw new Error(`The prompt “${task}” has no place for “${unknown}”.`);
      // What is filled in may look like a place, and is not filled in again.
      const filled = prompt.replace(PLACE, (_, name: string) => {
        if (!Object.hasOwn(values, name)) throw new Error(`The prompt “${task}” needs “${name}”.`);
        return String(values[name]);
      });
      return ours(filled);
    },
  };
}
