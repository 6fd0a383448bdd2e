import type { Redaction } from "../redaction/redaction.ts";
import type { Model } from "./model.ts";
import type { Prompts } from "./prompts.ts";

/** What it takes to ask a model something: what to tell it, and what hides everybody in what it gets. */
export type Help = {
  model: Model;
  prompts: Prompts;
  /** One for each request: the same person is the same placeholder in all of its texts. */
  redactionOf(org: string): Promise<Redaction>;
};
