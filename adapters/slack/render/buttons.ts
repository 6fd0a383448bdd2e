import type { types } from "@slack/bolt";
import type { Block, Button } from "../../../src/channel/block.ts";
import { cut } from "../../../src/channel/cut.ts";
import { Verdict } from "../../../src/channel/event.ts";
import type { Texts } from "../../../src/i18n/en.ts";
import { buttonOf, type Numbers, pressedBy, thumbs } from "./actions.ts";
import { plain, type SlackBlock, shown } from "./elements.ts";
import { LIMITS } from "./limits.ts";
import type { Surface } from "./prose.ts";

/** Buttons of one thing; `about` is what it is called, when there are several. */
export function buttonsOf(buttons: Button[], number: Numbers, about = ""): types.Button[] {
  return buttons.flatMap((button) =>
    buttonOf(pressedBy(button), button.label, number, {
      primary: button.kind === "action" && button.primary,
      about: about === "" ? "" : `${shown(button.label)}: ${about}`,
    }),
  );
}

/** A row takes so many; more are a second row. */
export function rows(buttons: types.Button[]): SlackBlock[] {
  const elements = buttons.slice(0, LIMITS.elementsInActions);
  if (elements.length === 0) return [];
  return [{ type: "actions", elements }, ...rows(buttons.slice(LIMITS.elementsInActions))];
}

/** Quick replies. One that is longer than a button stands beside it. */
export function prompts(prompts: string[], number: Numbers, words: Texts["slackBlocks"]): SlackBlock[] {
  const said = prompts.map((prompt) => cut(shown(prompt), LIMITS.value)).filter((prompt) => prompt !== "");
  if (said.every((prompt) => prompt.length <= LIMITS.button))
    return rows(said.flatMap((text) => buttonOf({ kind: "say", text }, text, number)));
  return said.map((text) => {
    const [accessory] = buttonOf({ kind: "say", text }, words.ask, number, {
      about: `${words.ask}: ${text}`,
    });
    return { type: "section", text: plain(text, LIMITS.section), ...(accessory ? { accessory } : {}) };
  });
}

type Feedback = Extract<Block, { kind: "feedback" }>;

/** Thumbs. Slack has no state for what was chosen already, so the label says it. */
export function feedback(
  block: Feedback,
  surface: Surface,
  number: Numbers,
  words: Texts["slackBlocks"],
): SlackBlock[] {
  const { about, chosen } = block;
  const shownAs = (verdict: Verdict) => {
    const label = block[verdict];
    return chosen === verdict ? { label: `✓ ${label}`, about: words.chosen(label) } : { label, about: label };
  };
  if (surface !== "message") {
    const pair = Verdict.options.flatMap((verdict) => {
      const { label, ...spoken } = shownAs(verdict);
      return buttonOf({ kind: "feedback", about, verdict }, label, number, spoken);
    });
    return rows(pair);
  }
  const { action_id, value } = thumbs(about, number());
  const thumb = (verdict: Verdict) => ({
    text: plain(shownAs(verdict).label, LIMITS.button),
    accessibility_label: plain(shownAs(verdict).about, LIMITS.accessibilityLabel).text,
    value: value[verdict],
  });
  const pair = {
    type: "feedback_buttons",
    action_id,
    positive_button: thumb("helpful"),
    negative_button: thumb("unhelpful"),
  } as const;
  return [{ type: "context_actions", elements: [pair] }];
}
