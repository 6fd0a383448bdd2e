import type { Me } from "../protocol.ts";
import { isRepeated, part } from "./element.ts";
import type { Page } from "./page.ts";

/** The ways from the chat: to what is the person's own, and for those who have one to their desk. */
export function places({ desk, persona, personas }: Me, page: Page, signal: AbortSignal): void {
  part("home", HTMLButtonElement).addEventListener(
    "click",
    (event) => {
      if (!isRepeated(event)) page.openView({ view: "home.show", value: "", label: page.words().home });
    },
    { signal },
  );
  const link = part("desk-link", HTMLAnchorElement);
  link.hidden = !desk;
  link.href = personas.length === 0 ? "/desk" : `/desk?as=${encodeURIComponent(persona)}`;
}
