import { z } from "zod";
import type { Log } from "../log.ts";
import { fenced } from "../model/fenced.ts";
import type { Help } from "../model/help.ts";
import { ModelFailure } from "../model/model.ts";

/** A question by itself again needs no more; in UTF-16 code units. */
const LONGEST = 300;
const Rewritten = z.object({ question: z.string().max(LONGEST).nullable() });
const MOST_TOKENS = 120;
/** Whoever asks waits for it, and the rule is there at once. */
const PATIENCE_MS = 2500;

/** One question out of two, in a model's words. Null: it does not know better, or not in time. */
export async function rewrite(
  { model, prompts, redactionOf, log }: Help & { log: Log },
  { org, question, before }: { org: string; question: string; before: string },
  signal: AbortSignal,
): Promise<string | null> {
  const redaction = await redactionOf(org);
  const messages = [
    { role: "system" as const, text: prompts.of("follow-up", {}) },
    { role: "user" as const, text: redaction.redact(fenced({ before, question })) },
  ];
  const request = { org, task: "follow-up", messages, mostTokens: MOST_TOKENS };
  const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  try {
    const { question: whole } = await model.fill(request, Rewritten, patience);
    const restored = whole === null ? "" : redaction.restore(whole).trim();
    return /[\p{L}\p{N}]/u.test(restored) ? restored : null;
  } catch (error) {
    if (!(error instanceof ModelFailure)) throw error;
    log.info("a model did not rewrite a question", { org, reason: error.trouble });
    return null;
  }
}
