import { texts } from "../../src/i18n/texts.ts";
import { type Interaction, spotOf, whoDid } from "./interaction.ts";
import { SHORTCUTS } from "./manifest.ts";
import type { Ack, PressParts, Tell } from "./press.ts";
import { plainOf } from "./said.ts";
import type { By } from "./take.ts";

/** What is called from Slack's own menus: on everything, or on one message. */
export function shortcuts(
  parts: Pick<PressParts, "workspaces" | "people" | "posting" | "taking" | "modals" | "languageOf" | "now">,
) {
  const { taking, modals, languageOf, now } = parts;

  return async (interaction: Interaction, ack: Ack, tell: Tell): Promise<void> => {
    const { callback_id, trigger_id, message, channel } = interaction;
    const by = await whoDid(parts, interaction, spotOf(interaction));
    if (!by) return void (await ack());
    switch (callback_id) {
      case SHORTCUTS.request: {
        await ack();
        await modals.open(alone(by), trigger_id, { kind: "form", form: "request.write", value: "" }, false);
        return;
      }
      case SHORTCUTS.note: {
        await ack();
        // Into the journal: the address of the message, and nothing of what it says.
        const wanted = { kind: "form", form: "note.write", value: addressOfMessage(interaction) } as const;
        await modals.open(alone(by), trigger_id, wanted, false);
        return;
      }
      case SHORTCUTS.ask: {
        const id = `ask:${channel?.id ?? ""}:${message?.ts ?? ""}:${trigger_id}`;
        const text = plainOf(message?.text ?? "", null);
        const accepted = await taking.store(by, id, now(), { kind: "message", text, attachments: [] });
        await ack();
        const { problems, slack } = texts[await languageOf(by)];
        if (accepted.state === "limited") await tell(problems.tooMuchAtOnce);
        else if (by.spot.channel !== channel?.id) await tell(slack.inOurConversation);
        return;
      }
      default:
        await ack();
    }
  };
}

/** What a form from a menu leads to is said in the direct conversation. */
function alone(by: By): By {
  return { ...by, spot: { user: by.spot.user, channel: null, thread: null } };
}

/** Where Slack shows a message: its time stamp without the point is part of the address. */
function addressOfMessage({ team, channel, message }: Interaction): string {
  const ts = message?.ts ?? "";
  const address = new URL(`https://${team?.domain ?? "app"}.slack.com`);
  address.pathname = `/archives/${channel?.id ?? ""}/p${ts.replace(".", "")}`;
  const thread = message?.thread_ts ?? ts;
  if (thread !== ts)
    address.search = new URLSearchParams({ thread_ts: thread, cid: channel?.id ?? "" }).toString();
  return address.href;
}
