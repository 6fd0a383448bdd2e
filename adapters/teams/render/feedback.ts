import { z } from "zod";
import type { Verdict } from "../../../src/channel/event.ts";
import { valuesOf } from "./task.ts";

const Loop = z.object({
  actionName: z.literal("feedback"),
  actionValue: z.object({
    reaction: z.enum(["like", "dislike"]),
    /** What stands in the form that was shown after it, as JSON in a text. */
    feedback: z.string().optional(),
  }),
});
/** When Teams asks for the form, some of its clients wrap it once more. */
const Given = z.union([Loop, z.object({ data: Loop }).transform(({ data }) => data)]);

/** What somebody said with the thumbs that Teams shows below an answer, and wrote into the form after it. */
export type Thumbed = { verdict: Verdict; values: Record<string, string> };

/** Which answer it is about, its message tells. Null for anything else. */
export function readFeedback(invoked: unknown): Thumbed | null {
  const read = Given.safeParse(invoked);
  if (!read.success) return null;
  const { reaction, feedback = "" } = read.data.actionValue;
  return { verdict: reaction === "like" ? "helpful" : "unhelpful", values: valuesOf(inputsIn(feedback)) };
}

function inputsIn(feedback: string): Record<string, unknown> {
  try {
    return z.record(z.string(), z.unknown()).safeParse(JSON.parse(feedback)).data ?? {};
  } catch {
    return {};
  }
}
