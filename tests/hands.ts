import type { PageMessage } from "../adapters/web/protocol.ts";
import type { Block, Button, Form } from "../src/channel/block.ts";
import type { Page } from "./page.ts";

/** The hands of somebody at the page: they press what they see, by its label, the latest first. */
export function hands(page: Pick<Page, "fromLotse" | "get" | "send">) {
  function buttonsIn(blocks: readonly Block[]): Button[] {
    return blocks.flatMap((block) => {
      if (block.kind === "buttons") return block.buttons;
      return block.kind === "cards" ? block.cards.flatMap(({ buttons }) => buttons) : [];
    });
  }

  function button(label: string): Button {
    const all = page.fromLotse().flatMap(({ blocks }) => buttonsIn(blocks));
    const found = all.findLast((one) => one.label === label);
    if (!found) throw new Error(`no button “${label}” among: ${all.map((one) => one.label).join(", ")}`);
    return found;
  }

  async function form(label: string): Promise<Form> {
    const found = button(label);
    if (found.kind !== "form") throw new Error(`“${label}” opens no form`);
    const response = await page.get(`/api/forms/${found.form}?value=${encodeURIComponent(found.value)}`);
    if (!response.ok) throw new Error(`no form ${found.form}: ${response.status}`);
    return (await response.json()) as Form;
  }

  return {
    button,
    /** The form behind a button, as it opens now. */
    form,

    /** Presses a button of this label, and gives what Lotse says to it. */
    press(label: string, count = 1): Promise<PageMessage[]> {
      const found = button(label);
      if (found.kind !== "action") throw new Error(`“${label}” is no action`);
      return page.send({ kind: "action", action: found.action, value: found.value }, count);
    },

    /** Opens the form behind a button, fills it in and submits it; fields that are not named stay as they open. */
    async fill(label: string, values: Record<string, string>, count = 1): Promise<PageMessage[]> {
      const opened = await form(label);
      const initial = Object.fromEntries(opened.fields.map((field) => [field.name, field.initial]));
      return page.send(
        { kind: "form", form: opened.form, value: opened.value, values: { ...initial, ...values } },
        count,
      );
    },

    /** What a view shows; null when there is nothing. */
    async view(view: string, value = ""): Promise<{ title: string; blocks: Block[] } | null> {
      const response = await page.get(`/api/views/${view}?value=${encodeURIComponent(value)}`);
      return response.ok ? ((await response.json()) as { title: string; blocks: Block[] }) : null;
    },
  };
}

export type Hands = ReturnType<typeof hands>;
