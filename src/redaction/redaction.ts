import type { Redacted } from "./redacted.ts";

/** For one request to a model: the same person is the same placeholder in all its texts. */
export type Redaction = {
  redact(text: string): Redacted;
  /** The placeholders of this request as they were written. */
  restore(text: string): string;
};
