import type { Citation } from "../../../src/channel/block.ts";
import { element, unseen } from "./element.ts";
import { icon } from "./icon.ts";
import type { Page } from "./page.ts";
import { webAddress } from "./web-address.ts";

/** The sources of an answer, as cards that open the passage. */
export function citationList(label: string, citations: Citation[], page: Page): HTMLElement {
  const list = element("ol", { class: "sources", role: "list", "aria-label": label });
  for (const citation of citations) list.append(card(citation, page));
  return element("div", { class: "citations" }, element("p", { class: "label", dir: "auto" }, label), list);
}

function card(citation: Citation, page: Page): HTMLElement {
  const open = element(
    "button",
    { type: "button", class: "source", "aria-haspopup": "dialog" },
    element("span", { class: "number" }, `${citation.number}`),
    element(
      "span",
      { class: "about" },
      element("span", { class: "title", dir: "auto" }, citation.title),
      ...aside("section", citation.section),
      ...aside("detail", citation.detail),
    ),
    icon("open"),
  );
  open.addEventListener("click", () => page.openSource(citation));
  const original = originalLink(citation, page);
  return element("li", {}, open, ...(original === null ? [] : [original]));
}

function aside(name: string, words: string): Node[] {
  return words === "" ? [] : [element("span", { class: name, dir: "auto" }, words)];
}

/** A link to the original, if it is somewhere in the web. */
export function originalLink(citation: Citation, page: Page): HTMLElement | null {
  const href = webAddress(citation.url);
  if (href === null) return null;
  return element(
    "a",
    { class: "original", href, target: "_blank", rel: "noopener noreferrer" },
    page.words().openOriginal,
    unseen(`: ${citation.title} (${page.words().inNewTab})`),
    icon("away"),
  );
}
