import { element, unseen } from "./element.ts";
import { icon } from "./icon.ts";

export type Panel = { dialog: HTMLDialogElement; body: HTMLElement; title: HTMLElement };

/**
 * An open modal panel that leaves the page when it is closed. Focus goes back to where it was; `home` takes it when that
 * place has gone meanwhile.
 */
export function openPanel(
  kind: "passage" | "form",
  words: { title: string; close: string },
  home: HTMLElement,
): Panel {
  const title = element("h2", { id: `${kind}-title`, dir: "auto" }, words.title);
  const close = element("button", { type: "button", class: "round", title: words.close }, icon("close"));
  close.append(unseen(words.close));
  const body = element("div", { class: "panel-body" });
  const dialog = element(
    "dialog",
    { class: `panel ${kind}`, "aria-labelledby": title.id },
    element("div", { class: "panel-head" }, title, close),
    body,
  );
  const before = document.activeElement;
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (before instanceof HTMLElement && before.isConnected) before.focus();
    else home.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  return { dialog, body, title };
}
