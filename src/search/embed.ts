import type { Failure } from "../errors.ts";
import type { Redacted } from "../redaction/redacted.ts";

/** What every model is asked for. Fewer numbers find less, more of them cost more than they bring. */
export const DIMENSIONS = 512;

/** Turns texts into vectors that point the same way where texts mean the same, in other words or in another language. */
export interface Embedder {
  /** Vectors of different models cannot be compared. */
  model: string;
  /** Where the texts go, as people know it: a host. */
  host: string;
  /** Never throws. Ended by `signal`, the answer is "later". */
  embed(texts: readonly Redacted[], signal: AbortSignal): Promise<Embedded>;
}

export type Embedded =
  /** One for each text, in their order, of DIMENSIONS numbers. */
  | { state: "embedded"; vectors: Float32Array[] }
  /** Not now; where the endpoint says so, not before that many milliseconds have passed. */
  | { state: "later"; afterMs: number | null; why: Failure }
  /** Not these texts, ever. */
  | { state: "refused"; why: Failure };
