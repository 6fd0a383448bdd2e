import { z } from "zod";
import type { Verdict } from "../../../src/channel/event.ts";

const Loop = z.object({
  actionName: z.literal("feedback"),
  actionValue: z.object({ reaction: z.enum(["like", "dislike"]) }),
});
/** When a dialog is asked for, the same is wrapped once more. */
const Given = z.union([Loop, z.object({ data: Loop }).transform(({ data }) => data)]);

/** What somebody said with the thumbs that Teams shows below an answer. Which answer, its message tells. Null for anything else. */
export function readFeedback(invoked: unknown): Verdict | null {
  const read = Given.safeParse(invoked);
  if (!read.success) return null;
  return read.data.actionValue.reaction === "like" ? "helpful" : "unhelpful";
}
