import type { Field } from "../src/channel/block.ts";
import type { DialogForm } from "../src/dialog/dialog.ts";
import { hasOptedIn } from "../src/privacy/opt-in.ts";
import { type Reflection, reflectionOf, Worked } from "../src/reflection/check-in.ts";
import { goalOf, type Plan } from "../src/reflection/goal.ts";
import type { LearnerKeys } from "../src/store/learner-keys.ts";
import { planMistakes, planOf } from "./plan-fields.ts";

/** UTF-16 code units. */
const LONGEST_TEXT = 1000;
const LONGEST_HALF = 200;

/** The check-in as a form: last week's plan above, then three questions, none of which must be answered. */
export function checkInForm({ keys }: { keys: LearnerKeys }): DialogForm {
  return {
    async show(setting, week) {
      const { checkIn } = setting.texts;
      const owner = { ...setting, keys };
      const earlier = await reflectionOf(owner, week);
      const plan = earlier ? earlier.plan : ((await goalOf(owner))?.plan ?? null);
      const keeps = await hasOptedIn(setting.read, setting, "reflections");
      const last = plan ? checkIn.lastPlan(plan.when, plan.step) : checkIn.noPlan;
      const open = { hint: "", required: false } as const;
      const many = { ...open, kind: "text", lines: "many", longest: LONGEST_TEXT } as const;
      const half = { ...open, kind: "text", lines: "one", longest: LONGEST_HALF } as const;
      const worked: Field = {
        ...open,
        kind: "choice",
        name: "worked",
        label: checkIn.worked,
        initial: earlier?.worked ?? "",
        options: Worked.options.map((value) => ({ value, label: checkIn.workedOptions[value] })),
      };
      const { helped = "", differently = "", next } = earlier ?? {};
      return {
        form: "check-in.write",
        value: week,
        title: checkIn.title,
        intro: `${last}\n\n${keeps ? checkIn.private : checkIn.notKept}`,
        fields: [
          ...(plan ? [worked] : []),
          { ...many, name: "helped", label: checkIn.helped, initial: helped },
          { ...many, name: "differently", label: checkIn.differently, initial: differently },
          { ...half, name: "when", label: checkIn.when, initial: next?.when ?? "" },
          { ...half, name: "step", label: checkIn.step, initial: next?.step ?? "" },
        ],
        submit: checkIn.save,
        cancel: checkIn.cancel,
      };
    },
    mistakes({ checkIn }, values) {
      const { helped = "", differently = "" } = values;
      return {
        ...(helped.length > LONGEST_TEXT ? { helped: checkIn.tooLong(LONGEST_TEXT) } : {}),
        ...(differently.length > LONGEST_TEXT ? { differently: checkIn.tooLong(LONGEST_TEXT) } : {}),
        ...planMistakes(values, LONGEST_HALF, checkIn),
      };
    },
  };
}

/** What was written; a choice that cannot be read counts as none. */
export function reflectionIn(values: Record<string, string>, plan: Plan | null): Reflection {
  const worked = Worked.safeParse(values.worked);
  return {
    plan,
    worked: plan && worked.success ? worked.data : null,
    helped: values.helped ?? "",
    differently: values.differently ?? "",
    next: planOf(values),
  };
}
