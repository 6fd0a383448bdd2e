import type { Form } from "../../../src/channel/block.ts";
import type { Api } from "./api.ts";
import { openPanel } from "./dialog.ts";
import { element, isBusy, setBusy } from "./element.ts";
import { mistakeIn, type ShownField, showField } from "./fields.ts";
import { newId } from "./identity.ts";
import { type Opening, type Page, sentence } from "./page.ts";

/** Opens forms, and remembers what was typed into one that was closed. In memory only: reflections are private. */
export function formOpener(page: Page, api: Api, home: HTMLElement) {
  const drafts = new Map<string, Record<string, string>>();
  return async (form: string, value: string, before?: () => Promise<void>): Promise<Opening> => {
    const got = await api.form(form, value);
    if (got.state !== "got") return got;
    await before?.();
    showForm(got.thing, drafts, page, home);
    return { state: "opened" };
  };
}

function showForm(
  form: Form,
  drafts: Map<string, Record<string, string>>,
  page: Page,
  home: HTMLElement,
): void {
  const words = page.words();
  const draft = `${form.form}\n${form.value}`;
  const { dialog, body } = openPanel("form", { title: form.title, close: words.close }, home);
  const fields = form.fields.map((field) =>
    showField(field, drafts.get(draft)?.[field.name] ?? field.initial, page),
  );
  const trouble = element("p", { class: "trouble", role: "alert" });
  const cancel = element("button", { type: "button", class: "button", dir: "auto" }, form.cancel);
  const submit = element("button", { type: "submit", class: "button primary", dir: "auto" }, form.submit);
  const sheet = element("form", { novalidate: "" });
  if (form.intro !== "") sheet.append(element("p", { class: "text", dir: "auto" }, form.intro));
  sheet.append(...fields.map((field) => field.row));
  sheet.append(
    element("div", { class: "actions" }, trouble, element("div", { class: "row ends" }, cancel, submit)),
  );
  body.append(sheet);
  body.tabIndex = -1;
  (fields[0] ?? body).focus();

  const typed = () => Object.fromEntries(fields.map(({ field, value }) => [field.name, value()]));
  const isUntouched = () => fields.every(({ field, value }) => value() === field.initial);
  let keep = true;
  dialog.addEventListener("close", () => {
    if (keep && !isUntouched()) drafts.set(draft, typed());
    else drafts.delete(draft);
  });
  cancel.addEventListener("click", () => {
    keep = false;
    dialog.close();
  });

  let attempt = { id: newId(), sent: "" };
  async function send(): Promise<void> {
    if (isBusy(submit) || !passes(mistakesIn(fields, page))) return;
    const values = typed();
    const sent = JSON.stringify(values);
    // Another try of the same content is the same event; changed content is a new one.
    if (attempt.sent !== sent) attempt = { id: newId(), sent };
    setBusy(submit, true);
    trouble.textContent = "";
    const posted = await page.post(attempt.id, { kind: "form", form: form.form, value: form.value, values });
    setBusy(submit, false);
    if (posted.state === "stored") {
      keep = false;
      dialog.close();
      return;
    }
    if (posted.state !== "unreachable") attempt = { id: newId(), sent: "" };
    if (posted.state !== "invalid") trouble.textContent = sentence(page, posted.state, posted.problem);
    else if (passes(posted.errors)) trouble.textContent = words.refused;
  }

  /** Puts each mistake beside its field and the person at the first one. */
  function passes(mistakes: Record<string, string>): boolean {
    for (const shown of fields) shown.complain(mistakes[shown.field.name] ?? "");
    const first = fields.find(({ field }) => (mistakes[field.name] ?? "") !== "");
    trouble.textContent = first === undefined ? "" : words.checkFields;
    first?.focus();
    return first === undefined;
  }

  sheet.addEventListener("submit", (event) => {
    event.preventDefault();
    void send();
  });
}

function mistakesIn(fields: ShownField[], page: Page): Record<string, string> {
  return Object.fromEntries(fields.map((shown) => [shown.field.name, mistakeIn(shown, page)]));
}
