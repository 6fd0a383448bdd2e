import type { Field } from "../../../src/channel/block.ts";
import { element } from "./element.ts";
import type { Page } from "./page.ts";
import { fill, inFigures } from "./words.ts";

export type ShownField = {
  field: Field;
  row: HTMLElement;
  input: HTMLInputElement | HTMLTextAreaElement;
  /** Shows what to do about the field; "" when it is fine. */
  complain(words: string): void;
};

/** One field of a form: label, hint, input and a place for what is wrong with it. */
export function showField(field: Field, typed: string, page: Page): ShownField {
  const id = `field-${field.name}`;
  const label = element("label", { for: id }, element("span", { dir: "auto" }, field.label));
  if (!field.required)
    label.append(" ", element("span", { class: "optional" }, `(${page.words().optional})`));
  const hint = element("p", { class: "hint", id: `${id}-hint`, dir: "auto" }, field.hint);
  const error = element("p", { class: "trouble", id: `${id}-error`, dir: "auto" });
  const input =
    field.lines === "one"
      ? element("input", { id, name: field.name, type: "text", dir: "auto", autocomplete: "off" })
      : element("textarea", { id, name: field.name, rows: "2", dir: "auto", autocomplete: "off" });
  input.value = typed;
  input.required = field.required;

  function complain(words: string): void {
    error.textContent = words;
    const described = [...(field.hint === "" ? [] : [hint.id]), ...(words === "" ? [] : [error.id])];
    if (described.length > 0) input.setAttribute("aria-describedby", described.join(" "));
    else input.removeAttribute("aria-describedby");
    if (words === "") input.removeAttribute("aria-invalid");
    else input.setAttribute("aria-invalid", "true");
  }
  complain("");
  const row = element("div", { class: "field" }, label, ...(field.hint === "" ? [] : [hint]), input, error);
  return { field, row, input, complain };
}

/** What can be seen to be wrong before the server is asked. */
export function mistakeIn({ field, input }: ShownField, page: Page): string {
  const typed = input.value.trim();
  if (field.required && typed === "") return page.words().fillIn;
  if (input.value.length <= field.longest) return "";
  return fill(page.words().fieldTooLong, {
    longest: inFigures(field.longest, page.language()),
    count: inFigures(input.value.length, page.language()),
  });
}
