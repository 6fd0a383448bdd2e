import { fileURLToPath } from "node:url";
import { promptFiles } from "../../adapters/files/prompts.ts";
import type { Cited } from "../../src/answer/writer.ts";
import type { Language } from "../../src/channel/language.ts";
import { type Redaction, redaction } from "../../src/redaction/redaction.ts";
import { roster } from "../../src/redaction/roster.ts";

export const prompts = promptFiles(fileURLToPath(new URL("../../prompts/", import.meta.url)));

/** Of a company of these people. */
export function redactionOf(...names: string[]): () => Promise<Redaction> {
  const people = names.map((name) => ({ name, ids: [] }));
  const known = roster({ people, companies: [], units: [], ids: [] });
  return async () => redaction(known);
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
