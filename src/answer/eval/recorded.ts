import { createHash } from "node:crypto";
import { z } from "zod";
import { withoutMarks } from "../../model/fenced.ts";
import { type Ask, ModelFailure } from "../../model/model.ts";
import type { Provider } from "../../model/provider.ts";

const Reply = z.strictObject({ text: z.string(), tokens: z.number().nullable() });

/** What a model has replied, by what it was asked: another prompt, or other passages, have no reply in it. */
export const Recording = z.strictObject({ model: z.string(), replies: z.record(z.string(), Reply) });
export type Recording = z.infer<typeof Recording>;

/** Replies as it was recorded. What was never asked has no answer, and is counted. */
export function recordedProvider({ model, replies }: Recording): Provider & { missing(): number } {
  let missing = 0;
  return {
    name: model,
    host: "recorded",
    missing: () => missing,
    async *write(ask, counted) {
      const reply = replies[keyOf(ask)];
      if (reply === undefined) {
        missing++;
        throw new ModelFailure("unusable", "There is no recorded reply to this.");
      }
      if (reply.tokens !== null) counted(reply.tokens);
      yield reply.text;
    },
    async fill() {
      throw new ModelFailure("unusable", "Only what is written is recorded.");
    },
  };
}

/** The same provider; what it writes is kept, also the rest of what is not read to its end. */
export function recording(provider: Provider): Provider & { kept(): Recording } {
  const replies: Recording["replies"] = {};
  return {
    ...provider,
    kept: () => ({ model: provider.name, replies }),
    async *write(ask, counted, signal) {
      const reply: Recording["replies"][string] = { text: "", tokens: null };
      const counting = (more: number) => {
        reply.tokens = (reply.tokens ?? 0) + more;
        counted(more);
      };
      const pieces = provider.write(ask, counting, signal)[Symbol.asyncIterator]();
      let over = false;
      async function next(): Promise<string | null> {
        // What fails is over, too.
        over = true;
        const { done, value } = await pieces.next();
        over = done === true;
        if (over) replies[keyOf(ask)] = reply;
        else reply.text += value;
        return over ? null : value;
      }
      try {
        for (let piece = await next(); piece !== null; piece = await next()) yield piece;
      } finally {
        // Nobody has wanted this any more: nobody learns that it fails.
        while (!over) await next().catch(() => null);
      }
    },
  };
}

function keyOf({ task, messages }: Ask): string {
  const texts = messages.map(({ role, text }) => [role, withoutMarks(text)]);
  return createHash("sha256")
    .update(JSON.stringify([task, texts]))
    .digest("hex")
    .slice(0, 32);
}
