import type { types } from "@slack/bolt";
import type { Block, Button } from "../../../src/channel/block.ts";
import type { Texts } from "../../../src/i18n/en.ts";
import { buttonOf, type Numbers, pressedBy, thumbs } from "./actions.ts";
import { cut } from "./cut.ts";
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
  const label = {
    helpful: chosen === "helpful" ? `✓ ${block.helpful}` : block.helpful,
    unhelpful: chosen === "unhelpful" ? `✓ ${block.unhelpful}` : block.unhelpful,
  };
  const said = {
    helpful: chosen === "helpful" ? words.chosen(block.helpful) : block.helpful,
    unhelpful: chosen === "unhelpful" ? words.chosen(block.unhelpful) : block.unhelpful,
  };
  if (surface !== "message") {
    const verdicts = ["helpful", "unhelpful"] as const;
    return rows(
      verdicts.flatMap((verdict) =>
        buttonOf({ kind: "feedback", about, verdict }, label[verdict], number, { about: said[verdict] }),
      ),
    );
  }
  const { action_id, value } = thumbs(about, number());
  const thumb = (verdict: "helpful" | "unhelpful") => ({
    text: plain(label[verdict], LIMITS.button),
    accessibility_label: plain(said[verdict], LIMITS.accessibilityLabel).text,
    value: value[verdict],
  });
  return [
    {
      type: "context_actions",
      elements: [
        {
          type: "feedback_buttons",
          action_id,
          positive_button: thumb("helpful"),
          negative_button: thumb("unhelpful"),
        },
      ],
    },
  ];
}
