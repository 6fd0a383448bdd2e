import type { Redacted } from "../redaction/redacted.ts";

/** What a model is told to do, in our own words: texts of people and documents never go into a prompt. */
export type Prompts = {
  /** The prompt of this name, with a value for each of its {{places}}. */
  of(task: string, values: Record<string, string>): Redacted;
};
