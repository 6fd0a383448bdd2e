import { z } from "zod";
import { ModelFailure } from "../../src/model/model.ts";

const Usage = z.object({ total_tokens: z.int().min(0).max(10_000_000) });
const Said = z.object({
  content: z.string().nullish(),
  /** In place of an answer, where a model will not give one. */
  refusal: z.string().nullish(),
});
/** A whole answer has a `message`, a piece of one a `delta`; the last piece may have neither. */
const Completion = z.object({
  choices: z
    .array(z.object({ message: Said.nullish(), delta: Said.nullish(), finish_reason: z.string().nullish() }))
    .nullish(),
  usage: Usage.nullish().catch(null),
});

/** What servers call an end that is none. */
const CUT: Record<string, string> = {
  length: "was cut off at the longest it may be",
  content_filter: "was held back by its provider",
  tool_calls: "wants to use tools, and has none",
  function_call: "wants to use tools, and has none",
};

export type Piece = { text: string; tokens: number | null; done: boolean };

/** One answer, or a piece of it. Throws ModelFailure where it is no good. */
export function pieceOf(json: unknown): Piece {
  const completion = Completion.safeParse(json);
  if (!completion.success) throw unreadable();
  const [choice] = completion.data.choices ?? [];
  const said = choice?.message ?? choice?.delta;
  if (said?.refusal) throw unusable("does not want to answer");
  return {
    text: said?.content ?? "",
    tokens: completion.data.usage?.total_tokens ?? null,
    done: isDone(choice?.finish_reason),
  };
}

function isDone(reason: string | null | undefined): boolean {
  // Some servers send an empty one until it is over.
  if (!reason) return false;
  const cut = Object.hasOwn(CUT, reason) ? CUT[reason] : undefined;
  if (cut !== undefined) throw unusable(cut);
  return true;
}

export function unreadable(): ModelFailure {
  return new ModelFailure(
    "unavailable",
    "What the language model answers cannot be read. Check MODEL_URL: is it an endpoint for Chat Completions?",
  );
}

function unusable(what: string): ModelFailure {
  return new ModelFailure("unusable", `The answer of the language model ${what}.`);
}
