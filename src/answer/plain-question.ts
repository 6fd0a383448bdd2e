import { factsOf } from "./grounded/facts.ts";

/**
 * Whether a question that a model has worded may be shown and looked up: one line that only asks, with no number, date, address or
 * name but those of the texts it was made from.
 */
export function isPlainQuestion(question: string, madeFrom: readonly string[]): boolean {
  if (!/^[\p{L}\p{N}][^\p{C}\p{Zl}\p{Zp}<>[\]{}|`*_/\\@#]*$/u.test(question)) return false;
  const { borneOut } = factsOf(madeFrom.join("\n"));
  return [...factsOf(question).said].every((fact) => borneOut.has(fact));
}
