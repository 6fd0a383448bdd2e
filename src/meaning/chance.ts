import { setImmediate as yieldToOthers } from "node:timers/promises";
import type { Language } from "../channel/language.ts";
import { isFor } from "../knowledge/passages.ts";
import { GENERAL_QUESTIONS } from "../search/general-questions.ts";
import type { Vectors } from "../search/vectors.ts";

/** Of the general questions, so many stay further away from every passage than a question that is meant. */
const QUANTILE = 0.95;

const third = (questions: readonly string[]) => questions.filter((_, at) => at % 3 === 0);
/** What the passages do not answer: how near it comes to them is mere chance. */
export const CHANCE_QUESTIONS: Readonly<Record<Language, readonly string[]>> = {
  de: third(GENERAL_QUESTIONS.de),
  en: third(GENERAL_QUESTIONS.en),
};

/** The highest cosine of each general question, by language, to the passages of each audience. */
export type Chance = { audiences: readonly (readonly string[])[]; highest: readonly Float32Array[][] };

/** Kept apart by audience, so that hidden passages change nothing for somebody who asks. Lets others work in between. */
export async function chanceOf(
  vectors: Vectors,
  questions: readonly (readonly Float32Array[])[],
  audienceOf: (passage: string) => readonly string[],
): Promise<Chance> {
  const numbers = new Map<string, number>();
  const audiences: (readonly string[])[] = [];
  const groups = Int32Array.from(vectors.names(), (passage) => {
    const audience = audienceOf(passage);
    const name = JSON.stringify(audience);
    const number = numbers.get(name) ?? audiences.push(audience) - 1;
    numbers.set(name, number);
    return number;
  });
  const highest: Float32Array[][] = [];
  for (const ofLanguage of questions) {
    const rows: Float32Array[] = [];
    for (const question of ofLanguage) {
      const row = new Float32Array(audiences.length).fill(-1);
      vectors.cosines(question).forEach((cosine, at) => {
        const group = groups[at] ?? 0;
        row[group] = Math.max(row[group] ?? -1, cosine);
      });
      rows.push(row);
      await yieldToOthers();
    }
    highest.push(rows);
  }
  return { audiences, highest };
}

/** Whether a question comes nearer than by chance, to what somebody with these memberships may read. */
export function isBeyondChance(
  { audiences, highest }: Chance,
  memberships: ReadonlySet<string>,
  cosine: number,
): boolean {
  const open = audiences.flatMap((audience, number) => (isFor(audience, memberships) ? [number] : []));
  return highest.every((rows) => {
    const nearest = rows.map((row) => Math.max(-1, ...open.map((number) => row[number] ?? -1)));
    const sorted = nearest.sort((a, b) => a - b);
    return cosine > (sorted[Math.ceil(QUANTILE * sorted.length) - 1] ?? 1);
  });
}
