import { type Block, text } from "../channel/block.ts";
import { texts as textsIn } from "../i18n/texts.ts";
import type { Change } from "../store/change.ts";
import type { Dialog, DialogForm, Dialogs, Frame, Letter, Next, Reply, Turn } from "./dialog.ts";
import { type Interrupt, interruptOf } from "./interrupts.ts";
import { dialogOf, route } from "./router.ts";

/** What one event led to. */
export type Outcome = {
  stack: Frame[];
  replies: Reply[];
  changes: Change[];
  letters: Letter[];
  /** What the house itself shall do beside it, if an interrupt asked for it. */
  interrupt: Interrupt | null;
};

/** Frames deeper than this are forgotten: nobody keeps six conversations in mind. */
const DEEPEST_STACK = 5;

/** Hands an event to the interrupts, the waiting dialog or a new one. */
export async function converse(dialogs: Dialogs, turn: Turn, stack: readonly Frame[]): Promise<Outcome> {
  const interrupt = interruptOf(turn.event);
  if (interrupt) return interrupted(interrupt, dialogs, turn, stack);

  const refusal = refusalOf(dialogs, turn);
  if (refusal !== null) return outcome(stack, [message(refusal)]);

  const waiting = await resumeTop(dialogs, turn, stack);
  if (waiting.state === "handled") return waiting.outcome;

  const dialog = dialogs.get(route(turn.event, dialogs));
  if (!dialog) return outcome(waiting.stack, [...waiting.notes, message(turn.texts.common.unknownButton)]);
  return settle(dialog, await dialog.begin(turn), waiting.stack, waiting.notes);
}

/** What is wrong with a form, checked again: the check inside the request is a service, not the guard. */
function refusalOf(dialogs: Dialogs, { event, texts }: Turn): string | null {
  if (event.kind !== "form") return null;
  const form = formNamed(dialogs, event.form);
  if (!form) return texts.common.unknownButton;
  return Object.values(form.mistakes(texts, event.values))[0] ?? null;
}

/** The form of this name, if its dialog has one. */
export function formNamed(dialogs: Dialogs, name: string): DialogForm | undefined {
  const forms = dialogs.get(dialogOf(name))?.forms ?? {};
  return Object.hasOwn(forms, name) ? forms[name] : undefined;
}

/** As if nothing had happened. */
export function nothing(stack: readonly Frame[]): Outcome {
  return outcome(stack, []);
}

type Resumed =
  | { state: "handled"; outcome: Outcome }
  /** Nobody waits for it: `stack` is what remains, `notes` what has to be said about frames that were dropped. */
  | { state: "open"; stack: readonly Frame[]; notes: Reply[] };

/** `above`: the frames that yielded, or that it is not for; they go on waiting. */
async function resumeTop(
  dialogs: Dialogs,
  turn: Turn,
  stack: readonly Frame[],
  above: readonly Frame[] = [],
): Promise<Resumed> {
  const top = stack.at(-1);
  if (!top) return { state: "open", stack: above, notes: [] };

  const below = stack.slice(0, -1);
  if (!concerns(turn, top)) return resumeTop(dialogs, turn, below, [top, ...above]);
  const dialog = dialogs.get(top.dialog);
  const state = dialog?.schema.safeParse(top.state);
  if (!dialog || !state?.success) {
    const notes = [message(turn.texts.common.lostThread)];
    return { state: "open", stack: [...below, ...above], notes };
  }
  const next = await dialog.resume(turn, state.data);
  if (next.to === "yield") return resumeTop(dialogs, turn, below, [top, ...above]);
  if (next.to === "over") return resumeTop(dialogs, turn, below, above);
  const outcome = settle(dialog, next, below, []);
  return { state: "handled", outcome: { ...outcome, stack: [...outcome.stack, ...above] } };
}

/** A message is for whoever waits; a button, form or job only for the dialog it names. */
function concerns({ event }: Turn, top: Frame): boolean {
  if (event.kind === "message") return true;
  if (event.kind === "action") return dialogOf(event.action) === top.dialog;
  if (event.kind === "form") return dialogOf(event.form) === top.dialog;
  if (event.kind === "due") return dialogOf(event.job) === top.dialog;
  return false;
}

function settle<State>(
  dialog: Dialog<State>,
  next: Next<State>,
  below: readonly Frame[],
  notes: Reply[],
): Outcome {
  switch (next.to) {
    case "wait": {
      const stack = [...below, { dialog: dialog.id, state: next.state }].slice(-DEEPEST_STACK);
      return outcome(stack, [...notes, ...next.replies], next.changes, next.letters);
    }
    case "done":
      return outcome(below, [...notes, ...next.replies], next.changes, next.letters);
    case "yield":
    case "over":
      // A dialog that has only just begun has nobody to yield to: it had nothing to say.
      return outcome(below, notes);
  }
}

function interrupted(
  interrupt: Interrupt,
  dialogs: Dialogs,
  { texts }: Turn,
  stack: readonly Frame[],
): Outcome {
  switch (interrupt.interrupt) {
    case "cancel":
      return outcome([], [message(stack.length > 0 ? texts.common.cancelled : texts.common.nothingToCancel)]);
    case "help":
      return outcome(stack, [
        { kind: "message", blocks: [text(texts.common.help), helpPrompts(texts.common)] },
      ]);
    case "thanks":
      return outcome(stack, [message(texts.common.youAreWelcome)]);
    case "language":
      // Confirmed in the language that was chosen, whatever was spoken before.
      return { ...outcome(stack, [message(textsIn[interrupt.language].common.languageChosen)]), interrupt };
    case "stop":
      // Whoever pressed the button sees the answer end; whoever typed it gets a word.
      return {
        ...(interrupt.delivery === null
          ? outcome(
              stack.filter(({ dialog }) => !dialogs.get(dialog)?.endsOnStop),
              [message(texts.common.stopping)],
            )
          : outcome(stack, [])),
        interrupt,
      };
    case "left":
      return outcome([], []);
  }
}

function helpPrompts(texts: Turn["texts"]["common"]): Block {
  return { kind: "prompts", label: texts.helpPrompts, prompts: texts.examples };
}

function outcome(
  stack: readonly Frame[],
  replies: Reply[],
  changes: Change[] = [],
  letters: Letter[] = [],
): Outcome {
  return { stack: [...stack], replies, changes, letters, interrupt: null };
}

function message(words: string): Reply {
  return { kind: "message", blocks: [text(words)] };
}
