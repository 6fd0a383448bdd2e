import { redaction } from "../src/redaction/redaction.ts";
import { nobody, type Roster, roster } from "../src/redaction/roster.ts";
import { colleagues } from "./colleagues.ts";
import { germeval } from "./germeval.ts";
import { presidio } from "./presidio.ts";

export type Share = { of: number; count: number };
const share = (all: readonly boolean[]): Share => ({ of: all.length, count: all.filter(Boolean).length });
export const percent = ({ of, count }: Share): number => (100 * count) / of;

/** As an org of a thousand has it. */
export const thousand: Roster = roster({
  people: colleagues(1000).map((name) => ({ name, ids: [] })),
  companies: [],
  units: [],
  ids: [],
});

/** How much is taken out of sentences that name nobody, and which names of people go with every part. */
export function onGermeval(file: string, known: Roster) {
  const sentences = germeval(file);
  const free = sentences.filter(({ isPersonFree }) => isPersonFree);
  const redacted = free.map(({ text }) => redaction(known).redact(text));
  const masks = redacted.map((text) => [...text.matchAll(/\[\w+ [A-Z]+\d*\]/g)].length);
  const names = sentences.flatMap(({ text, people }) => {
    const left: string = redaction(known).redact(text);
    return people.map((name) => {
      const parts = name.split(/[\s-]+/).filter(({ length }) => length > 2);
      return { isWhole: name.includes(" "), isGone: !parts.some((part) => left.includes(part)) };
    });
  });
  return {
    sentences: share(masks.map((count) => count > 0)),
    tokens: {
      of: free.reduce((sum, { tokens }) => sum + tokens, 0),
      count: masks.reduce((sum, count) => sum + count, 0),
    },
    wholeNames: share(names.filter(({ isWhole }) => isWhole).map(({ isGone }) => isGone)),
    singleNames: share(names.filter(({ isWhole }) => !isWhole).map(({ isGone }) => isGone)),
  };
}

/** Which of the ids with a right check digit are found, and how many of the others are taken for one. */
export function onPresidio(folder: string) {
  const examples = presidio(folder).map(({ sort, text, isOne }) => {
    return { sort, isOne, isGone: /\[(?:Number|Account) A\]/.test(redaction(nobody).redact(text)) };
  });
  return [...Map.groupBy(examples, ({ sort }) => sort)].map(([sort, all]) => ({
    sort,
    right: share(all.filter(({ isOne }) => isOne).map(({ isGone }) => isGone)),
    others: share(all.filter(({ isOne }) => !isOne).map(({ isGone }) => isGone)),
  }));
}
