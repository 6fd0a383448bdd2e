import { readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Language } from "../../src/channel/language.ts";
import { type Chance, chance } from "../../src/demo/random.ts";
import { type Item, languageOf, readSet, records, setsIn } from "./test-set.ts";

/** More than the public data has, and questions to it. */
export type Many = { language: Language; items: Item[]; questions: string[] };

const SEED = 40;
const QUESTIONS = 300;
/** In a copy, one word in so many is another word of the same texts, and one in so many a compound that stands nowhere else. */
const OTHER_WORD = 6;
const NEW_COMPOUND = 100;
const Course = z.object({ _id: z.string(), title: z.string(), text: z.string() });

/** All German passages of the sets, then copies with other words, so that the vocabulary grows as that of real texts does. */
export function manyPassages(folder: string, count: number): Many {
  const sets = setsIn(join(folder, "sets"))
    .filter((name) => languageOf(join(folder, "sets"), name) === "de")
    .map((name) => readSet(join(folder, "sets"), name));
  const originals = sets.flatMap(({ items }) => items);
  const asked = sets.flatMap(({ questions }) => questions.map(({ text }) => text));
  const luck = chance(SEED);
  return {
    language: "de",
    items: copies(originals, count, luck, (original) => original),
    questions: Array.from({ length: QUESTIONS }, () => asked[luck.below(asked.length)] ?? ""),
  };
}

/** The courses of the catalogues, then copies that have the title of one, the text of another, and other words. */
export function manyItems(folder: string, count: number): Many {
  const catalogues = readdirSync(join(folder, "catalogue"));
  const originals = catalogues.flatMap((name) =>
    records(join(folder, "catalogue", name, "courses.jsonl"), Course).map(
      ({ _id, title, text }): Item => ({ id: _id, document: _id, title, text }),
    ),
  );
  const luck = chance(SEED);
  const items = copies(originals, count, luck, (original) => ({
    ...original,
    text: originals[luck.below(originals.length)]?.text ?? "",
  }));
  const questions = Array.from({ length: QUESTIONS }, () => {
    const words = (items[luck.below(items.length)]?.title ?? "").split(/\s+/);
    return words.slice(0, 2 + luck.below(3)).join(" ");
  });
  return { language: "en", items, questions };
}

function copies(
  originals: readonly Item[],
  count: number,
  luck: Chance,
  mixed: (original: Item) => Item,
): Item[] {
  const words = originals.flatMap(({ text }) => text.match(/\p{L}{3,}/gu) ?? []);
  const word = () => words[luck.below(words.length)] ?? "";
  const varied = (text: string) =>
    text.replace(/\p{L}{3,}/gu, (original) => {
      if (luck.below(NEW_COMPOUND) === 0) return word() + word().toLowerCase();
      return luck.below(OTHER_WORD) === 0 ? word() : original;
    });
  return Array.from({ length: count }, (_, at) => {
    const original = originals[at % originals.length];
    if (!original) throw new Error("There are no passages to copy.");
    const round = Math.floor(at / originals.length);
    if (round === 0) return original;
    const { id, document, title, text } = mixed(original);
    return {
      id: `${id}~${round}`,
      document: `${document}~${round}`,
      title: varied(title),
      text: varied(text),
    };
  });
}
