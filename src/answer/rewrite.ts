import { FollowUp } from "../../prompts/follow-up.ts";
import type { Log } from "../log.ts";
import { filled } from "../model/filled.ts";
import type { Help } from "../model/help.ts";
import { isPlainQuestion } from "./plain-question.ts";

/** One question out of two, in a model's words. Null: it does not know better, or not in time. */
export async function rewrite(
  help: Help & { log: Log },
  { org, question, before }: { org: string; question: string; before: string },
  signal: AbortSignal,
): Promise<string | null> {
  const wanted = {
    ...{ org, task: "follow-up", values: {}, data: { before, question }, shape: FollowUp },
    ...{ mostTokens: 120, patienceMs: 2500 },
  };
  const given = await filled(help, wanted, signal);
  const whole = given?.restore(given.made.question ?? "").trim() ?? "";
  return isPlainQuestion(whole, [before, question]) ? whole : null;
}
