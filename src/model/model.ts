import type { z } from "zod";
import type { Redacted } from "../redaction/redacted.ts";

export type Message = { role: "system" | "user" | "assistant"; text: Redacted };

/** What a model is asked: nothing of it tells who asks. */
export type Ask = {
  /** Whose budget it is; it does not leave. */
  org: string;
  /** The name of the prompt. */
  task: string;
  messages: readonly Message[];
  /** The longest answer, in tokens. */
  mostTokens: number;
};

/** A language model. It has no tools: all it can do is answer. */
export interface Model {
  /** As its provider calls it. */
  name: string;
  /** Where texts go, as people know it: a host. */
  host: string;
  /** Its answer, in pieces as they come. Throws ModelFailure, also in the middle. */
  write(ask: Ask, signal: AbortSignal): AsyncIterable<string>;
  /** Its answer in this shape. Throws ModelFailure. */
  fill<Shape>(ask: Ask, shape: z.ZodType<Shape>, signal: AbortSignal): Promise<Shape>;
}

/** Why there is no answer. What the provider said itself is never passed on: it may quote the texts. */
export type Trouble =
  /** It cannot be reached, answers with an error, or broke off. */
  | "unavailable"
  /** It does not take the key, the address or the name of the model: whoever runs Lotse has to look. */
  | "refused"
  /** It took too long. */
  | "slow"
  /** It wants to be asked later. */
  | "busy"
  /** It failed again and again, and is left alone for a while. */
  | "resting"
  /** What it may cost in a day is used up. */
  | "used-up"
  /** It answered, and not what it was asked for. */
  | "unusable"
  /** The signal ended it. */
  | "ended";

export class ModelFailure extends Error {
  readonly trouble: Trouble;
  /** When it wants to be asked again, if it said so. */
  readonly afterMs: number | null;
  constructor(trouble: Trouble, message: string, afterMs: number | null = null) {
    super(message);
    this.trouble = trouble;
    this.afterMs = afterMs;
  }
}
