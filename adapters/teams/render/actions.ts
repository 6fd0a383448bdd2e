import { z } from "zod";
import type { Button } from "../../../src/channel/block.ts";
import { Verdict } from "../../../src/channel/event.ts";
import type { Action, Element, Label, Submit } from "./elements.ts";
import { LIMITS } from "./limits.ts";
import { flat, inOneLine, plain } from "./text.ts";

const name = z.string().regex(/^[a-z-]{1,40}\.[a-z-]{1,40}$/);
const value = z.string().max(2000);

/** What is meant by pressing something that is shown here. */
export const Pressed = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("action"), action: name, value }),
  /** Opens a form. */
  z.object({ kind: z.literal("form"), form: name, value }),
  /** Opens something to look at. */
  z.object({ kind: z.literal("view"), view: name, value }),
  z.object({ kind: z.literal("passage"), passage: value }),
  /** Sends this as a message of the learner's. */
  z.object({ kind: z.literal("say"), text: value }),
  z.object({ kind: z.literal("feedback"), about: z.string().min(1).max(100), verdict: Verdict }),
]);
export type Pressed = z.infer<typeof Pressed>;

/** Where a card is shown. A dialog takes submits only, and what they are answered with is shown in it. */
export type Surface = "chat" | "dialog";

/** Our part of what a button carries; Teams puts what was typed beside it. */
export const OURS = "lotse";
const Data = z.object({ [OURS]: Pressed });

const Wrapped = z.object({
  action: z.object({ data: z.unknown().optional() }).optional(),
  data: z.unknown().optional(),
});

/** What a button carries, as Teams brings it: in an action, in a dialog, or bare in a message. */
export function dataOf(invoked: unknown): unknown {
  const { action, data } = Wrapped.safeParse(invoked).data ?? {};
  return action?.data ?? data ?? invoked;
}

/** What somebody pressed. Null for what is not from here. */
export function readInvoke(invoked: unknown): Pressed | null {
  const read = Data.safeParse(dataOf(invoked));
  return read.success ? read.data[OURS] : null;
}

/** A button, if what it means can be carried; `about` is read out with it, where the same label stands beside several things. */
export function actionOf(
  pressed: Pressed,
  label: string,
  surface: Surface,
  { about = "", primary = false } = {},
): Action[] {
  if (!Pressed.safeParse(pressed).success) return [];
  const tooltip = flat(about);
  const shown: Label = {
    title: plain(inOneLine(label)) || "…",
    ...(tooltip === "" ? {} : { tooltip }),
    ...(primary ? { style: "positive" } : {}),
  };
  return [surface === "dialog" ? submit(pressed, shown) : inChat(pressed, shown)];
}

function inChat(pressed: Pressed, shown: Label): Action {
  switch (pressed.kind) {
    case "action":
    case "feedback": {
      const verb = pressed.kind === "action" ? pressed.action : "feedback";
      const fallback = submit(pressed, shown);
      return { ...fallback, type: "Action.Execute", verb, fallback };
    }
    case "form":
    case "view":
    case "passage":
      return submit(pressed, shown, { msteams: { type: "task/fetch" } });
    case "say": {
      const { text } = pressed;
      return {
        type: "Action.Submit",
        ...shown,
        data: { msteams: { type: "messageBack", text, displayText: flat(text) } },
      };
    }
  }
}

function submit(pressed: Pressed, shown: Label, teams = {}): Submit {
  return { type: "Action.Submit", ...shown, data: { ...teams, [OURS]: pressed } };
}

/** Teams shows so many in a row; more are a second row. */
export function rows(actions: Action[]): Element[] {
  const row = actions.slice(0, LIMITS.actionsInRow);
  if (row.length === 0) return [];
  return [{ type: "ActionSet", actions: row }, ...rows(actions.slice(LIMITS.actionsInRow))];
}

/** Buttons of one thing; `about` is what it is called, when there are several. */
export function buttonsOf(buttons: Button[], surface: Surface, about = ""): Action[] {
  return buttons.flatMap((button) =>
    actionOf(pressedBy(button), button.label, surface, {
      primary: button.kind === "action" && button.primary,
      about: about === "" ? "" : `${button.label}: ${about}`,
    }),
  );
}

function pressedBy(button: Button): Pressed {
  switch (button.kind) {
    case "action":
      return { kind: "action", action: button.action, value: button.value };
    case "form":
      return { kind: "form", form: button.form, value: button.value };
    case "view":
      return { kind: "view", view: button.view, value: button.value };
  }
}
