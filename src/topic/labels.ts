import type { Language } from "../channel/language.ts";
import type { Topic } from "./topics.ts";

/** The labels of these topics; one that is no longer on the list has none. */
export function labelsOf(topics: readonly Topic[], wanted: readonly string[], language: Language): string[] {
  return topics.filter(({ topic }) => wanted.includes(topic)).map(({ label }) => label[language]);
}
