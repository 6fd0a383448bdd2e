import type { Card } from "../../../src/channel/block.ts";
import { buttonRow } from "./buttons.ts";
import { element, unseen } from "./element.ts";
import { heading } from "./heading.ts";
import { icon } from "./icon.ts";
import type { Page } from "./page.ts";
import { webAddress } from "./web-address.ts";

/** Things one below the other, each with what can be done about it. */
export function cardList(label: string, cards: Card[], page: Page): HTMLElement {
  const list = element("ul", { class: "card-list", role: "list" });
  if (label !== "") list.setAttribute("aria-label", label);
  const level = label === "" ? page.level : page.level + 1;
  for (const card of cards) list.append(showCard(card, level, page));
  const title = label === "" ? [] : [heading(page.level, "label", label)];
  return element("div", { class: "cards" }, ...title, list);
}

function showCard(card: Card, level: number, page: Page): HTMLElement {
  const shown = element("li", { class: "card" });
  const put = (kind: string, words: string, attributes: Record<string, string> = {}) => {
    if (words !== "") shown.append(element("p", { class: kind, dir: "auto", ...attributes }, words));
  };
  if (card.title !== "") shown.append(titleOf(card, level, page));
  put("detail", card.detail);
  put("body", card.body, { lang: card.language });
  put("why", card.why);
  if (card.buttons.length > 0) {
    const buttons = buttonRow(card.buttons, page);
    // The same buttons are under each card: said is also which card they belong to.
    buttons.setAttribute("role", "group");
    if (card.title !== "") buttons.setAttribute("aria-label", card.title);
    shown.append(buttons);
  }
  return shown;
}

function titleOf(card: Card, level: number, page: Page): HTMLElement {
  const href = webAddress(card.url);
  if (href === null) {
    const title = heading(level, "title", card.title);
    title.lang = card.language;
    return title;
  }
  const away = unseen(` (${page.words().inNewTab})`);
  const link = element(
    "a",
    { href, target: "_blank", rel: "noopener noreferrer" },
    element("span", { lang: card.language }, card.title),
    away,
    icon("away"),
  );
  return heading(level, "title", link);
}
