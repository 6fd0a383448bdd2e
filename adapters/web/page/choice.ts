import type { Field } from "../../../src/channel/block.ts";
import { element } from "./element.ts";
import type { Control } from "./fields.ts";
import type { Page } from "./page.ts";

type Choice = Extract<Field, { kind: "choice" }>;
type Option = Choice["options"][number];

/** So many options can be looked over at once; more are folded away. */
const MOST_IN_SIGHT = 6;

/** One of several options. What is not required can be left open, also after something was chosen. */
export function choiceControl(field: Choice, id: string, chosen: string, page: Page): Control {
  const open = { value: "", label: page.words().leaveOpen };
  if (field.options.length <= MOST_IN_SIGHT) {
    return radios(id, field.required ? field.options : [...field.options, open], chosen);
  }
  const none = field.required ? { value: "", label: page.words().choose } : open;
  return list(field, id, [none, ...field.options], chosen);
}

function radios(id: string, options: Option[], chosen: string): Control {
  const inputs = options.map(({ value }) => {
    const input = element("input", { type: "radio", name: id, value, autocomplete: "off" });
    input.checked = value === chosen;
    return input;
  });
  const row = element("div", { class: "options" });
  options.forEach(({ label }, place) => {
    row.append(
      element("label", { class: "option" }, inputs[place] ?? "", element("span", { dir: "auto" }, label)),
    );
  });
  const checked = () => inputs.find((input) => input.checked);
  return {
    shown: row,
    input: null,
    value: () => checked()?.value ?? "",
    focus: () => (checked() ?? inputs[0])?.focus(),
  };
}

function list(field: Choice, id: string, options: Option[], chosen: string): Control {
  const select = element("select", { id, name: field.name, autocomplete: "off" });
  for (const { value, label } of options) {
    const option = element("option", { value, dir: "auto" }, label);
    option.selected = value === chosen;
    select.append(option);
  }
  select.required = field.required;
  return {
    shown: element("span", { class: "select" }, select),
    input: select,
    value: () => select.value,
    focus: () => select.focus(),
  };
}
