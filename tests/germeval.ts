import { readFileSync } from "node:fs";

/** A sentence, and the names of people that are marked in it. */
export type Sentence = { text: string; tokens: number; people: string[]; isPersonFree: boolean };

const CLOSES = /^[.,;:!?)\]%…“]$/;
const OPENS = /^[([„]$/;

/** GermEval 2014: a token a line, with what it is and what is inside it. */
export function germeval(file: string): Sentence[] {
  return readFileSync(file, "utf8")
    .split(/\n\s*\n/)
    .flatMap((block) => {
      const rows = block
        .split("\n")
        .filter((line) => /^\d/.test(line))
        .map((line) => line.split("\t"));
      return rows.length === 0 ? [] : [sentenceOf(rows)];
    });
}

function sentenceOf(rows: readonly (readonly string[])[]): Sentence {
  let text = "";
  let isOpen = true;
  const places: { start: number; end: number; tag: string }[] = [];
  for (const [, token = "", tag = "O"] of rows) {
    if (!isOpen && !CLOSES.test(token)) text += " ";
    places.push({ start: text.length, end: text.length + token.length, tag });
    text += token;
    isOpen = OPENS.test(token);
  }
  const people: { start: number; end: number }[] = [];
  for (const { start, end, tag } of places) {
    const last = people.at(-1);
    if (tag === "B-PER") people.push({ start, end });
    else if (tag === "I-PER" && last) last.end = end;
  }
  return {
    text,
    tokens: rows.length,
    people: people.map(({ start, end }) => text.slice(start, end)),
    isPersonFree: rows.every((row) => !row.slice(2).some((tag) => tag.includes("PER"))),
  };
}
