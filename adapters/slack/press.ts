import type { Happening } from "../../src/channel/event.ts";
import type { Language } from "../../src/channel/language.ts";
import { texts } from "../../src/i18n/texts.ts";
import { momentOf } from "./events.ts";
import type { HomeTab } from "./home.ts";
import { type Interaction, spotOf, whoDid } from "./interaction.ts";
import type { Modals } from "./modals.ts";
import type { People } from "./people.ts";
import type { Posting } from "./posting.ts";
import { type Pressed, readAction } from "./render/actions.ts";
import { formErrors, readView } from "./render/modal.ts";
import { readShare } from "./share.ts";
import type { Accepted, By, Taking } from "./take.ts";
import type { Workspaces } from "./workspaces.ts";

/** Answers the request that brought something. Slack waits three seconds for it. */
export type Ack = (response?: object) => Promise<unknown>;
/** Tells whoever pressed something a sentence that only they see. */
export type Tell = (sentence: string) => Promise<void>;

export type PressParts = {
  workspaces: Workspaces;
  people: People;
  posting: Posting;
  taking: Taking;
  modals: Modals;
  home: HomeTab;
  share(by: By, delivery: string): Promise<string>;
  languageOf(by: By): Promise<Language>;
  now(): number;
  failed(error: unknown): void;
};

/** Buttons and forms. */
export function pressing(parts: PressParts) {
  const { taking, modals, home, share, languageOf, now, failed } = parts;

  async function pressed(interaction: Interaction, ack: Ack, tell: Tell): Promise<void> {
    const [button] = interaction.actions;
    const view = interaction.view ?? null;
    const spot = spotOf(interaction, carriedBy(view));
    const by = button && (await whoDid(parts, interaction, spot));
    if (!by || !button) return void (await ack());
    const shared = readShare(button);
    const wanted = readAction(button);
    if (shared !== null) {
      await ack();
      return tell(await share(by, shared));
    }
    // A link opens by itself.
    if (!wanted) return void (await ack());
    if (wanted.kind === "form" || wanted.kind === "view" || wanted.kind === "passage") {
      await ack();
      const opened = await modals.open(by, interaction.trigger_id, wanted, view?.type === "modal");
      if (!opened) await tell(texts[await languageOf(by)].slack.tooSlow);
      return;
    }
    const id = [
      "press",
      interaction.container?.message_ts ?? view?.id ?? "",
      button.action_id,
      by.sender.native,
      button.action_ts,
    ].join(":");
    const accepted = await taking.store(by, id, momentOf(button.action_ts), happeningOf(wanted));
    await ack();
    if (accepted.state === "limited") return tell(texts[await languageOf(by)].problems.tooMuchAtOnce);
    if (view?.type === "home") home.showSoon(by, failed);
  }

  /** What was filled in. It is stored before Slack closes the form; with mistakes, it stays open and nothing is lost. */
  async function submitted(interaction: Interaction, ack: Ack): Promise<void> {
    const { view } = interaction;
    const filled = view && readView(view);
    const by = filled && (await whoDid(parts, interaction, spotOf(interaction, filled.private_metadata)));
    if (!view || !filled || !by) return void (await ack());
    const { form, value, values } = filled;
    const accepted = await taking.store(by, `form:${view.id}`, now(), {
      kind: "form",
      form,
      value,
      values,
    });
    const errors = await mistakesOf(accepted, by);
    if (errors) await ack({ response_action: "errors", errors: formErrors(view, errors) });
    else await ack({ response_action: "clear" });
  }

  async function mistakesOf(accepted: Accepted, by: By): Promise<Record<string, string> | null> {
    if (accepted.state === "invalid") return accepted.errors;
    if (accepted.state !== "limited") return null;
    return { "": texts[await languageOf(by)].problems.tooMuchAtOnce };
  }

  return { pressed, submitted };
}

type View = NonNullable<Interaction["view"]>;

/** What a form that is open takes along; a home or a panel leads to the direct conversation. */
function carriedBy(view: View | null): string {
  return (view && readView(view)?.private_metadata) ?? "";
}

function happeningOf(wanted: Extract<Pressed, { kind: "action" | "say" | "feedback" }>): Happening {
  return wanted.kind === "say" ? { kind: "message", text: wanted.text, attachments: [] } : wanted;
}
