import { z } from "zod";
import { action, type Block, primary, text } from "../src/channel/block.ts";
import {
  type Dialog,
  type DialogForm,
  type Next,
  type Setting,
  say,
  type Turn,
} from "../src/dialog/dialog.ts";
import { givenAt, hasOptedIn, optIn } from "../src/privacy/opt-in.ts";
import { goalOf, keepGoal } from "../src/reflection/goal.ts";
import type { LearnerKeys } from "../src/store/learner-keys.ts";
import { planMistakes, planOf } from "./plan-fields.ts";

/** UTF-16 code units. */
const LONGEST = 200;

/** One goal and one if-then plan. Both are written in a form, and kept only with a yes. */
export function goal(parts: { keys: LearnerKeys }): Dialog<null> {
  const form = goalForm(parts);
  return {
    id: "goal",
    calls: {
      whole: [
        "ziel",
        "mein ziel",
        "ziel setzen",
        "ein ziel setzen",
        "goal",
        "my goal",
        "set a goal",
        "plan",
        "mein plan",
        "my plan",
      ],
      openings: [],
    },
    schema: z.null(),
    forms: { "goal.write": form },
    async begin(turn) {
      const { event, texts } = turn;
      if (event.kind === "form") return keep(parts, turn, event.values);
      if (event.kind === "action" && event.action === "goal.leave") {
        return { to: "done", replies: [say(text(texts.goal.left))] };
      }
      if (event.kind === "action" && event.action === "goal.keep") {
        const changes = await optIn(turn.read, turn, "reflections", turn.now);
        return { to: "done", replies: [say(...offer(turn))], changes };
      }
      const keeps = await hasOptedIn(turn.read, turn, "reflections");
      return { to: "done", replies: [say(...(keeps ? offer(turn) : askToKeep(turn)))] };
    },
    async resume() {
      return { to: "yield" };
    },
  };
}

function askToKeep({ texts: { goal } }: Setting): Block[] {
  return [
    text(goal.askToKeep),
    {
      kind: "buttons",
      buttons: [primary(action(goal.keep, "goal.keep")), action(goal.leave, "goal.leave")],
    },
  ];
}

function offer({ texts: { goal } }: Setting): Block[] {
  return [
    text(goal.offer),
    {
      kind: "buttons",
      buttons: [
        { kind: "form", label: goal.write, form: "goal.write", value: "" },
        { kind: "view", label: goal.look, view: "home.show", value: "" },
      ],
    },
  ];
}

async function keep(
  { keys }: { keys: LearnerKeys },
  turn: Turn,
  values: Record<string, string>,
): Promise<Next<null>> {
  const { goal } = turn.texts;
  const since = await givenAt(turn.read, turn, "reflections");
  if (since === null) return { to: "done", replies: [say(text(goal.notKept))] };
  const kept = { goal: values.goal ?? "", plan: planOf(values) };
  const change = await keepGoal({ ...turn, keys, since }, kept, turn.now);
  const fitting = action(goal.fitting, "recommend.goal");
  const writes = await hasOptedIn(turn.read, turn, "messages");
  const yes = primary(action(goal.yesWrite, "privacy.on", "messages"));
  return {
    to: "done",
    replies: [
      say(text(goal.saved), ...(writes ? [] : [text(goal.askToWrite)]), {
        kind: "buttons",
        buttons: writes ? [fitting] : [yes, fitting],
      }),
    ],
    changes: [change],
  };
}

function goalForm({ keys }: { keys: LearnerKeys }): DialogForm {
  return {
    async show(setting) {
      const { goal } = setting.texts;
      const kept = await goalOf({ ...setting, keys });
      const field = { kind: "text", lines: "one", longest: LONGEST } as const;
      return {
        form: "goal.write",
        value: "",
        title: goal.title,
        intro: goal.intro,
        fields: [
          {
            ...field,
            name: "goal",
            label: goal.field,
            hint: goal.fieldHint,
            required: true,
            initial: kept?.goal ?? "",
          },
          {
            ...field,
            name: "when",
            label: goal.when,
            hint: goal.whenHint,
            required: false,
            initial: kept?.plan?.when ?? "",
          },
          {
            ...field,
            name: "step",
            label: goal.step,
            hint: goal.stepHint,
            required: false,
            initial: kept?.plan?.step ?? "",
          },
        ],
        submit: goal.save,
        cancel: goal.cancel,
      };
    },
    mistakes({ goal }, values) {
      const { goal: wanted = "" } = values;
      return {
        ...(wanted === "" ? { goal: goal.missing } : {}),
        ...(wanted.length > LONGEST ? { goal: goal.tooLong(LONGEST) } : {}),
        ...planMistakes(values, LONGEST, goal),
      };
    },
  };
}
