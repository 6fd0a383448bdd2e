import type { z } from "zod";
import type { Ask } from "./model.ts";

/** Told what a request took, in tokens, where the provider says so. */
export type Counted = (tokens: number) => void;

/** A model with nothing around it: whoever asks it waits as long as it takes, and pays what it costs. guarded.ts makes a Model of it. */
export interface Provider {
  name: string;
  host: string;
  /** Throws ModelFailure, as a Model does. */
  write(ask: Ask, counted: Counted, signal: AbortSignal): AsyncIterable<string>;
  fill<Shape>(ask: Ask, shape: z.ZodType<Shape>, counted: Counted, signal: AbortSignal): Promise<Shape>;
}
