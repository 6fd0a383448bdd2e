import { texts } from "../../src/i18n/texts.ts";
import { type Interaction, spotOf, whoDid } from "./interaction.ts";
import { SHORTCUTS } from "./manifest.ts";
import type { Ack, PressParts, Tell } from "./press.ts";
import { plainOf } from "./said.ts";

/** What is called from Slack's own menus: on everything, or on one message. */
export function shortcuts(
  parts: Pick<PressParts, "workspaces" | "people" | "taking" | "modals" | "languageOf" | "now">,
) {
  const { taking, modals, languageOf, now } = parts;

  return async (interaction: Interaction, ack: Ack, tell: Tell): Promise<void> => {
    const { callback_id, trigger_id, message, channel } = interaction;
    const by = await whoDid(parts, interaction, spotOf(interaction));
    if (!by) return void (await ack());
    switch (callback_id) {
      case SHORTCUTS.request: {
        await ack();
        const alone = { ...by, spot: { ...by.spot, channel: null, thread: null } };
        await modals.open(alone, trigger_id, { kind: "form", form: "request.write", value: "" }, false);
        return;
      }
      case SHORTCUTS.ask: {
        const id = `ask:${channel?.id ?? ""}:${message?.ts ?? ""}:${trigger_id}`;
        const text = plainOf(message?.text ?? "", null);
        const accepted = await taking.store(by, id, now(), { kind: "message", text, attachments: [] });
        await ack();
        if (accepted.state === "limited") await tell(texts[await languageOf(by)].problems.tooMuchAtOnce);
        return;
      }
      default:
        await ack();
    }
  };
}
