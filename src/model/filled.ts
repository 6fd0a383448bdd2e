import type { z } from "zod";
import type { Log } from "../log.ts";
import { fenced } from "./fenced.ts";
import type { Help } from "./help.ts";
import { ModelFailure } from "./model.ts";

type Wanted<Shape> = {
  org: string;
  /** The name of its prompt. */
  task: string;
  /** For the prompt: our own words only. */
  values: Record<string, string>;
  /** Texts of people and documents, by what they are. */
  data: Record<string, string>;
  shape: z.ZodType<Shape>;
  mostTokens: number;
  patienceMs: number;
};

/**
 * What a model makes of these texts, and how to bring back in it whom they name. Null: nothing of use, or not in time, so that whoever
 * asks has something to fall back on.
 */
export async function filled<Shape>(
  { model, prompts, redactionOf, log }: Help & { log: Log },
  { org, task, values, data, shape, mostTokens, patienceMs }: Wanted<Shape>,
  signal: AbortSignal,
): Promise<{ made: Shape; restore(text: string): string } | null> {
  const redaction = await redactionOf(org);
  const messages = [
    { role: "system" as const, text: prompts.of(task, values) },
    { role: "user" as const, text: redaction.redact(fenced(data)) },
  ];
  const patience = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
  try {
    const made = await model.fill({ org, task, messages, mostTokens }, shape, patience);
    return { made, restore: (text) => redaction.restore(text) };
  } catch (error) {
    if (!(error instanceof ModelFailure)) throw error;
    log.info(`a model was of no help with ${task}`, { org, reason: error.trouble });
    return null;
  }
}
