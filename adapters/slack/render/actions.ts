import type { types } from "@slack/bolt";
import { z } from "zod";
import type { Button } from "../../../src/channel/block.ts";
import { Verdict } from "../../../src/channel/event.ts";
import { plain } from "./elements.ts";
import { LIMITS } from "./limits.ts";

/** What is meant by pressing something that is shown here. */
export type Pressed =
  | { kind: "action"; action: string; value: string }
  /** Opens a form. */
  | { kind: "form"; form: string; value: string }
  /** Opens something to look at. */
  | { kind: "view"; view: string; value: string }
  | { kind: "passage"; passage: string }
  /** Sends this as a message of the learner's. */
  | { kind: "say"; text: string }
  | { kind: "feedback"; about: string; verdict: Verdict };

const Action = z.object({ action_id: z.string(), value: z.string().optional() });
const NAMED = /^(action|form|view) ([a-z-]{1,40}\.[a-z-]{1,40}) \d{1,4}$/;
const UNNAMED = /^(passage|say|feedback) \d{1,4}$/;

/**
 * The id says what is meant, and its number makes it the only one of its message; the value is carried by the button. Null for what
 * is not from here.
 */
export function readAction(action: unknown): Pressed | null {
  const read = Action.safeParse(action);
  if (!read.success) return null;
  const value = swapped(read.data.value ?? "");
  const [, kind, name = ""] = NAMED.exec(read.data.action_id) ?? UNNAMED.exec(read.data.action_id) ?? [];
  switch (kind) {
    case "action":
      return { kind, action: name, value };
    case "form":
      return { kind, form: name, value };
    case "view":
      return { kind, view: name, value };
    case "passage":
      return { kind, passage: value };
    case "say":
      return { kind, text: value };
    case "feedback": {
      const at = value.indexOf(" ");
      const verdict = Verdict.safeParse(value.slice(0, at));
      return verdict.success ? { kind, about: value.slice(at + 1), verdict: verdict.data } : null;
    }
    default:
      return null;
  }
}

/** What a button carries, so that `readAction` reads the same from it. Null when it is too long for Slack. */
function carried(pressed: Pressed, number: number): { action_id: string; value?: string } | null {
  const { id, value } = idAndValue(pressed);
  if (value.length > LIMITS.value) return null;
  return { action_id: `${id} ${number}`, ...(value === "" ? {} : { value: swapped(value) }) };
}

/** Thumbs for an answer: two values under one id. */
export function thumbs(about: string, number: number): { action_id: string; value: Record<Verdict, string> } {
  const value = (verdict: Verdict) => swapped(idAndValue({ kind: "feedback", about, verdict }).value);
  return {
    action_id: `feedback ${number}`,
    value: { helpful: value("helpful"), unhelpful: value("unhelpful") },
  };
}

function idAndValue(pressed: Pressed): { id: string; value: string } {
  switch (pressed.kind) {
    case "action":
      return { id: `action ${pressed.action}`, value: pressed.value };
    case "form":
      return { id: `form ${pressed.form}`, value: pressed.value };
    case "view":
      return { id: `view ${pressed.view}`, value: pressed.value };
    case "passage":
      return { id: "passage", value: pressed.passage };
    case "say":
      return { id: "say", value: pressed.text };
    case "feedback":
      return { id: "feedback", value: `${pressed.verdict} ${pressed.about}` };
  }
}

const SWAPS: Record<string, string> = { "&": "＆", "＆": "&", "<": "＜", "＜": "<", ">": "＞", "＞": ">" };

/** Slack gives some of what it carries back with entities. Signs that become one are swapped with their wide twins, and swapped back. */
function swapped(value: string): string {
  return value.replace(/[&<>＆＜＞]/g, (sign) => SWAPS[sign] ?? sign);
}

/** Numbers what can be pressed in one message or view. */
export type Numbers = () => number;
export function numbers(): Numbers {
  let last = -1;
  return () => ++last;
}

/** A button; `about` is read out with it, where the same label stands beside several things. */
export function buttonOf(
  pressed: Pressed,
  label: string,
  number: Numbers,
  { about = "", primary = false } = {},
): types.Button[] {
  const carries = carried(pressed, number());
  if (!carries) return [];
  return [
    {
      type: "button",
      text: plain(label, LIMITS.button),
      ...carries,
      ...(about === "" ? {} : { accessibility_label: plain(about, LIMITS.accessibilityLabel).text }),
      ...(primary ? { style: "primary" } : {}),
    },
  ];
}

export function pressedBy(button: Button): Pressed {
  switch (button.kind) {
    case "action":
      return { kind: "action", action: button.action, value: button.value };
    case "form":
      return { kind: "form", form: button.form, value: button.value };
    case "view":
      return { kind: "view", view: button.view, value: button.value };
  }
}
