import type { Field } from "../../../src/channel/block.ts";
import { choiceControl } from "./choice.ts";
import { element } from "./element.ts";
import type { Page } from "./page.ts";
import { fill, inFigures } from "./words.ts";

/** What a field is filled in with. */
export type Control = {
  shown: HTMLElement;
  /** The one element that takes the input; null for a group of several. */
  input: HTMLElement | null;
  value(): string;
  focus(): void;
};

export type ShownField = {
  field: Field;
  row: HTMLElement;
  value(): string;
  focus(): void;
  /** Shows what to do about the field; "" when it is fine. */
  complain(words: string): void;
};

/** One field of a form: label, hint, what it is filled in with, and a place for what is wrong with it. */
export function showField(field: Field, filled: string, page: Page): ShownField {
  const id = `field-${field.name}`;
  const { shown, input, value, focus } =
    field.kind === "text" ? textControl(field, id, filled) : choiceControl(field, id, filled, page);
  const row =
    input === null
      ? element("fieldset", { class: "field", role: "radiogroup", "aria-required": `${field.required}` })
      : element("div", { class: "field" });
  const label = input === null ? element("legend") : element("label", { for: id });
  label.append(element("span", { dir: "auto" }, field.label));
  if (!field.required)
    label.append(" ", element("span", { class: "optional" }, `(${page.words().optional})`));
  const hint = element("p", { class: "hint", id: `${id}-hint`, dir: "auto" }, field.hint);
  const error = element("p", { class: "trouble", id: `${id}-error`, dir: "auto" });
  row.append(label, ...(field.hint === "" ? [] : [hint]), shown, error);

  const described = input ?? row;
  function complain(words: string): void {
    error.textContent = words;
    const by = [...(field.hint === "" ? [] : [hint.id]), ...(words === "" ? [] : [error.id])];
    if (by.length > 0) described.setAttribute("aria-describedby", by.join(" "));
    else described.removeAttribute("aria-describedby");
    if (words === "") described.removeAttribute("aria-invalid");
    else described.setAttribute("aria-invalid", "true");
  }
  complain("");
  return { field, row, value, focus, complain };
}

function textControl(field: Extract<Field, { kind: "text" }>, id: string, filled: string): Control {
  const attributes = { id, name: field.name, dir: "auto", autocomplete: "off" };
  const input =
    field.lines === "one"
      ? element("input", { ...attributes, type: "text" })
      : element("textarea", { ...attributes, rows: "2" });
  input.value = filled;
  input.required = field.required;
  return { shown: input, input, value: () => input.value, focus: () => input.focus() };
}

/** What can be seen to be wrong before the server is asked. */
export function mistakeIn({ field, value }: ShownField, page: Page): string {
  const filled = value();
  const isMissing = field.required && filled.trim() === "";
  if (field.kind === "choice") return isMissing ? page.words().chooseOne : "";
  if (isMissing) return page.words().fillIn;
  if (filled.length <= field.longest) return "";
  return fill(page.words().fieldTooLong, {
    longest: inFigures(field.longest, page.language()),
    count: inFigures(filled.length, page.language()),
  });
}
