import { text } from "../channel/block.ts";
import { converse, nothing, type Outcome } from "../dialog/converse.ts";
import type { Dialogs, Turn } from "../dialog/dialog.ts";
import { asksForRight } from "../dialog/rights.ts";
import type { Door } from "../learner/door.ts";
import type { Held } from "./conversation.ts";

/** Said again no sooner than this, milliseconds. */
const AGAIN_AFTER_MS = 60 * 60 * 1000;

export type Behind = {
  outcome: Outcome;
  /** When it was last said in this conversation that Lotse is not there. */
  closedSaidAt: number | null;
  /** A conversation took place, as if the door were open. */
  conversed: boolean;
};

/**
 * What an event leads to where Lotse is not there for its sender: what is their right, as long as they work here, and once in a while
 * a sentence that says why there is no more. What was under way waits.
 */
export async function behind(
  door: Exclude<Door, "open">,
  dialogs: Dialogs,
  turn: Turn,
  { stack, closedSaidAt }: Held,
): Promise<Behind> {
  const { event, now, texts } = turn;
  if (event.kind === "stop")
    return { outcome: await converse(dialogs, turn, stack), closedSaidAt, conversed: true };
  if (door !== "has left" && asksForRight(dialogs, event)) {
    return { outcome: { ...(await converse(dialogs, turn, [])), stack }, closedSaidAt, conversed: true };
  }
  const outcome = nothing(stack);
  const isSpokenTo = event.kind === "message" || event.kind === "action" || event.kind === "form";
  const saidLately = closedSaidAt !== null && Math.abs(now - closedSaidAt) < AGAIN_AFTER_MS;
  if (!isSpokenTo || saidLately) return { outcome, closedSaidAt, conversed: false };
  const sentence = text(texts.closed[door]);
  return {
    outcome: { ...outcome, replies: [{ kind: "message", blocks: [sentence] }] },
    closedSaidAt: now,
    conversed: false,
  };
}
