import type { Button } from "../../../src/channel/block.ts";
import { element, isBusy, isRepeated, setBusy } from "./element.ts";
import { newId } from "./identity.ts";
import { type Page, sentence } from "./page.ts";

export function buttonRow(buttons: Button[], page: Page): HTMLElement {
  const trouble = element("p", { class: "trouble", role: "alert" });
  const row = element("div", { class: "row" });
  for (const button of buttons) row.append(pressable(button, trouble, page));
  return element("div", { class: "buttons" }, row, trouble);
}

function pressable(button: Button, trouble: HTMLElement, page: Page): HTMLElement {
  const primary = button.kind === "action" && button.primary;
  const made = element(
    "button",
    { type: "button", class: primary ? "button primary" : "button", dir: "auto" },
    button.label,
  );
  if (button.kind !== "action") made.setAttribute("aria-haspopup", "dialog");
  const press = pressing(button, page);
  made.addEventListener("click", async (event) => {
    if (isBusy(made) || isRepeated(event)) return;
    setBusy(made, true);
    trouble.textContent = "";
    trouble.textContent = await press();
    setBusy(made, false);
  });
  return made;
}

/** What happens when it is pressed. Each returns what went wrong, or nothing. */
function pressing(button: Button, page: Page): () => Promise<string> {
  switch (button.kind) {
    case "action":
      return presser(button, page);
    case "form":
      return opener(button, page);
    case "view":
      return async () => {
        page.openView(button);
        return "";
      };
  }
}

function opener(button: Extract<Button, { kind: "form" }>, page: Page): () => Promise<string> {
  return async () => {
    const opening = await page.openForm(button.form, button.value);
    return opening.state === "opened" ? "" : sentence(page, opening.state, opening.problem);
  };
}

function presser(button: Extract<Button, { kind: "action" }>, page: Page): () => Promise<string> {
  let id = newId();
  return async () => {
    const posted = await page.post(id, { kind: "action", action: button.action, value: button.value });
    // After "unreachable" the next press is another try of the same event.
    if (posted.state !== "unreachable") id = newId();
    if (posted.state === "stored") return "";
    return sentence(page, posted.state, posted.state === "invalid" ? null : posted.problem);
  };
}
