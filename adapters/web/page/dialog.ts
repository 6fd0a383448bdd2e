import { element, unseen } from "./element.ts";
import { icon } from "./icon.ts";

export type Panel = {
  dialog: HTMLDialogElement;
  head: HTMLElement;
  body: HTMLElement;
  title: HTMLElement;
  /** Closes it; resolves when it has left the page. */
  leave(): Promise<void>;
};

/**
 * An open modal panel that leaves the page when it is closed. Focus goes back to where it was; `home` takes it when that
 * place has gone meanwhile.
 */
export function openPanel(
  kind: "passage" | "view" | "form",
  words: { title: string; close: string },
  home: HTMLElement,
): Panel {
  const title = element("h2", { id: `${kind}-title`, dir: "auto" }, words.title);
  const close = element("button", { type: "button", class: "round", title: words.close }, icon("close"));
  close.append(unseen(words.close));
  const body = element("div", { class: "panel-body" });
  const head = element("div", { class: "panel-head" }, title, close);
  const dialog = element("dialog", { class: `panel ${kind}`, "aria-labelledby": title.id }, head, body);
  const before = document.activeElement;
  close.addEventListener("click", () => dialog.close());
  const left = new Promise<void>((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
      else home.focus();
      resolve();
    });
  });
  document.body.append(dialog);
  dialog.showModal();
  return {
    dialog,
    head,
    body,
    title,
    leave() {
      dialog.close();
      return left;
    },
  };
}

/** Nothing of one person's stays open when another comes. */
export function closePanels(): void {
  for (const dialog of document.querySelectorAll("dialog")) dialog.close();
}
