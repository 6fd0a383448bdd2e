import type { PageMessage } from "../protocol.ts";
import type { Sentence } from "./api.ts";
import { showBlocks } from "./blocks.ts";
import { element, isBusy, setBusy, unseen } from "./element.ts";
import { focusWithin, restoreFocus } from "./focus.ts";
import type { Page } from "./page.ts";
import { clock } from "./words.ts";

/** A message as the page holds it. */
export type Shown = {
  message: PageMessage;
  /** What was appended since the message came. */
  tail: string;
  /** Whether a message of the person's own has reached the server. */
  delivery: Delivery;
  article: HTMLElement;
};
export type Delivery =
  | { state: "delivered" }
  | { state: "sending" }
  | { state: "failed"; problem: Sentence; retry: () => Promise<void> };

/** Fills the article of a message anew, and keeps the focus where it was as well as it can. */
export function showMessage(shown: Shown, page: Page): void {
  const { article, message, tail, delivery } = shown;
  const { author, state } = message;
  const words = page.words();
  const focus = focusWithin(article);
  article.className = `message ${author} ${state} ${delivery.state}`;
  article.setAttribute("aria-busy", `${state === "open"}`);

  const content = element("div", { class: "content" }, ...showBlocks(message.blocks, page));
  if (state === "open" && message.blocks.length === 0 && tail === "") content.append(dots(words.writing));
  if (tail !== "") content.append(trailing(tail));
  const at = element(
    "time",
    { datetime: new Date(message.at).toISOString() },
    clock(message.at, page.language()),
  );
  article.replaceChildren(
    element("p", { class: "unseen" }, author === "lotse" ? words.lotseSaid : words.youSaid),
    content,
    element("p", { class: "at" }, at),
  );
  if (delivery.state === "failed") article.append(failure(delivery, page));
  restoreFocus(article, focus);
}

/** Adds to an open message without touching what stands there already. */
export function appendText(shown: Shown, text: string): void {
  shown.tail += text;
  const content = shown.article.querySelector(".content");
  content?.querySelector(".dots")?.remove();
  const last = content?.querySelector(".trailing")?.firstChild;
  if (last instanceof Text) last.appendData(text);
  else content?.append(trailing(shown.tail));
}

/** Three dots that move a little: Lotse is at work. */
export function dots(words: string): HTMLElement {
  const row = element("p", { class: "dots" }, unseen(words));
  for (let count = 0; count < 3; count++)
    row.append(element("span", { class: "dot", "aria-hidden": "true" }));
  return row;
}

function trailing(tail: string): HTMLElement {
  return element("p", { class: "text trailing", dir: "auto" }, tail);
}

function failure(delivery: Extract<Delivery, { state: "failed" }>, page: Page): HTMLElement {
  const words = page.words();
  const again = element("button", { type: "button", class: "again" }, words.tryAgain);
  again.addEventListener("click", async () => {
    if (isBusy(again)) return;
    setBusy(again, true);
    await delivery.retry();
  });
  const why = [words.notSent, delivery.problem?.[page.language()] ?? ""].join(" ").trim();
  return element("p", { class: "failure", role: "alert" }, element("span", {}, why), " ", again);
}
