import type { Plan } from "../src/reflection/goal.ts";

/** The two halves of an if-then plan, as the fields `when` and `step` of a form. Null without either. */
export function planOf({ when = "", step = "" }: Record<string, string>): Plan | null {
  return when === "" || step === "" ? null : { when, step };
}

/** What to do about them: both or none, and not too long. */
export function planMistakes(
  { when = "", step = "" }: Record<string, string>,
  longest: number,
  words: { halfPlan: string; tooLong(longest: number): string },
): Record<string, string> {
  return {
    ...(when === "" && step !== "" ? { when: words.halfPlan } : {}),
    ...(step === "" && when !== "" ? { step: words.halfPlan } : {}),
    ...(when.length > longest ? { when: words.tooLong(longest) } : {}),
    ...(step.length > longest ? { step: words.tooLong(longest) } : {}),
  };
}
