import { readFileSync } from "node:fs";
import type { Cited } from "../../src/answer/writer.ts";
import type { Language } from "../../src/channel/language.ts";
import type { Prompts } from "../../src/model/prompts.ts";
import type { Redacted } from "../../src/redaction/redacted.ts";
import type { Redaction } from "../../src/redaction/redaction.ts";

/** The prompts as they stand, with the values put in. */
export const prompts: Prompts = {
  of(task, values) {
    const text = readFileSync(new URL(`../../prompts/${task}.md`, import.meta.url), "utf8");
    return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? "") as Redacted;
  },
};

/** Stands [Person A] for the first of these names, and so on. */
export function redactionOf(...names: string[]): () => Promise<Redaction> {
  const placeholders = names.map((name, at) => ({
    name,
    stands: `[Person ${String.fromCharCode(65 + at)}]`,
  }));
  const redact = (text: string) =>
    placeholders.reduce((all, { name, stands }) => all.replaceAll(name, stands), text) as Redacted;
  const restore = (text: string) =>
    placeholders.reduce((all, { name, stands }) => all.replaceAll(stands, name), text);
  return async () => ({ redact, restore });
}

/** A retrieved passage, with a number. */
export function passage(number: number, language: Language, title: string, text: string): Cited {
  const source = { passage: `p${number}`, document: `d${number}`, title, section: "", text, language };
  return {
    source: {
      ...source,
      owner: "L&D",
      reviewed: null,
      url: `https://intranet.example/${number}`,
      audience: [],
    },
    sentences: [{ text, mark: true }],
    citation: {
      ...{ number, title, section: "", detail: "L&D", passage: `p${number}` },
      url: `https://intranet.example/${number}`,
    },
  };
}
